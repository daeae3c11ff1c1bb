package dev.routesight.drift;

import dev.routesight.stats.Proportion;

/**
 * One-sided Clopper–Pearson bounds of a rate.
 *
 * <p>Each is one side of {@link Proportion#exact}. Exact coverage at least 1 − δ for independent
 * decisions of one rate; also for a sum over decisions of unlike rates (Hoeffding 1956, "On the
 * distribution of the number of successes in independent trials"). With a design effect d, n and x
 * are divided by it: an approximation.
 */
final class RateBounds {
    private RateBounds() {}

    static double upper(long n, long x, double designEffect, double delta) {
        return x >= n ? 1 : Proportion.upper(x / designEffect, n / designEffect, delta);
    }

    static double lower(long n, long x, double designEffect, double delta) {
        return x <= 0 ? 0 : Proportion.lower(x / designEffect, n / designEffect, delta);
    }
}
