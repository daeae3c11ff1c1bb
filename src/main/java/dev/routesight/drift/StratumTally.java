package dev.routesight.drift;

/**
 * Counts of a block within which like is compared with like, for example a query shape and score
 * bin.
 *
 * @param stratum its name
 * @param decisions n
 * @param events decisions among them that had the signal, x
 * @param referenceDecisions n of the concurrent group in the same stratum and block; 0 without one
 * @param referenceEvents x of the concurrent group
 */
public record StratumTally(
        String stratum,
        long decisions,
        long events,
        long referenceDecisions,
        long referenceEvents) {
    public StratumTally {
        check(decisions, events, "events");
        check(referenceDecisions, referenceEvents, "reference events");
    }

    public static StratumTally of(String stratum, long decisions, long events) {
        return new StratumTally(stratum, decisions, events, 0, 0);
    }

    StratumTally plus(StratumTally other) {
        return new StratumTally(
                stratum,
                decisions + other.decisions,
                events + other.events,
                referenceDecisions + other.referenceDecisions,
                referenceEvents + other.referenceEvents);
    }

    private static void check(long decisions, long events, String what) {
        if (events < 0 || events > decisions) {
            throw new IllegalArgumentException(events + " " + what + " of " + decisions);
        }
    }
}
