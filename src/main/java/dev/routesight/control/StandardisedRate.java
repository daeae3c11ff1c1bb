package dev.routesight.control;

import dev.routesight.stats.Estimate;
import dev.routesight.stats.Interval;

/**
 * A rate standardised to given weights, y = Σ w_i x_i/n_i, that may rest on few events: gamma
 * limits (Fay and Feuer (1997), "Confidence intervals for directly standardized rates: a method
 * based on the gamma distribution"). With v the variance of y and m the largest weight of one
 * event, they are quantiles of the gamma distributions of
 *
 * <p>low: mean y, variance v; high: mean y + m, variance v + m².
 *
 * <p>Their v is that of Poisson counts, Σ (w_i/n_i)² x_i; here each term is times 1 − x_i/n_i, as
 * events are no more than trials, and times the design effect, and so is m. The quantile at z of a
 * gamma distribution of shape k and mean μ is Wilson and Hilferty's μ (1 − 1/(9k) + z/(3√k))³, so
 * that SQL can compute it, too.
 */
final class StandardisedRate {
    private double y;
    private double v;
    private double m;

    /** Adds a bin with n trials, x of them events. */
    void add(double weight, double n, double x, double designEffect) {
        double each = weight / n;
        y += each * x;
        v += each * each * x * (1 - x / n) * designEffect;
        m = Math.max(m, each * designEffect);
    }

    /**
     * @param critical of the normal distribution, for both sides
     */
    Estimate estimate(double critical) {
        double wide = v + m * m;
        double low = v > 0 ? quantile(y, v, -critical) : y;
        double high = wide > 0 ? quantile(y + m, wide, critical) : y;
        return new Estimate(y, Math.sqrt(wide), new Interval(Math.min(y, low), Math.max(y, high)));
    }

    private static double quantile(double mean, double variance, double z) {
        double shape = mean * mean / variance;
        double root = 1 - 1 / (9 * shape) + z / (3 * Math.sqrt(shape));
        return mean * Math.pow(Math.max(0, root), 3);
    }
}
