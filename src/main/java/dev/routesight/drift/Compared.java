package dev.routesight.drift;

import java.nio.ByteBuffer;

/**
 * Sums over strata and windows in which both groups had decisions: n and x of the watched group, c
 * of m of the reference.
 *
 * <pre>E = Σ n c / m,  V = Σ n² q (1 − q) / m,  I = Σ n m / (n + m)</pre>
 *
 * E is what the watched group would have had at the reference's rates (direct standardisation), V
 * its variance, with q = (c + ½) / (m + 1); I counts how many decisions of a group without a
 * reference would say as much.
 */
record Compared(long decisions, long events, double atReference, double variance, double weight) {
    static final Compared NONE = new Compared(0, 0, 0, 0, 0);

    static Compared of(Block block) {
        Compared sum = NONE;
        for (StratumTally tally : block.strata()) {
            double n = tally.decisions();
            double m = tally.referenceDecisions();
            if (n > 0 && m > 0) {
                double q = (tally.referenceEvents() + 0.5) / (m + 1);
                sum =
                        sum.plus(
                                new Compared(
                                        tally.decisions(),
                                        tally.events(),
                                        n * tally.referenceEvents() / m,
                                        n * n * q * (1 - q) / m,
                                        n * m / (n + m)));
            }
        }
        return sum;
    }

    Compared plus(Compared other) {
        return new Compared(
                decisions + other.decisions,
                events + other.events,
                atReference + other.atReference,
                variance + other.variance,
                weight + other.weight);
    }

    /** Of the watched group, in (0, 1). */
    double rate() {
        return (events + 1.0) / (decisions + 2.0);
    }

    /** I / n, in (0, 1]. */
    double share() {
        return decisions == 0 ? 1 : weight / decisions;
    }

    void write(ByteBuffer to) {
        to.putLong(decisions).putLong(events);
        to.putDouble(atReference).putDouble(variance).putDouble(weight);
    }

    static Compared read(ByteBuffer from) {
        return new Compared(
                from.getLong(),
                from.getLong(),
                from.getDouble(),
                from.getDouble(),
                from.getDouble());
    }
}
