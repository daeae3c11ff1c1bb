package dev.routesight.stats;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Whether strata differ by more than chance: Q = Σ (y_s − y)²/v_s about the pooled value, χ² with
 * strata − 1 degrees of freedom (Cochran 1954, "The combination of estimates from different
 * experiments"). A pooled value hides what such strata have to say.
 *
 * @param inconsistency share of the spread that chance does not explain, max(0, (Q − df)/Q)
 *     (Higgins and Thompson 2002, "Quantifying heterogeneity in a meta-analysis")
 */
public record Heterogeneity(double q, int degrees, double pValue, double inconsistency) {

    static Heterogeneity of(
            List<TwoByTwo> strata,
            double pooled,
            ToDoubleFunction<TwoByTwo> effect,
            ToDoubleFunction<TwoByTwo> variance) {
        double q = 0;
        int used = 0;
        for (TwoByTwo s : strata) {
            double v = variance.applyAsDouble(s);
            if (v > 0) {
                double off = effect.applyAsDouble(s) - pooled;
                q += off * off / v;
                used++;
            }
        }
        int df = Math.max(0, used - 1);
        return new Heterogeneity(
                q, df, Critical.chiSquareTail(q, df), q > 0 ? Math.max(0, (q - df) / q) : 0);
    }
}
