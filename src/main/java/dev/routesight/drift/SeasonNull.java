package dev.routesight.drift;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * What was learnt of one season: a rate per stratum, and how far off all of them may be together.
 *
 * <p>The evidence of a block with n_s decisions and x events in all, for effect η, is
 *
 * <pre>log L = η x − Σ n_s log(1 + p̂_s (e^η − 1)) − margin</pre>
 *
 * With a_s = n_s (e^η − 1) / (1 + p̂_s (e^η − 1)), concavity gives for the true rates p_s: log E[L]
 * ≤ Σ a_s (p_s − p̂_s) − margin. So the margin must bound Σ a_s (p_s − p̂_s) for every mix of
 * strata that may come, at once. Bounding each stratum by itself would add up S bounds and blind
 * the test; instead a is split, in the metric of the estimates' variances, into c times the learnt
 * mix and a rest r:
 *
 * <pre>margin = |c| · M + χ · ‖r‖</pre>
 *
 * M bounds the total at the learnt mix (Clopper–Pearson), χ² is the quantile of the chi-squared
 * distribution with S − 1 degrees of freedom (Scheffé's method, normal approximation); they get 80
 * % and 20 % of δ. A mix that stays costs what one pooled bound costs; a mix that moves costs
 * power, never the promise. With one stratum L is taken at the Clopper–Pearson bound itself.
 */
final class SeasonNull {
    private final Map<String, Integer> index = new TreeMap<>();
    private final double[] rate;
    private final double[] variance;
    private final double[] mix;
    private final double mixNormSq;
    private final double marginOfMixUp;
    private final double marginOfMixDown;
    private final double scheffe;
    private final double upper;
    private final double lower;

    /**
     * @param learnt counts by stratum, each with at least one decision
     * @param designEffect of the learnt counts
     * @param delta chance per watched side that some mix breaks the bound
     */
    SeasonNull(Map<String, RateCount> learnt, double designEffect, double delta) {
        int strata = learnt.size();
        rate = new double[strata];
        variance = new double[strata];
        mix = new double[strata];
        long n = 0;
        long x = 0;
        double norm = 0;
        for (Map.Entry<String, RateCount> entry : new TreeMap<>(learnt).entrySet()) {
            int s = index.size();
            index.put(entry.getKey(), s);
            RateCount count = entry.getValue();
            rate[s] = count.rate();
            double smoothed = (count.x() + 1.0) / (count.n() + 2.0);
            variance[s] = designEffect * smoothed * (1 - smoothed) / count.n();
            mix[s] = count.n();
            norm += mix[s] * mix[s] * variance[s];
            n += count.n();
            x += count.x();
        }
        mixNormSq = norm;
        double pooled = n == 0 ? 0 : (double) x / n;
        double ofMix = strata > 1 ? 0.8 * delta : delta;
        upper = RateBounds.upper(n, x, designEffect, ofMix);
        lower = RateBounds.lower(n, x, designEffect, ofMix);
        marginOfMixUp = n * (upper - pooled);
        marginOfMixDown = n * (pooled - lower);
        scheffe =
                strata > 1
                        ? Math.sqrt(
                                ChiSquaredDistribution.of(strata - 1)
                                        .inverseSurvivalProbability(delta - ofMix))
                        : 0;
    }

    BlockEvidence evidence(List<StratumTally> strata) {
        double[] n = new double[rate.length];
        long decisions = 0;
        long events = 0;
        for (StratumTally tally : strata) {
            Integer s = index.get(tally.stratum());
            if (s != null) {
                n[s] += tally.decisions();
                decisions += tally.decisions();
                events += tally.events();
            }
        }
        long x = events;
        return decisions == 0
                ? BlockEvidence.none()
                : new BlockEvidence(decisions, effect -> log(n, x, effect), expected(strata));
    }

    /** Events to expect of decisions in these strata; those of unknown strata count for nothing. */
    Expected expected(List<StratumTally> strata) {
        double[] n = new double[rate.length];
        Expected sum = Expected.NONE;
        double varianceSum = 0;
        for (StratumTally tally : strata) {
            Integer s = index.get(tally.stratum());
            if (s != null) {
                n[s] += tally.decisions();
                sum =
                        sum.plus(
                                new Expected(
                                        tally.decisions(),
                                        tally.events(),
                                        tally.decisions() * rate[s],
                                        0));
            }
        }
        for (int s = 0; s < n.length; s++) {
            varianceSum += n[s] * n[s] * variance[s];
        }
        return sum.plus(new Expected(0, 0, 0, Math.sqrt(varianceSum)));
    }

    private double log(double[] n, long x, double effect) {
        if (rate.length == 1) {
            double bound = effect > 0 ? upper : lower;
            return effect * x - n[0] * LogMath.cumulant(bound, effect);
        }
        double odds = StrictMath.expm1(effect);
        double log = effect * x;
        double along = 0;
        double[] a = new double[n.length];
        for (int s = 0; s < n.length; s++) {
            if (n[s] > 0) {
                log -= n[s] * LogMath.cumulant(rate[s], effect);
                a[s] = n[s] * odds / (1 + rate[s] * odds);
                along += a[s] * mix[s] * variance[s];
            }
        }
        double share = along / mixNormSq;
        double rest = 0;
        for (int s = 0; s < n.length; s++) {
            double off = a[s] - share * mix[s];
            rest += off * off * variance[s];
        }
        double margin = share > 0 ? share * marginOfMixUp : -share * marginOfMixDown;
        return log - margin - scheffe * Math.sqrt(rest);
    }
}
