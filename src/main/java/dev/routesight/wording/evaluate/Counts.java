package dev.routesight.wording.evaluate;

/**
 * Turns by truth and verdict, and what follows from them.
 *
 * @param hits positive, fired
 * @param misses positive, not fired
 * @param alarms negative, fired
 * @param passes negative, not fired
 */
public record Counts(long hits, long misses, long alarms, long passes) {
    public static final Counts NONE = new Counts(0, 0, 0, 0);

    public Counts plus(Counts other) {
        return new Counts(
                hits + other.hits,
                misses + other.misses,
                alarms + other.alarms,
                passes + other.passes);
    }

    public static Counts of(boolean positive, boolean fired) {
        return new Counts(
                positive && fired ? 1 : 0,
                positive && !fired ? 1 : 0,
                !positive && fired ? 1 : 0,
                !positive && !fired ? 1 : 0);
    }

    public long turns() {
        return hits + misses + alarms + passes;
    }

    /** Share of the fired that should have: in [0, 1], NaN when nothing fired. */
    public double precision() {
        return (double) hits / (hits + alarms);
    }

    /** Share of the positive that fired: in [0, 1], NaN without any. */
    public double recall() {
        return (double) hits / (hits + misses);
    }

    /** Harmonic mean of both, 2·hits / (2·hits + alarms + misses); NaN when all three are 0. */
    public double f1() {
        return 2.0 * hits / (2.0 * hits + alarms + misses);
    }

    /** Share of the negative that fired: in [0, 1], NaN without any. */
    public double falseAlarms() {
        return (double) alarms / (alarms + passes);
    }

    /** How much likelier a positive turn fires than a negative one; NaN when undefined. */
    public double lift() {
        return recall() / falseAlarms();
    }
}
