package dev.routesight.drift;

import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Counts by season and stratum, as they are learnt. Mutable. */
final class LearntCounts {
    private final Map<Integer, Map<String, RateCount>> counts = new TreeMap<>();

    void add(Block block) {
        Map<String, RateCount> season =
                counts.computeIfAbsent(block.season(), s -> new TreeMap<>());
        for (StratumTally tally : block.strata()) {
            RateCount before = season.getOrDefault(tally.stratum(), RateCount.NONE);
            season.put(tally.stratum(), before.plus(tally.decisions(), tally.events()));
        }
    }

    long decisions() {
        return counts.values().stream()
                .flatMap(season -> season.values().stream())
                .mapToLong(RateCount::n)
                .sum();
    }

    long events() {
        return counts.values().stream()
                .flatMap(season -> season.values().stream())
                .mapToLong(RateCount::x)
                .sum();
    }

    Map<Integer, Map<String, RateCount>> bySeason() {
        return Collections.unmodifiableMap(counts);
    }

    void put(Cells.Cell cell, RateCount count) {
        counts.computeIfAbsent(cell.season(), s -> new TreeMap<>()).put(cell.stratum(), count);
    }

    /** Those with a decision. */
    Set<Cells.Cell> cells() {
        Set<Cells.Cell> cells = new HashSet<>();
        counts.forEach(
                (season, strata) ->
                        strata.forEach(
                                (stratum, count) -> {
                                    if (count.n() > 0) {
                                        cells.add(new Cells.Cell(season, stratum));
                                    }
                                }));
        return cells;
    }

    RateCount get(Cells.Cell cell) {
        return counts.getOrDefault(cell.season(), Map.of())
                .getOrDefault(cell.stratum(), RateCount.NONE);
    }
}
