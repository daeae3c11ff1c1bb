package dev.routesight.drift;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * How large a drift is: the rate after the alert beside the rate that the baseline has for the same
 * mix of decisions.
 *
 * <p>Taken from decisions after the alert only; those before it were picked for looking bad.
 *
 * <pre>before = E / n,  after = x / n,  ratio = x / E
 * var(log ratio) = d ((1 − x/n) / x + V / E²) + (se / E)²</pre>
 *
 * d is the design effect, se the standard error of E from the learning, V its variance from a group
 * at the same time (0 without one); x = 0 counts as 0.5 in the variance and the upper end. Delta
 * method; needs about ten events.
 *
 * @param before rate by the baseline
 * @param after rate seen
 * @param ratio after / before
 * @param ratioLow lower end
 * @param ratioHigh upper end
 * @param decisions n
 */
public record EffectEstimate(
        double before,
        double after,
        double ratio,
        double ratioLow,
        double ratioHigh,
        long decisions) {

    /**
     * @param level of the interval, for example 0.95
     */
    public static EffectEstimate of(Expected sums, double designEffect, double level) {
        double n = sums.decisions();
        double x = Math.max(0.5, sums.events());
        double expected = Math.max(1e-300, sums.expected());
        double z = NormalDistribution.of(0, 1).inverseSurvivalProbability((1 - level) / 2);
        double share = Math.min(1, x / n);
        double learning = sums.standardError() / expected;
        double variance =
                designEffect * ((1 - share) / x + sums.variance() / (expected * expected))
                        + learning * learning;
        double width = StrictMath.exp(z * Math.sqrt(variance));
        double ratio = sums.events() / expected;
        return new EffectEstimate(
                expected / n,
                sums.events() / n,
                ratio,
                sums.events() == 0 ? 0 : ratio / width,
                x / expected * width,
                sums.decisions());
    }

    /** Decisions with the signal beyond what the baseline would have had; below 0 for a fall. */
    public double excess() {
        return (after - before) * decisions;
    }
}
