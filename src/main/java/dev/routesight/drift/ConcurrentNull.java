package dev.routesight.drift;

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
public final class ConcurrentNull {
    private final double upper;
    private final double lower;

    private ConcurrentNull(double lower, double upper) {
        this.lower = lower;
        this.upper = upper;
    }

    /** For arms drawn at random: the odds ratio is 1. */
    public static ConcurrentNull randomised() {
        return new ConcurrentNull(0, 0);
    }

    /** For an odds ratio known from elsewhere. */
    public static ConcurrentNull given(double oddsRatio) {
        double log = StrictMath.log(oddsRatio);
        return new ConcurrentNull(log, log);
    }

    /**
     * Learnt from the blocks' strata.
     *
     * @param delta chance that the bound is broken though nothing changed
     * @throws IllegalArgumentException when the counts fix no odds ratio
     */
    public static ConcurrentNull learnt(
            Collection<StratumTally> tallies, double designEffect, double delta, Watch watch) {
        OddsRatio pooled = OddsRatio.pooled(tallies);
        double z = NormalDistribution.of(0, 1).inverseSurvivalProbability(delta / watch.sides());
        double margin = z * pooled.standardError() * Math.sqrt(designEffect);
        return new ConcurrentNull(pooled.log() - margin, pooled.log() + margin);
    }

    /** log θ0 for rises. */
    public double upperLogOddsRatio() {
        return upper;
    }

    /** log θ0 for falls. */
    public double lowerLogOddsRatio() {
        return lower;
    }

    public BlockEvidence evidence(Block block) {
        List<StratumTally> used = new ArrayList<>();
        List<NoncentralHypergeometric> laws = new ArrayList<>();
        long n = 0;
        long x = 0;
        for (StratumTally tally : block.strata()) {
            NoncentralHypergeometric law =
                    new NoncentralHypergeometric(
                            tally.decisions(),
                            tally.referenceDecisions(),
                            tally.events() + tally.referenceEvents());
            n += tally.decisions();
            if (!law.isFixed()) {
                used.add(tally);
                laws.add(law);
                x += tally.events();
            }
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
                });
    }
}
