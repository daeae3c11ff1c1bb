package dev.routesight.drift;

import java.nio.ByteBuffer;

/**
 * What happened beside what the baseline would have had for the same decisions, stratum by stratum.
 *
 * @param decisions n
 * @param events x
 * @param expected Σ n_s p̂_s, in events
 * @param standardError of {@code expected}, from the learning; adds up as errors of one and the
 *     same baseline do
 * @param variance of {@code expected} beside it, from a group that was there at the same time;
 *     independent from block to block
 */
public record Expected(
        long decisions, long events, double expected, double standardError, double variance) {
    public static final Expected NONE = new Expected(0, 0, 0, 0);

    /** By a baseline. */
    public Expected(long decisions, long events, double expected, double standardError) {
        this(decisions, events, expected, standardError, 0);
    }

    public Expected plus(Expected other) {
        return new Expected(
                decisions + other.decisions,
                events + other.events,
                expected + other.expected,
                standardError + other.standardError,
                variance + other.variance);
    }

    int bytes() {
        return VarInts.size(decisions) + VarInts.size(events) + 3 * Double.BYTES;
    }

    void write(ByteBuffer to) {
        VarInts.put(to, decisions);
        VarInts.put(to, events);
        to.putDouble(expected).putDouble(standardError).putDouble(variance);
    }

    static Expected read(ByteBuffer from) {
        return new Expected(
                VarInts.get(from),
                VarInts.get(from),
                from.getDouble(),
                from.getDouble(),
                from.getDouble());
    }
}
