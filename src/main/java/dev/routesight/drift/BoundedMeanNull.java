package dev.routesight.drift;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The null for a continuous measure in [0, bound]: its mean stays where it was.
 *
 * <p>Evidence by betting ({@link Bet}), exact for any distribution with E[y | past] ≤ m0, however
 * skewed. Rises need y ≥ 0 only; falls bet on bound − y and need the bound. The effect is a log
 * ratio of means. A learnt mean is taken at its bound m̂ ± z · s / √n, z the 1 − δ quantile of the
 * normal distribution: for heavy tails an approximation.
 */
public final class BoundedMeanNull {
    private final double upperMean;
    private final double lowerMean;
    private final double mean;
    private final double variance;
    private final double bound;

    private BoundedMeanNull(
            double mean, double lowerMean, double upperMean, double variance, double bound) {
        if (!(mean > 0 && mean < bound) || !(variance >= 0)) {
            throw new IllegalArgumentException(
                    "mean " + mean + " must lie between 0 and the bound " + bound);
        }
        this.mean = mean;
        this.lowerMean = Math.max(lowerMean, bound * 1e-9);
        this.upperMean = Math.min(upperMean, bound * (1 - 1e-9));
        this.variance = variance;
        this.bound = bound;
    }

    /**
     * A mean known from elsewhere.
     *
     * @param variance only chooses the bets: a wrong one costs power
     */
    public static BoundedMeanNull given(double mean, double variance, double bound) {
        return new BoundedMeanNull(mean, mean, mean, variance, bound);
    }

    /**
     * @param delta chance that the learnt null is broken though nothing changed
     */
    public static BoundedMeanNull learnt(
            MeanTally learnt, double bound, double designEffect, double delta, Watch watch) {
        double mean = learnt.sum() / learnt.values();
        double variance = learnt.squaresAround(mean) / learnt.values();
        double z = NormalDistribution.of(0, 1).inverseSurvivalProbability(delta / watch.sides());
        double margin = z * Math.sqrt(designEffect * variance / learnt.values());
        return new BoundedMeanNull(mean, mean - margin, mean + margin, variance, bound);
    }

    public double mean() {
        return mean;
    }

    /**
     * The grid for this measure: as for a rate, with the information of a normal mean, (m (ratio −
     * 1))² / 2 s², and effects that are log ratios of the mean.
     *
     * @param threshold A, in values
     * @param reach values within which a drift must show to be of use
     */
    public EffectGrid grid(double threshold, double reach, Watch watch) {
        double most = watch.falls() ? Math.min(4, bound / mean) : 4;
        return EffectGrid.forInformation(
                ratio -> {
                    double shift = mean * (ratio - 1);
                    return shift * shift / (2 * Math.max(variance, 1e-12));
                },
                StrictMath::log,
                most,
                threshold,
                reach,
                watch);
    }

    public BlockEvidence evidence(MeanTally block) {
        if (block.values() == 0) {
            return BlockEvidence.none();
        }
        MeanTally mirrored = block.mirrored(bound);
        return new BlockEvidence(
                block.values(),
                effect ->
                        effect > 0
                                ? bet(block, upperMean, StrictMath.expm1(effect) * mean)
                                : bet(
                                        mirrored,
                                        bound - lowerMean,
                                        -StrictMath.expm1(effect) * mean));
    }

    private double bet(MeanTally values, double nullMean, double shift) {
        double lambda = Bet.shareFor(shift, variance, nullMean);
        return Bet.log(
                lambda,
                values.sum() - values.values() * nullMean,
                values.squaresAround(nullMean),
                nullMean);
    }
}
