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
 */
public record Expected(long decisions, long events, double expected, double standardError) {
    public static final Expected NONE = new Expected(0, 0, 0, 0);

    public Expected plus(Expected other) {
        return new Expected(
                decisions + other.decisions,
                events + other.events,
                expected + other.expected,
                standardError + other.standardError);
    }

    int bytes() {
        return VarInts.size(decisions) + VarInts.size(events) + 2 * Double.BYTES;
    }

    void write(ByteBuffer to) {
        VarInts.put(to, decisions);
        VarInts.put(to, events);
        to.putDouble(expected).putDouble(standardError);
    }

    static Expected read(ByteBuffer from) {
        return new Expected(
                VarInts.get(from), VarInts.get(from), from.getDouble(), from.getDouble());
    }
}
