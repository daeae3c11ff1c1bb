package dev.routesight.drift;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.DiscreteDistribution;

/**
 * How many decisions a drift of a given size needs until it is alerted, by simulating the very
 * detector that would run.
 *
 * <p>Decisions are independent (a design effect d stretches all counts by d); the change begins at
 * a detector that has run on its null for a while. A learnt baseline is taken to have come out at
 * its mean, so the null is its upper bound.
 */
public final class Power {
    private static final int RUNS = 200;
    private static final int BLOCKS_TO_SETTLE = 60;
    private static final int BLOCKS_AT_MOST = 1500;
    private static final int BLOCKS_UNTIL_SEEN = 100;

    private Power() {}

    /**
     * @param rate before
     * @param changed after
     * @param learnt decisions the baseline is learnt from; 0 takes the rate as known
     * @param weekly decisions a week
     */
    public record Question(
            double rate,
            double changed,
            long learnt,
            double delta,
            double designEffect,
            double weekly,
            AlertBudget budget) {
        public Question {
            if (!(rate > 0 && rate < 1 && changed > 0 && changed < 1) || rate == changed) {
                throw new IllegalArgumentException("rates " + rate + " and " + changed);
            }
        }
    }

    /**
     * @param threshold A, in decisions
     * @param median decisions until the alert in half of the runs; infinite when not seen
     * @param ninety decisions until the alert in nine of ten runs; infinite when not seen
     */
    public record Answer(double threshold, double median, double ninety) {}

    public static Answer of(Question question, long seed) {
        Watch watch = question.changed() > question.rate() ? Watch.RISES : Watch.FALLS;
        double threshold = question.budget().threshold(question.weekly());
        BaselineNull baseline = baseline(question, watch);
        double bound = bound(question, watch);
        double effect = EffectGrid.logOddsRatio(bound, question.changed() / bound);
        boolean beyond = watch == Watch.RISES ? effect > 0 : effect < 0;
        if (!beyond) {
            return new Answer(threshold, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
        double perDecision = EffectGrid.information(bound, effect) / question.designEffect();
        double about = Math.max(1, Math.log(Math.max(threshold, 10)) / perDecision);
        long block = Math.max(1, (long) (about / BLOCKS_UNTIL_SEEN));
        EffectGrid grid =
                EffectGrid.forRate(
                        baseline.overallRate(),
                        Math.max(threshold, 10),
                        8 * question.weekly() / question.designEffect(),
                        question.budget().mostHeadStart(question.weekly()),
                        watch);
        EDetector detector = new EDetector(grid, threshold, question.designEffect());
        double[] needed = new double[RUNS];
        UniformRandomProvider chance = RandomSource.XO_SHI_RO_256_PP.create(seed);
        for (int run = 0; run < RUNS; run++) {
            needed[run] = run(question, baseline, detector, block, chance);
        }
        Arrays.sort(needed);
        return new Answer(threshold, needed[RUNS / 2], needed[RUNS * 9 / 10]);
    }

    private static double run(
            Question question,
            BaselineNull baseline,
            EDetector detector,
            long block,
            UniformRandomProvider chance) {
        // clusters of d alike decisions vary as d times the binomial does
        long draws = Math.max(1, Math.round(block / question.designEffect()));
        DiscreteDistribution.Sampler before = sampler(draws, question.rate(), chance);
        DiscreteDistribution.Sampler after = sampler(draws, question.changed(), chance);
        EvidenceState state = detector.start();
        int window = 0;
        for (; window < BLOCKS_TO_SETTLE; window++) {
            fold(detector, state, window, block, draws, before.sample(), baseline);
            if (detector.alerts(state)) {
                detector.restart(state);
            }
        }
        for (int i = 1; i <= BLOCKS_AT_MOST; i++) {
            fold(detector, state, window++, block, draws, after.sample(), baseline);
            if (detector.alerts(state)) {
                return (double) i * block;
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    private static void fold(
            EDetector detector,
            EvidenceState state,
            int window,
            long block,
            long draws,
            long hits,
            BaselineNull baseline) {
        long events = Math.min(block, Math.round((double) hits * block / draws));
        detector.fold(state, window, baseline.evidence(Block.of(window, block, events)));
    }

    private static DiscreteDistribution.Sampler sampler(
            long n, double p, UniformRandomProvider chance) {
        return BinomialDistribution.of((int) Math.min(n, Integer.MAX_VALUE), p)
                .createSampler(chance);
    }

    private static double bound(Question question, Watch watch) {
        if (question.learnt() == 0) {
            return question.rate();
        }
        long x = Math.round(question.rate() * question.learnt());
        return watch == Watch.RISES
                ? RateBounds.upper(question.learnt(), x, question.designEffect(), question.delta())
                : RateBounds.lower(question.learnt(), x, question.designEffect(), question.delta());
    }

    private static BaselineNull baseline(Question question, Watch watch) {
        double bound = bound(question, watch);
        return BaselineNull.given(Math.min(1 - 1e-9, Math.max(1e-9, bound)));
    }
}
