package dev.routesight.drift;

import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * One-sided Clopper–Pearson bounds of a rate.
 *
 * <p>Upper: the 1 − δ quantile of Beta(x + 1, n − x); lower: the δ quantile of Beta(x, n − x + 1).
 * Exact coverage at least 1 − δ for independent decisions of one rate; also for a sum over
 * decisions of unlike rates (Hoeffding 1956, "On the distribution of the number of successes in
 * independent trials"). With a design effect d, n and x are divided by it: an approximation.
 *
 * <p>Source: Clopper and Pearson, "The use of confidence or fiducial limits illustrated in the case
 * of the binomial" (1934).
 */
final class RateBounds {
    private RateBounds() {}

    static double upper(long n, long x, double designEffect, double delta) {
        if (x >= n) {
            return 1;
        }
        double trials = n / designEffect;
        double hits = x / designEffect;
        return BetaDistribution.of(hits + 1, trials - hits).inverseSurvivalProbability(delta);
    }

    static double lower(long n, long x, double designEffect, double delta) {
        if (x <= 0) {
            return 0;
        }
        double trials = n / designEffect;
        double hits = x / designEffect;
        return BetaDistribution.of(hits, trials - hits + 1).inverseCumulativeProbability(delta);
    }
}
