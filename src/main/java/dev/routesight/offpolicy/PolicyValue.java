package dev.routesight.offpolicy;

import dev.routesight.stats.Critical;
import dev.routesight.stats.Estimate;
import dev.routesight.stats.Interval;
import java.util.HashMap;
import java.util.Map;

/**
 * The value of a policy by one estimator, in units of the reward.
 *
 * @param parameter the clip or λ, NaN where there is none
 * @param estimate with the normal interval, from the spread of the estimator's terms (of their sums
 *     by unit, where units are known)
 * @param bernstein the empirical Bernstein interval, where the terms have a known bound; else null
 */
public record PolicyValue(
        Estimator estimator, double parameter, Estimate estimate, Interval bernstein) {

    public static PolicyValue of(Sample sample, Estimator estimator, double parameter) {
        return of(sample, estimator, parameter, Critical.LEVEL);
    }

    public static PolicyValue of(
            Sample sample, Estimator estimator, double parameter, double level) {
        int n = sample.size();
        if (n == 0) {
            return new PolicyValue(estimator, parameter, Estimate.NONE, null);
        }
        Sample.Term model = (s, i) -> estimator.usesModel() ? s.value(i) : 0;
        Sample.Term weight = (s, i) -> estimator.weight(s.weight(i), parameter);
        Sample.Term residual = (s, i) -> s.reward(i) - (estimator.usesModel() ? s.modelled(i) : 0);
        double modelPart = sample.sum(model) / n;
        double weights = estimator.isSelfNormalised() ? sample.sum(weight) : n;
        double correction =
                sample.sum((s, i) -> weight.of(s, i) * residual.of(s, i))
                        / (weights == 0 ? Double.NaN : weights);
        double centre = estimator.isSelfNormalised() ? correction : 0;
        double scale = n / weights;
        double shift = estimator.isSelfNormalised() ? modelPart : modelPart + correction;
        // what each row adds to the error, n times
        Sample.Term influence =
                (s, i) ->
                        model.of(s, i)
                                + scale * weight.of(s, i) * (residual.of(s, i) - centre)
                                - shift;
        Estimate estimate =
                Estimate.of(
                        modelPart + correction,
                        Math.sqrt(variance(sample, influence)),
                        Critical.z(level));
        return new PolicyValue(estimator, parameter, estimate, null);
    }

    /** Variance of the mean of centred terms: U/(U−1) · Σ_u (Σ term)² / n². */
    private static double variance(Sample sample, Sample.Term influence) {
        double n = sample.size();
        if (!sample.isClustered()) {
            return n < 2
                    ? Double.NaN
                    : sample.sum((s, i) -> square(influence.of(s, i))) / ((n - 1) * n);
        }
        Map<Long, Double> byUnit = new HashMap<>();
        for (int row = 0; row < sample.size(); row++) {
            byUnit.merge(sample.unit(row), influence.of(sample, row), Double::sum);
        }
        double u = byUnit.size();
        double squares = byUnit.values().stream().mapToDouble(PolicyValue::square).sum();
        return u < 2 ? Double.NaN : u / (u - 1) * squares / (n * n);
    }

    /**
     * The same with the empirical Bernstein interval of Maurer and Pontil (2009), "Empirical
     * Bernstein bounds and sample variance penalization", both sides at α/2: reach √(2V·ln(4/α)/n)
     * + 7·B·ln(4/α)/(3(n−1)) for terms within a range of length B. It holds for every n, and for
     * independent rows.
     *
     * @param bound largest possible weight: 1/p_min or the clip. The largest one seen is no bound.
     * @param least smallest possible reward
     * @param most largest possible reward
     */
    public PolicyValue bounded(
            Sample sample, double bound, double least, double most, double level) {
        int n = sample.size();
        if (n < 2) {
            return this;
        }
        double log = Math.log(4 / (1 - level));
        double range = bound * (Math.max(0, most) - Math.min(0, least));
        double v = estimate.standardError() * estimate.standardError() * n;
        double reach = Math.sqrt(2 * v * log / n) + 7 * range * log / (3 * (n - 1.0));
        return new PolicyValue(
                estimator, parameter, estimate, Interval.around(estimate.value(), reach));
    }

    private static double square(double x) {
        return x * x;
    }
}
