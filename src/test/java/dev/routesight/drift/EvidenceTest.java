package dev.routesight.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;

/** Each null's evidence has a mean of at most 1 under it, worked out over all outcomes. */
class EvidenceTest {
    private static final double[] EFFECTS = {-1, -0.2, -0.02, 0.02, 0.2, 1};

    @Test
    void baselineEvidenceAveragesOneAtTheNullAndLessBeyondIt() {
        BaselineNull baseline = BaselineNull.given(0.1);
        for (double effect : EFFECTS) {
            assertThat(meanOfBinomial(baseline, 0.1, effect)).isCloseTo(1, within(1e-10));
            double beyond = effect > 0 ? 0.09 : 0.11;
            assertThat(meanOfBinomial(baseline, beyond, effect)).isLessThan(1);
            double drifted = effect > 0 ? 0.11 : 0.09;
            assertThat(meanOfBinomial(baseline, drifted, effect)).isGreaterThan(1);
        }
    }

    @Test
    void aLearntBoundHoldsForAllMixesOfStrataAtOnce() {
        double[] rates = {0.02, 0.05, 0.08, 0.2};
        long[] learnt = {4000, 3000, 2000, 800};
        Binomials chance = new Binomials(5);
        int broken = 0;
        int baselines = 400;
        for (int i = 0; i < baselines; i++) {
            Map<String, RateCount> counts = new TreeMap<>();
            for (int s = 0; s < rates.length; s++) {
                counts.put("" + s, new RateCount(learnt[s], chance.draw(learnt[s], rates[s])));
            }
            BaselineNull baseline = BaselineNull.learnt(Map.of(0, counts), 1, 0.1, Watch.RISES);
            broken += breaksSomewhere(baseline, rates, chance) ? 1 : 0;
        }
        assertThat(broken / (double) baselines).isLessThan(0.1 + 3 * Math.sqrt(0.09 / baselines));
    }

    @Test
    void aChangedMixIsNoEvidence() {
        Map<String, RateCount> counts =
                Map.of("easy", new RateCount(10_000, 200), "hard", new RateCount(10_000, 2000));
        BaselineNull baseline = BaselineNull.learnt(Map.of(0, counts), 1, 0.05, Watch.RISES);
        Block harder =
                new Block(
                        0,
                        0,
                        0,
                        true,
                        List.of(
                                StratumTally.of("easy", 1000, 20),
                                StratumTally.of("hard", 9000, 1800)));

        assertThat(baseline.evidence(harder).log().at(0.1)).isNegative();
        assertThat(baseline.expected(harder).expected()).isCloseTo(1820, within(1e-9));
    }

    @Test
    void whatWasNeverLearntGivesNoEvidence() {
        BaselineNull baseline =
                BaselineNull.learnt(
                        Map.of(0, Map.of("a", new RateCount(100, 10))), 1, 0.05, Watch.RISES);
        Block unknownStratum = new Block(1, 1, 0, true, List.of(StratumTally.of("b", 50, 50)));
        Block unknownSeason = new Block(2, 2, 1, true, List.of(StratumTally.of("a", 50, 50)));

        assertThat(baseline.evidence(unknownStratum).decisions()).isZero();
        assertThat(baseline.evidence(unknownSeason).decisions()).isZero();
        assertThat(baseline.unknown(List.of(unknownStratum, unknownSeason))).isEqualTo(100);
    }

    @Test
    void theNoncentralHypergeometricIsThatOfItsDefinition() {
        long n = 7;
        long m = 9;
        long k = 6;
        NoncentralHypergeometric law = new NoncentralHypergeometric(n, m, k);
        for (double logOdds : new double[] {-2, 0, 0.3, 3}) {
            for (double effect : EFFECTS) {
                double at = logSum(n, m, k, logOdds + effect) - logSum(n, m, k, logOdds);
                assertThat(law.cumulant(logOdds, effect)).isCloseTo(at, within(1e-12));
            }
            assertThat(law.mean(logOdds)).isCloseTo(mean(n, m, k, logOdds), within(1e-12));
        }
    }

    @Test
    void theNoncentralHypergeometricIsStableForLargeBlocks() {
        NoncentralHypergeometric law = new NoncentralHypergeometric(400_000, 300_000, 56_000);
        // between a normal approximation's second order and the definition: E[x] is the slope
        double slope = (law.cumulant(0.1, 1e-5) - law.cumulant(0.1, -1e-5)) / 2e-5;
        assertThat(slope).isCloseTo(law.mean(0.1), within(1e-3));
        assertThat(law.cumulant(0, 0.5)).isPositive().isFinite();
        assertThat(law.mean(0)).isCloseTo(32_000, within(1e-6));
    }

    @Test
    void concurrentEvidenceAveragesOneWhateverTheSharedRate() {
        ConcurrentNull arms = ConcurrentNull.randomised();
        for (double rate : new double[] {0.02, 0.5}) {
            for (double effect : EFFECTS) {
                double mean = 0;
                BinomialDistribution watched = BinomialDistribution.of(20, rate);
                BinomialDistribution reference = BinomialDistribution.of(30, rate);
                for (int x = 0; x <= 20; x++) {
                    for (int y = 0; y <= 30; y++) {
                        Block block =
                                new Block(
                                        0, 0, 0, true, List.of(new StratumTally("", 20, x, 30, y)));
                        mean +=
                                watched.probability(x)
                                        * reference.probability(y)
                                        * Math.exp(arms.evidence(block).log().at(effect));
                    }
                }
                assertThat(mean).isCloseTo(1, within(1e-9));
            }
        }
    }

    @Test
    void aLearntOddsRatioIsBoundedOnBothSides() {
        List<StratumTally> tallies =
                List.of(
                        new StratumTally("a", 5000, 500, 5000, 400),
                        new StratumTally("b", 5000, 1000, 5000, 830));
        ConcurrentNull learnt = ConcurrentNull.learnt(tallies, 1, 0.05, Watch.BOTH);
        OddsRatio pooled = OddsRatio.pooled(tallies);

        assertThat(pooled.log()).isBetween(0.2, 0.3);
        assertThat(learnt.upperLogOddsRatio())
                .isCloseTo(pooled.log() + 1.95996 * pooled.standardError(), within(1e-5));
        assertThat(learnt.lowerLogOddsRatio()).isLessThan(pooled.log());
        assertThatThrownBy(
                        () ->
                                ConcurrentNull.learnt(
                                        List.of(new StratumTally("", 9, 0, 9, 3)),
                                        1,
                                        0.05,
                                        Watch.RISES))
                .hasMessageContaining("no odds ratio");
    }

    @Test
    void theBettingBoundIsBelowTheBet() {
        for (double lambda = 0; lambda < 0.9; lambda += 0.05) {
            for (double z = -1; z < 20; z += 0.05) {
                double bound = Math.exp(Bet.log(lambda, z, z * z, 1));
                assertThat(bound).isLessThanOrEqualTo(1 + lambda * z + 1e-12);
            }
        }
    }

    @Test
    void evidenceOfAMeanAveragesAtMostOneForAnyShape() {
        BoundedMeanNull measure = BoundedMeanNull.given(0.3, 0.05, 1);
        // mass points and their chances, mean .3 each
        double[][] shapes = {{0, 0.7, 1, 0.3}, {0.3, 1, 0, 0}, {0.2, 0.875, 1, 0.125}};
        for (double[] shape : shapes) {
            for (double effect : EFFECTS) {
                double mean = 0;
                for (int i = 0; i < 4; i += 2) {
                    MeanTally one = new MeanTally(1, shape[i], shape[i] * shape[i]);
                    mean += shape[i + 1] * Math.exp(measure.evidence(one).log().at(effect));
                }
                assertThat(mean).isLessThanOrEqualTo(1 + 1e-12);
            }
        }
        MeanTally risen = new MeanTally(2000, 760, 2000 * (0.38 * 0.38 + 0.05));
        MeanTally fallen = new MeanTally(2000, 440, 2000 * (0.22 * 0.22 + 0.05));
        assertThat(measure.evidence(risen).log().at(0.2)).isGreaterThan(10);
        assertThat(measure.evidence(fallen).log().at(-0.3)).isGreaterThan(10);
        assertThat(measure.evidence(risen).log().at(-0.3)).isNegative();
    }

    @Test
    void aFallOfTheCompletionRatioIsAlertedAndAQuietOneIsNot() {
        Binomials chance = new Binomials(4);
        BoundedMeanNull measure =
                BoundedMeanNull.learnt(ratios(chance, 20_000, 0.8), 1, 1, 0.05, Watch.BOTH);
        EDetector detector = new EDetector(measure.grid(1e6, 5e5, Watch.BOTH), 1e6, 1);
        EvidenceState state = detector.start();
        for (int window = 0; window < 100; window++) {
            detector.fold(state, window, measure.evidence(ratios(chance, 200, 0.8)));
            assertThat(detector.alerts(state)).isFalse();
        }
        int window = 100;
        while (!detector.alerts(state) && window < 140) {
            detector.fold(state, window++, measure.evidence(ratios(chance, 200, 0.72)));
        }
        assertThat(window).isLessThan(140);
        assertThat(detector.leadingEffect(state)).isNegative();
    }

    private static MeanTally ratios(Binomials chance, int values, double mean) {
        MeanTally sum = new MeanTally(0, 0, 0);
        for (int i = 0; i < values; i++) {
            double y = chance.beta(mean, 0.3);
            sum = sum.plus(new MeanTally(1, y, y * y));
        }
        return sum;
    }

    @Test
    void evidenceByUsersAveragesAtMostOneWhenAUserIsAllOrNothing() {
        UnitNull users = UnitNull.given(0.1);
        for (double effect : EFFECTS) {
            double mean = 0;
            for (int yes = 0; yes <= 2; yes++) {
                UnitTally block = UnitTally.NONE;
                for (int user = 0; user < 2; user++) {
                    block = block.plusUser(5, user < yes ? 5 : 0);
                }
                double chance = BinomialDistribution.of(2, 0.1).probability(yes);
                mean += chance * Math.exp(users.evidence(block).log().at(effect));
            }
            assertThat(mean).isLessThanOrEqualTo(1 + 1e-12);
            if (effect >= 0.2) {
                assertThat(allOrNothing(effect))
                        .as("the count alone would break the promise")
                        .isGreaterThan(1.1);
            }
        }
    }

    @Test
    void designEffectsAreThoseOfTheClusters() {
        Binomials chance = new Binomials(3);
        UnitTally sum = UnitTally.NONE;
        for (int user = 0; user < 20_000; user++) {
            sum = sum.plusUser(10, chance.draw(10, chance.beta(0.1, 1 / 9.0)));
        }
        assertThat(DesignEffect.ofUnits(sum)).isCloseTo(2, within(0.1));
        assertThat(DesignEffect.ofUnits(UnitTally.NONE)).isEqualTo(1);
    }

    private static double allOrNothing(double effect) {
        BaselineNull counts = BaselineNull.given(0.1);
        double mean = 0;
        for (int yes = 0; yes <= 2; yes++) {
            double chance = BinomialDistribution.of(2, 0.1).probability(yes);
            mean += chance * Math.exp(counts.evidence(Block.of(0, 10, 5L * yes)).log().at(effect));
        }
        return mean;
    }

    private static double meanOfBinomial(BaselineNull baseline, double rate, double effect) {
        int n = 60;
        BinomialDistribution law = BinomialDistribution.of(n, rate);
        double mean = 0;
        for (int x = 0; x <= n; x++) {
            double log = baseline.evidence(Block.of(0, n, x)).log().at(effect);
            mean += law.probability(x) * Math.exp(log);
        }
        return mean;
    }

    private static boolean breaksSomewhere(
            BaselineNull baseline, double[] rates, Binomials chance) {
        for (int mix = 0; mix < 30; mix++) {
            List<StratumTally> strata = new ArrayList<>();
            double[] n = new double[rates.length];
            for (int s = 0; s < rates.length; s++) {
                n[s] = Math.floor(200 * Math.pow(chance.uniform(), 3));
                strata.add(StratumTally.of("" + s, (long) n[s], 0));
            }
            LogEvidence log = baseline.evidence(new Block(0, 0, 0, true, strata)).log();
            for (double effect : new double[] {0.02, 0.2, 1}) {
                double mean = log.at(effect);
                for (int s = 0; s < rates.length; s++) {
                    mean += n[s] * LogMath.cumulant(rates[s], effect);
                }
                if (mean > 0) {
                    return true;
                }
            }
        }
        return false;
    }

    private static double logSum(long n, long m, long k, double logOdds) {
        double sum = 0;
        for (long x = Math.max(0, k - m); x <= Math.min(n, k); x++) {
            sum += choose(n, x) * choose(m, k - x) * Math.exp(logOdds * x);
        }
        return Math.log(sum);
    }

    private static double mean(long n, long m, long k, double logOdds) {
        double sum = 0;
        double weighted = 0;
        for (long x = Math.max(0, k - m); x <= Math.min(n, k); x++) {
            double weight = choose(n, x) * choose(m, k - x) * Math.exp(logOdds * x);
            sum += weight;
            weighted += weight * x;
        }
        return weighted / sum;
    }

    private static double choose(long n, long k) {
        double product = 1;
        for (long i = 1; i <= k; i++) {
            product = product * (n - k + i) / i;
        }
        return product;
    }
}
