package dev.routesight.stats;

/**
 * Sums over the units of a group: n units, a metric y and a covariate x of each (from before the
 * experiment, or the denominator of a ratio).
 */
public record UnitSums(double n, double y, double x, double yy, double xy, double xx) {

    /** Without a covariate. */
    public static UnitSums of(double n, double y, double yy) {
        return new UnitSums(n, y, 0, yy, 0, 0);
    }

    public UnitSums plus(UnitSums other) {
        return new UnitSums(
                n + other.n, y + other.y, x + other.x, yy + other.yy, xy + other.xy, xx + other.xx);
    }

    public double mean() {
        return y / n;
    }

    /** Sample variance of y. */
    public double variance() {
        return (yy - y * y / n) / (n - 1);
    }

    /** Sample variance of x. */
    public double covariateVariance() {
        return (xx - x * x / n) / (n - 1);
    }

    /** Sample covariance of x and y. */
    public double covariance() {
        return (xy - x * y / n) / (n - 1);
    }

    /**
     * Σy/Σx with its linearised variance n/(n−1)·Σ(y − r·x)²/(Σx)² (Cochran, "Sampling Techniques",
     * ratio estimators); Student's t with n − 1 degrees of freedom.
     */
    public Estimate ratio(double level) {
        if (x == 0) {
            return Estimate.NONE;
        }
        double r = y / x;
        double residual = Math.max(0, yy - 2 * r * xy + r * r * xx);
        double se = n < 2 ? Double.NaN : Math.sqrt(n / (n - 1) * residual) / Math.abs(x);
        return Estimate.of(r, se, Critical.t(level, n - 1));
    }
}
