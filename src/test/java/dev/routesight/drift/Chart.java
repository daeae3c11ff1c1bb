package dev.routesight.drift;

/**
 * A control chart over single decisions, of this project or from the literature, as one statistic
 * that rises with suspicion; it alerts when the statistic reaches a limit. With the limit left
 * open, one simulated run gives the run length at every limit.
 */
interface Chart {
    void reset();

    /** Takes {@code count} decisions without and then one with the signal. */
    default void gapThenEvent(long count) {
        for (long i = 0; i < count; i++) {
            add(false);
        }
        add(true);
    }

    /** Takes decisions without the signal. */
    default void gap(long count) {
        for (long i = 0; i < count; i++) {
            add(false);
        }
    }

    void add(boolean event);

    double statistic();

    /** Whether the statistic can rise at decisions with the signal only. */
    default boolean risesAtEventsOnly() {
        return true;
    }
}
