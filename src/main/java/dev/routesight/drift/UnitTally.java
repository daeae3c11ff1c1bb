package dev.routesight.drift;

import java.nio.ByteBuffer;

/**
 * Sums over the users (else sessions) of a block, user u with n_u decisions of which x_u had the
 * signal.
 *
 * @param decisions Σ n_u
 * @param events Σ x_u
 * @param decisionsSq Σ n_u²
 * @param decisionsEvents Σ n_u x_u
 * @param eventsSq Σ x_u²
 */
public record UnitTally(
        long decisions, long events, double decisionsSq, double decisionsEvents, double eventsSq) {
    public static final UnitTally NONE = new UnitTally(0, 0, 0, 0, 0);

    public UnitTally plus(UnitTally other) {
        return new UnitTally(
                decisions + other.decisions,
                events + other.events,
                decisionsSq + other.decisionsSq,
                decisionsEvents + other.decisionsEvents,
                eventsSq + other.eventsSq);
    }

    /** One more user. */
    public UnitTally plusUser(long n, long x) {
        return plus(new UnitTally(n, x, (double) n * n, (double) n * x, (double) x * x));
    }

    /** Σ (x_u − n_u p)², at least 0. */
    double squaresAround(double p) {
        return Math.max(0, eventsSq - 2 * p * decisionsEvents + p * p * decisionsSq);
    }

    static final int BYTES = 40;

    void write(ByteBuffer to) {
        to.putLong(decisions).putLong(events);
        to.putDouble(decisionsSq).putDouble(decisionsEvents).putDouble(eventsSq);
    }

    static UnitTally read(ByteBuffer from) {
        return new UnitTally(
                from.getLong(),
                from.getLong(),
                from.getDouble(),
                from.getDouble(),
                from.getDouble());
    }
}
