package dev.routesight.stats;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/** Quantiles and tail probabilities of the distributions that intervals and tests lean on. */
public final class Critical {
    /** The level of every interval unless said otherwise. */
    public static final double LEVEL = 0.95;

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private Critical() {}

    /** z with P(|Z| ≤ z) = level for a standard normal Z. */
    public static double z(double level) {
        return NORMAL.inverseSurvivalProbability((1 - level) / 2);
    }

    /** t with P(|T| ≤ t) = level for Student's T; infinite without a degree of freedom. */
    public static double t(double level, double degrees) {
        if (degrees <= 0) {
            return Double.POSITIVE_INFINITY;
        }
        return TDistribution.of(degrees).inverseSurvivalProbability((1 - level) / 2);
    }

    /** z with P(Z ≤ z) = probability. */
    public static double normalQuantile(double probability) {
        return NORMAL.inverseCumulativeProbability(probability);
    }

    /** P(Z ≤ z). */
    public static double normal(double z) {
        return NORMAL.cumulativeProbability(z);
    }

    /** P(|Z| ≥ |z|). */
    public static double twoSided(double z) {
        return Math.min(1, 2 * NORMAL.survivalProbability(Math.abs(z)));
    }

    /** P(χ² ≥ x); 1 without a degree of freedom. */
    public static double chiSquareTail(double x, double degrees) {
        return degrees <= 0 ? 1 : ChiSquaredDistribution.of(degrees).survivalProbability(x);
    }
}
