package dev.routesight.stats;

/** The difference of two groups' means over units, plain or adjusted by what was known before. */
public final class MeanDifference {
    private MeanDifference() {}

    /**
     * ȳ₁ − ȳ₀, variance s₁²/n₁ + s₀²/n₀, Student's t with Welch's degrees of freedom (Welch 1947,
     * "The generalization of Student's problem when several different population variances are
     * involved").
     */
    public static Estimate welch(UnitSums one, UnitSums zero, double level) {
        if (one.n() < 2 || zero.n() < 2) {
            return Estimate.NONE;
        }
        double v1 = one.variance() / one.n();
        double v0 = zero.variance() / zero.n();
        double v = v1 + v0;
        double degrees = v * v / (v1 * v1 / (one.n() - 1) + v0 * v0 / (zero.n() - 1));
        double t = v == 0 ? 0 : Critical.t(level, degrees);
        return Estimate.of(one.mean() - zero.mean(), Math.sqrt(v), t);
    }

    /**
     * The same with a covariate from before the experiment taken out: (ȳ₁ − ȳ₀) − θ(x̄₁ − x̄₀), θ =
     * pooled within-group covariance over variance of x; variance Σ (s_yy − 2θ·s_xy + θ²·s_xx)/n.
     * Deng, Xu, Kohavi and Walker (2013), "Improving the sensitivity of online controlled
     * experiments by utilizing pre-experiment data" (CUPED).
     */
    public static Estimate cuped(UnitSums one, UnitSums zero, double level) {
        if (one.n() < 2 || zero.n() < 2) {
            return Estimate.NONE;
        }
        double theta = theta(one, zero);
        double difference =
                one.mean() - zero.mean() - theta * (one.x() / one.n() - zero.x() / zero.n());
        double variance = adjusted(one, theta) / one.n() + adjusted(zero, theta) / zero.n();
        double degrees = one.n() + zero.n() - 3;
        return Estimate.of(
                difference, Math.sqrt(Math.max(0, variance)), Critical.t(level, degrees));
    }

    /** The coefficient of the covariate; 0 where it does not vary. */
    public static double theta(UnitSums one, UnitSums zero) {
        double sxx =
                (one.n() - 1) * one.covariateVariance() + (zero.n() - 1) * zero.covariateVariance();
        double sxy = (one.n() - 1) * one.covariance() + (zero.n() - 1) * zero.covariance();
        return sxx > 0 ? sxy / sxx : 0;
    }

    private static double adjusted(UnitSums s, double theta) {
        return s.variance() - 2 * theta * s.covariance() + theta * theta * s.covariateVariance();
    }
}
