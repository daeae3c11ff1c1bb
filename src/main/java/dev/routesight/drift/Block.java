package dev.routesight.drift;

import java.util.List;

/**
 * The final counts of one stream in one window, read once.
 *
 * @param window number of the window, counted from any fixed origin
 * @param season which rhythm it belongs to, for example 0 to 167 by hour of the week, or 0 for a
 *     weekday and 1 for a weekend day; always 0 without rhythm
 * @param strata counts, a stratum at most once
 */
public record Block(int window, int season, List<StratumTally> strata) {
    public Block {
        strata = List.copyOf(strata);
    }

    /** Of a stream that is not stratified. */
    public static Block of(int window, long decisions, long events) {
        return new Block(window, 0, List.of(StratumTally.of("", decisions, events)));
    }

    public long decisions() {
        return strata.stream().mapToLong(StratumTally::decisions).sum();
    }

    public long events() {
        return strata.stream().mapToLong(StratumTally::events).sum();
    }
}
