package dev.routesight.stats;

/**
 * Two groups within one stratum: x1 of n1 against x0 of n0.
 *
 * @param name what the stratum is called, for reports
 */
public record TwoByTwo(String name, double x1, double n1, double x0, double n0) {
    public TwoByTwo {
        if (!(x1 >= 0 && x1 <= n1 && x0 >= 0 && x0 <= n0)) {
            throw new IllegalArgumentException(
                    name + ": " + x1 + " of " + n1 + " against " + x0 + " of " + n0);
        }
    }

    public TwoByTwo(double x1, double n1, double x0, double n0) {
        this("", x1, n1, x0, n0);
    }

    /** Both groups have someone in them. */
    public boolean isComparable() {
        return n1 > 0 && n0 > 0;
    }

    /** p1 − p0. */
    public double difference() {
        return x1 / n1 - x0 / n0;
    }

    /** p1(1−p1)/n1 + p0(1−p0)/n0. */
    public double differenceVariance() {
        return x1 * (n1 - x1) / (n1 * n1 * n1) + x0 * (n0 - x0) / (n0 * n0 * n0);
    }

    /** p1 / p0. */
    public double ratio() {
        return x1 * n0 / (n1 * x0);
    }

    /** Of log p1/p0: 1/x1 − 1/n1 + 1/x0 − 1/n0 (Katz et al. 1978). */
    public double logRatioVariance() {
        return 1 / x1 - 1 / n1 + 1 / x0 - 1 / n0;
    }

    /**
     * p1 − p0 with an interval from the two Wilson intervals, good near 0 and for unequal groups: d
     * − √((p1−l1)² + (u0−p0)²) to d + √((u1−p1)² + (p0−l0)²). Newcombe (1998), "Interval estimation
     * for the difference between independent proportions", method 10.
     */
    public Estimate newcombe(double level) {
        if (!isComparable()) {
            return Estimate.NONE;
        }
        double p1 = x1 / n1;
        double p0 = x0 / n0;
        Interval w1 = Proportion.wilson(x1, n1, level);
        Interval w0 = Proportion.wilson(x0, n0, level);
        double d = p1 - p0;
        return new Estimate(
                d,
                Math.sqrt(differenceVariance()),
                new Interval(
                        d - Math.hypot(p1 - w1.low(), w0.high() - p0),
                        d + Math.hypot(w1.high() - p1, p0 - w0.low())));
    }

    /** p1/p0 with Katz's interval on the log scale; unknown where a count is 0. */
    public Estimate logRatio(double level) {
        if (!isComparable() || x1 == 0 || x0 == 0) {
            return Estimate.NONE;
        }
        double se = Math.sqrt(logRatioVariance());
        double reach = Math.exp(Critical.z(level) * se);
        double r = ratio();
        return new Estimate(r, r * se, new Interval(r / reach, r * reach));
    }
}
