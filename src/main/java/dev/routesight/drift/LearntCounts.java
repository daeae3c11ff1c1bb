package dev.routesight.drift;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Counts by season and stratum, as they are learnt. Mutable. */
final class LearntCounts {
    private final Map<Integer, Map<String, RateCount>> counts = new TreeMap<>();

    void add(Block block) {
        Map<String, RateCount> season =
                counts.computeIfAbsent(block.season(), s -> new TreeMap<>());
        for (StratumTally tally : block.strata()) {
            RateCount before = season.getOrDefault(tally.stratum(), new RateCount(0, 0));
            season.put(tally.stratum(), before.plus(tally.decisions(), tally.events()));
        }
    }

    /** The counts of one season as a block. */
    Block asBlock(int window, int cycle) {
        Map.Entry<Integer, Map<String, RateCount>> season = counts.entrySet().iterator().next();
        return new Block(
                window,
                cycle,
                season.getKey(),
                true,
                season.getValue().entrySet().stream()
                        .map(e -> StratumTally.of(e.getKey(), e.getValue().n(), e.getValue().x()))
                        .toList());
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

    int bytes() {
        int bytes = VarInts.size(counts.size());
        for (Map.Entry<Integer, Map<String, RateCount>> season : counts.entrySet()) {
            bytes += VarInts.size(season.getKey()) + VarInts.size(season.getValue().size());
            for (Map.Entry<String, RateCount> stratum : season.getValue().entrySet()) {
                int name = stratum.getKey().getBytes(StandardCharsets.UTF_8).length;
                bytes += VarInts.size(name) + name;
                bytes += VarInts.size(stratum.getValue().n());
                bytes += VarInts.size(stratum.getValue().x());
            }
        }
        return bytes;
    }

    void write(ByteBuffer to) {
        VarInts.put(to, counts.size());
        for (Map.Entry<Integer, Map<String, RateCount>> season : counts.entrySet()) {
            VarInts.put(to, season.getKey());
            VarInts.put(to, season.getValue().size());
            for (Map.Entry<String, RateCount> stratum : season.getValue().entrySet()) {
                byte[] name = stratum.getKey().getBytes(StandardCharsets.UTF_8);
                VarInts.put(to, name.length);
                to.put(name);
                VarInts.put(to, stratum.getValue().n());
                VarInts.put(to, stratum.getValue().x());
            }
        }
    }

    static LearntCounts read(ByteBuffer from) {
        LearntCounts read = new LearntCounts();
        long seasons = VarInts.get(from);
        for (long i = 0; i < seasons; i++) {
            Map<String, RateCount> season = new TreeMap<>();
            read.counts.put((int) VarInts.get(from), season);
            long strata = VarInts.get(from);
            for (long s = 0; s < strata; s++) {
                byte[] name = new byte[(int) VarInts.get(from)];
                from.get(name);
                long n = VarInts.get(from);
                season.put(
                        new String(name, StandardCharsets.UTF_8),
                        new RateCount(n, VarInts.get(from)));
            }
        }
        return read;
    }
}
