package dev.routesight.drift;

import java.util.Collection;

/**
 * Mantel–Haenszel odds ratio over strata, on the log scale, with the standard error of Robins,
 * Breslow and Greenland (1986).
 *
 * <pre>log OR = log(ΣR / ΣS), R = a d / t, S = b c / t
 * var = ΣPR / 2(ΣR)² + Σ(PS + QR) / 2 ΣR ΣS + ΣQS / 2(ΣS)², P = (a + d) / t, Q = (b + c) / t</pre>
 *
 * a, b: events and others of the watched group; c, d: of the reference; t their sum.
 */
public record OddsRatio(double log, double standardError) {

    /**
     * @throws IllegalArgumentException when the counts fix no odds ratio
     */
    public static OddsRatio pooled(Collection<StratumTally> tallies) {
        double r = 0;
        double s = 0;
        double pr = 0;
        double mixed = 0;
        double qs = 0;
        for (StratumTally tally : tallies) {
            double a = tally.events();
            double b = tally.decisions() - a;
            double c = tally.referenceEvents();
            double d = tally.referenceDecisions() - c;
            double t = a + b + c + d;
            if (t == 0) {
                continue;
            }
            double p = (a + d) / t;
            double q = (b + c) / t;
            double ri = a * d / t;
            double si = b * c / t;
            r += ri;
            s += si;
            pr += p * ri;
            mixed += p * si + q * ri;
            qs += q * si;
        }
        if (r == 0 || s == 0) {
            throw new IllegalArgumentException(
                    "no odds ratio: each group needs decisions with and without the signal");
        }
        double variance = pr / (2 * r * r) + mixed / (2 * r * s) + qs / (2 * s * s);
        return new OddsRatio(StrictMath.log(r / s), Math.sqrt(variance));
    }
}
