package dev.routesight.drift;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The null of the concurrent test: in every stratum the odds ratio against a group that ran at the
 * same time (another route, the previous version, a control arm) stays where it was.
 *
 * <p>Per block and stratum, given the events of both groups together, the count of the watched
 * group is {@link NoncentralHypergeometric}; the evidence for an odds ratio θ0 e^η is
 *
 * <pre>log L = Σ_s ( η x_s − log E_θ0[e^(η x_s)] )</pre>
 *
 * whose mean is at most 1 for every odds ratio up to θ0 (for η &gt; 0). What moves both groups
 * alike, be it the hour, the day or a holiday, cancels. What moves only one of them does not, and a
 * drift that hits both is invisible: keep the baseline test beside it.
 *
 * <p>θ0 is 1 for randomised arms. Otherwise it is learnt: the bound of the Mantel–Haenszel odds
 * ratio with the variance of Robins, Breslow and Greenland, times the design effect. That is one
 * odds ratio for all strata: where strata truly differ in it and their mix moves, the promise holds
 * only as far as the bound is wide.
 *
 * <p>Sources: Mantel and Haenszel, "Statistical aspects of the analysis of data from retrospective
 * studies of disease" (1959); Robins, Breslow and Greenland, "Estimators of the Mantel–Haenszel
 * variance consistent in both sparse data and large-strata limiting models" (1986).
 */
public final class ConcurrentNull implements StreamNull {
    private static final int BYTES = 6 * Float.BYTES;

    private final float upper;
    private final float lower;
    private final float ratio;
    private final float ratioError;
    private final float rate;
    private final float share;

    /**
     * Kept in single precision, so that what is read again is the same.
     *
     * @param ratio of the watched rate to the reference's
     * @param ratioError standard error of its logarithm
     * @param rate of the watched group
     * @param share see {@link Compared#share}
     */
    private ConcurrentNull(
            double lower,
            double upper,
            double ratio,
            double ratioError,
            double rate,
            double share) {
        this.lower = (float) lower;
        this.upper = (float) upper;
        this.ratio = (float) ratio;
        this.ratioError = (float) ratioError;
        this.rate = (float) rate;
        this.share = (float) share;
    }

    /** For arms drawn at random: the odds ratio is 1. */
    public static ConcurrentNull randomised() {
        return given(1, Compared.NONE);
    }

    /**
     * For an odds ratio that is known to be at most so far from 1, either way; the sums are for the
     * size of the rates only.
     *
     * @param oddsRatio at least 1
     */
    static ConcurrentNull given(double oddsRatio, Compared sums) {
        double log = StrictMath.log(oddsRatio);
        return new ConcurrentNull(-log, log, 1, 0, sums.rate(), sums.share());
    }

    /**
     * Learnt from the blocks' strata.
     *
     * @param delta chance that the bound is broken though nothing changed
     * @throws IllegalArgumentException when the counts fix no odds ratio
     */
    public static ConcurrentNull learnt(
            Collection<StratumTally> tallies, double designEffect, double delta, Watch watch) {
        Compared sums = Compared.NONE;
        for (StratumTally tally : tallies) {
            sums = sums.plus(Compared.of(new Block(0, 0, 0, true, List.of(tally))));
        }
        return learnt(OddsRatio.pooled(tallies), sums, designEffect, delta, watch);
    }

    static ConcurrentNull learnt(
            OddsRatio pooled, Compared sums, double designEffect, double delta, Watch watch) {
        double z = NormalDistribution.of(0, 1).inverseSurvivalProbability(delta / watch.sides());
        double margin = z * pooled.standardError() * Math.sqrt(designEffect);
        double x = Math.max(1, sums.events());
        double expected = Math.max(0.5, sums.atReference());
        double variance = (1 - sums.rate()) / x + sums.variance() / (expected * expected);
        return new ConcurrentNull(
                pooled.log() - margin,
                pooled.log() + margin,
                x / expected,
                Math.sqrt(designEffect * variance),
                sums.rate(),
                sums.share());
    }

    /** log θ0 for rises. */
    public double upperLogOddsRatio() {
        return upper;
    }

    /** log θ0 for falls. */
    public double lowerLogOddsRatio() {
        return lower;
    }

    @Override
    public double overallRate() {
        return rate;
    }

    /** How much of the information of a comparison with a known rate there is, in (0, 1]. */
    double share() {
        return share;
    }

    /** Strata without the other group say nothing and do not count. */
    @Override
    public BlockEvidence evidence(Block block) {
        List<NoncentralHypergeometric> laws = new ArrayList<>();
        long n = 0;
        long x = 0;
        for (StratumTally tally : block.strata()) {
            if (tally.decisions() == 0 || tally.referenceDecisions() == 0) {
                continue;
            }
            n += tally.decisions();
            NoncentralHypergeometric law =
                    new NoncentralHypergeometric(
                            tally.decisions(),
                            tally.referenceDecisions(),
                            tally.events() + tally.referenceEvents());
            if (!law.isFixed()) {
                laws.add(law);
                x += tally.events();
            }
        }
        if (n == 0) {
            return BlockEvidence.none();
        }
        long events = x;
        return new BlockEvidence(
                n,
                effect -> {
                    double log = effect * events;
                    double null0 = effect > 0 ? upper : lower;
                    for (NoncentralHypergeometric law : laws) {
                        log -= law.cumulant(null0, effect);
                    }
                    return log;
                },
                expected(block));
    }

    @Override
    public Expected expected(Block block) {
        Compared sums = Compared.of(block);
        double expected = ratio * sums.atReference();
        return new Expected(
                sums.decisions(),
                sums.events(),
                expected,
                ratioError * expected,
                ratio * ratio * sums.variance());
    }

    /** The variance is that of Poisson counts in the proportion that was learnt. */
    @Override
    public Expected withError(Expected sums, Block last) {
        double expected = sums.expected();
        return new Expected(
                sums.decisions(),
                sums.events(),
                expected,
                ratioError * expected,
                ratio * expected * (1 - share) / Math.max(1e-3, share));
    }

    void write(ByteBuffer to) {
        to.putFloat(lower).putFloat(upper).putFloat(ratio);
        to.putFloat(ratioError).putFloat(rate).putFloat(share);
    }

    static ConcurrentNull read(ByteBuffer from) {
        return new ConcurrentNull(
                from.getFloat(),
                from.getFloat(),
                from.getFloat(),
                from.getFloat(),
                from.getFloat(),
                from.getFloat());
    }

    static int bytes() {
        return BYTES;
    }
}
