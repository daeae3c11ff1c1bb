package dev.routesight.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The final counts of one stream in one window, read once.
 *
 * @param window number of the window, counted from any fixed origin
 * @param cycle windows of one cycle, for example the hours of a day, are judged together; the
 *     window itself where each stands alone. Not falling
 * @param season what kind of cycle it is, for example 0 for a weekday and 1 for a weekend day;
 *     always 0 without rhythm
 * @param judged whether evidence is looked at after it; false amid a part of the day that is one
 *     stratum
 * @param strata counts, a stratum at most once
 */
public record Block(int window, int cycle, int season, boolean judged, List<StratumTally> strata) {
    public Block {
        strata = List.copyOf(strata);
    }

    /** Of a stream that is not stratified. */
    public static Block of(int window, long decisions, long events) {
        return new Block(window, window, 0, true, List.of(StratumTally.of("", decisions, events)));
    }

    public long decisions() {
        return strata.stream().mapToLong(StratumTally::decisions).sum();
    }

    public long events() {
        return strata.stream().mapToLong(StratumTally::events).sum();
    }

    /** This block and a later one of the same cycle, as one with this window. */
    Block plus(Block later) {
        Map<String, StratumTally> sums = new TreeMap<>();
        for (List<StratumTally> tallies : List.of(strata, later.strata)) {
            for (StratumTally tally : tallies) {
                sums.merge(tally.stratum(), tally, StratumTally::plus);
            }
        }
        return new Block(window, cycle, season, later.judged, new ArrayList<>(sums.values()));
    }
}
