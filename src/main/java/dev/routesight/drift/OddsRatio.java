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
        OddsSums sums = OddsSums.NONE;
        for (StratumTally tally : tallies) {
            sums = sums.plus(tally);
        }
        if (!sums.isFixing()) {
            throw new IllegalArgumentException(
                    "no odds ratio: each group needs decisions with and without the signal");
        }
        return sums.ratio();
    }
}
