package dev.routesight.stats;

import java.util.List;

/**
 * Two groups compared within strata, the strata pooled with Mantel–Haenszel weights. Good for many
 * thin strata; strata with one group empty say nothing and are left out.
 */
public final class MantelHaenszel {
    private final List<TwoByTwo> strata;
    private final double level;

    public MantelHaenszel(List<TwoByTwo> strata, double level) {
        this.strata = strata.stream().filter(TwoByTwo::isComparable).toList();
        this.level = level;
    }

    /** The strata that have someone in both groups. */
    public List<TwoByTwo> strata() {
        return strata;
    }

    /**
     * Difference of rates Σ(x1·n0 − x0·n1)/N / Σ n1·n0/N, in rate points. Variance of Sato (1989),
     * "On the variance estimator for the Mantel–Haenszel risk difference": consistent for few large
     * and for many thin strata.
     */
    public Estimate difference() {
        double weight = 0;
        double sum = 0;
        double p = 0;
        double q = 0;
        for (TwoByTwo s : strata) {
            double n = s.n1() + s.n0();
            weight += s.n1() * s.n0() / n;
            sum += (s.x1() * s.n0() - s.x0() * s.n1()) / n;
            p +=
                    (s.n1() * s.n1() * s.x0()
                                    - s.n0() * s.n0() * s.x1()
                                    + s.n1() * s.n0() * (s.n0() - s.n1()) / 2)
                            / (n * n);
            q += (s.x1() * (s.n0() - s.x0()) + s.x0() * (s.n1() - s.x1())) / (2 * n);
        }
        if (weight == 0) {
            return Estimate.NONE;
        }
        double difference = sum / weight;
        double se = Math.sqrt(Math.max(0, difference * p + q)) / weight;
        return Estimate.of(difference, se, Critical.z(level));
    }

    /**
     * Ratio of rates R/S with R = Σ x1·n0/N, S = Σ x0·n1/N. Variance of its logarithm Σ (n1·n0(x1 +
     * x0) − x1·x0·N)/N² / (R·S): Greenland and Robins (1985), "Estimation of a common effect
     * parameter from sparse follow-up data". The standard error is of the logarithm.
     */
    public Estimate ratio() {
        double r = 0;
        double s = 0;
        double v = 0;
        for (TwoByTwo t : strata) {
            double n = t.n1() + t.n0();
            r += t.x1() * t.n0() / n;
            s += t.x0() * t.n1() / n;
            v += (t.n1() * t.n0() * (t.x1() + t.x0()) - t.x1() * t.x0() * n) / (n * n);
        }
        return logScale(r / s, Math.sqrt(v / (r * s)));
    }

    /**
     * Odds ratio R/S with R = Σ a·d/N, S = Σ b·c/N. Variance of its logarithm by Robins, Breslow
     * and Greenland (1986), "Estimators of the Mantel–Haenszel variance consistent in both sparse
     * data and large-strata limiting models". The standard error is of the logarithm.
     */
    public Estimate oddsRatio() {
        double r = 0;
        double s = 0;
        double pr = 0;
        double mixed = 0;
        double qs = 0;
        for (TwoByTwo t : strata) {
            double n = t.n1() + t.n0();
            double a = t.x1();
            double d = t.n0() - t.x0();
            double b = t.n1() - t.x1();
            double c = t.x0();
            double ri = a * d / n;
            double si = b * c / n;
            r += ri;
            s += si;
            pr += (a + d) / n * ri;
            mixed += (a + d) / n * si + (b + c) / n * ri;
            qs += (b + c) / n * si;
        }
        double v = pr / (2 * r * r) + mixed / (2 * r * s) + qs / (2 * s * s);
        return logScale(r / s, Math.sqrt(v));
    }

    private Estimate logScale(double ratio, double se) {
        if (!(ratio > 0) || !Double.isFinite(ratio) || !Double.isFinite(se)) {
            return Estimate.NONE;
        }
        double reach = Math.exp(Critical.z(level) * se);
        return new Estimate(ratio, se, new Interval(ratio / reach, ratio * reach));
    }

    /** Do the strata differ in their difference of rates? */
    public Heterogeneity differenceHeterogeneity() {
        return Heterogeneity.of(
                strata, difference().value(), TwoByTwo::difference, TwoByTwo::differenceVariance);
    }

    /** Do the strata differ in the logarithm of their ratio? Strata with a 0 say nothing. */
    public Heterogeneity ratioHeterogeneity() {
        return Heterogeneity.of(
                strata.stream().filter(s -> s.x1() > 0 && s.x0() > 0).toList(),
                Math.log(ratio().value()),
                s -> Math.log(s.ratio()),
                TwoByTwo::logRatioVariance);
    }
}
