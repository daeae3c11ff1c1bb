package dev.routesight.calibration;

import dev.routesight.stats.Critical;
import dev.routesight.stats.Estimate;
import dev.routesight.stats.Jackknife;

/** How an arm differs from another in a rate or in cost, with jackknife variances. */
public final class Delta {
    private Delta() {}

    /** Rate of the signal in one arm less that in another, in rate points. */
    public static Estimate ofRate(ArmSums one, ArmSums other, double level) {
        return of(one.rates(), other.rates(), 0, level);
    }

    /** Cost per unit in one arm less that in another, in USD: forced-reference − live is saved. */
    public static Estimate ofCostPerUnit(ArmSums one, ArmSums other, double level) {
        return of(one.rates(), other.rates(), 2, level);
    }

    private static Estimate of(Jackknife one, Jackknife other, int statistic, double level) {
        double v =
                one.covariance()[statistic][statistic] + other.covariance()[statistic][statistic];
        double t = Critical.t(level, Math.min(one.buckets(), other.buckets()) - 1.0);
        return Estimate.of(one.values()[statistic] - other.values()[statistic], Math.sqrt(v), t);
    }
}
