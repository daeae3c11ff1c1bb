package dev.routesight.stats;

/**
 * How many trials a contrast of two rates needs, and what difference it can see. Normal
 * approximation with pooled variance under "no difference" (Fleiss, "Statistical Methods for Rates
 * and Proportions", without continuity correction). Multiply by the design effect where users
 * recur.
 *
 * @param alpha two-sided error of calling equal rates different, e.g. 0.05
 * @param power chance of seeing the difference, e.g. 0.8
 */
public record Power(double alpha, double power) {
    /** 5 % and 80 %. */
    public static final Power USUAL = new Power(0.05, 0.8);

    /**
     * Trials that the first group needs.
     *
     * @param ratio trials of the other group for each of the first
     */
    public double trials(double p1, double p0, double ratio) {
        double d = Math.abs(p1 - p0);
        if (d == 0) {
            return Double.POSITIVE_INFINITY;
        }
        double pooled = (p1 + ratio * p0) / (1 + ratio);
        double none = zAlpha() * Math.sqrt(pooled * (1 - pooled) * (1 + 1 / ratio));
        double some = zBeta() * Math.sqrt(p1 * (1 - p1) + p0 * (1 - p0) / ratio);
        return (none + some) * (none + some) / (d * d);
    }

    /**
     * Pairs that a difference of wins and losses needs, of which so many are ties: a pair's score
     * of 1, 0 or −1 has variance 1 − ties without a difference, and 1 − ties − difference² with it.
     *
     * @param ties share of pairs without a winner
     */
    public double pairs(double difference, double ties) {
        double d = Math.abs(difference);
        double decided = 1 - ties;
        double some = Math.sqrt(Math.max(0, decided - d * d));
        double reach = zAlpha() * Math.sqrt(decided) + zBeta() * some;
        return d == 0 ? Double.POSITIVE_INFINITY : reach * reach / (d * d);
    }

    /** Difference of two rates near {@code p} that groups of n1 and n0 can see. */
    public double detectable(double p, double n1, double n0) {
        return (zAlpha() + zBeta()) * Math.sqrt(p * (1 - p) * (1 / n1 + 1 / n0));
    }

    /** True value that an estimate with this standard error can tell from 0. */
    public double detectable(double standardError) {
        return (zAlpha() + zBeta()) * standardError;
    }

    /**
     * How much longer data must come in at the present pace until a true value of {@code effect} is
     * seen: elapsed · (needed/have − 1), as the standard error falls with the root of time.
     *
     * @param elapsed in any unit of time
     * @return in the same unit, 0 when it is enough already
     */
    public double stillNeeded(double effect, double standardError, double elapsed) {
        double factor = detectable(standardError) / Math.abs(effect);
        return Math.max(0, elapsed * (factor * factor - 1));
    }

    private double zAlpha() {
        return Critical.z(1 - alpha);
    }

    private double zBeta() {
        return Critical.normalQuantile(power);
    }
}
