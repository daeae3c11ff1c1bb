package dev.routesight.drift;

import java.nio.ByteBuffer;

/**
 * What the Mantel–Haenszel odds ratio and its variance are made of; adds up over strata and windows
 * that differ in their rates. The names are those of {@link OddsRatio}.
 */
record OddsSums(double r, double s, double pr, double mixed, double qs) {
    static final OddsSums NONE = new OddsSums(0, 0, 0, 0, 0);
    static final int BYTES = 5 * Double.BYTES;

    OddsSums plus(StratumTally tally) {
        double a = tally.events();
        double b = tally.decisions() - a;
        double c = tally.referenceEvents();
        double d = tally.referenceDecisions() - c;
        double t = a + b + c + d;
        if (t == 0) {
            return this;
        }
        double p = (a + d) / t;
        double q = (b + c) / t;
        double ri = a * d / t;
        double si = b * c / t;
        return plus(new OddsSums(ri, si, p * ri, p * si + q * ri, q * si));
    }

    OddsSums plus(OddsSums other) {
        return new OddsSums(
                r + other.r, s + other.s, pr + other.pr, mixed + other.mixed, qs + other.qs);
    }

    /** Whether they fix an odds ratio. */
    boolean isFixing() {
        return r > 0 && s > 0;
    }

    OddsRatio ratio() {
        double variance = pr / (2 * r * r) + mixed / (2 * r * s) + qs / (2 * s * s);
        return new OddsRatio(StrictMath.log(r / s), Math.sqrt(variance));
    }

    void write(ByteBuffer to) {
        to.putDouble(r).putDouble(s).putDouble(pr).putDouble(mixed).putDouble(qs);
    }

    static OddsSums read(ByteBuffer from) {
        return new OddsSums(
                from.getDouble(),
                from.getDouble(),
                from.getDouble(),
                from.getDouble(),
                from.getDouble());
    }
}
