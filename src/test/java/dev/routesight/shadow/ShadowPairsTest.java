package dev.routesight.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.routesight.stats.Chance;
import dev.routesight.stats.Power;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ShadowPairsTest {
    private static final double WIN = 0.7 * 0.3 + 0.3 * 0.6;
    private static final double LOSS = 0.7 * 0.5 + 0.3 * 0.1;

    @Test
    void pairsOfOneRateCountAlike() {
        ShadowPairs pairs =
                new ShadowPairs(
                        Verdicts.sampled(60, 0.1),
                        Verdicts.sampled(100, 0.1),
                        Verdicts.sampled(40, 0.1));

        assertThat(pairs.winRate(0.95).value()).isCloseTo(0.3, within(1e-12));
        assertThat(pairs.effective()).isCloseTo(200, within(1e-9));
        assertThat(pairs.winRate(0.95).standardError())
                .isCloseTo(Math.sqrt(0.3 * 0.7 / 200), within(1e-12));
        assertThat(pairs.net(0.95).value()).isCloseTo(0.1, within(1e-12));
        assertThat(pairs.verdict(0.95)).isEqualTo("the primary answers are better");
    }

    @Test
    void weightsUndoTheSampling() {
        // easy queries are judged a tenth as often as hard ones, where the primary wins more
        ShadowPairs pairs =
                new ShadowPairs(
                        Verdicts.sampled(30, 0.05).plus(Verdicts.sampled(60, 0.5)),
                        Verdicts.sampled(20, 0.05).plus(Verdicts.sampled(30, 0.5)),
                        Verdicts.sampled(50, 0.05).plus(Verdicts.sampled(10, 0.5)));

        assertThat(pairs.winRate(0.95).value()).isCloseTo(720 / 2200.0, within(1e-12));
        assertThat(pairs.effective()).isLessThan(150);
        assertThat(
                        pairs.winRate(0.95).value()
                                + pairs.tieRate(0.95).value()
                                + pairs.lossRate(0.95).value())
                .isCloseTo(1, within(1e-12));
    }

    @Test
    void noPairsAreUnidentifiable() {
        ShadowPairs none = new ShadowPairs(Verdicts.NONE, Verdicts.NONE, Verdicts.NONE);

        assertThat(none.verdict(0.95)).startsWith("unidentifiable");
        assertThat(none.winRate(0.95).isKnown()).isFalse();
        assertThat(none.effective()).isZero();
    }

    @Test
    void allWinsStillLeaveRoomForALoss() {
        ShadowPairs pairs = new ShadowPairs(Verdicts.sampled(20, 1), Verdicts.NONE, Verdicts.NONE);

        assertThat(pairs.winRate(0.95).interval().low()).isBetween(0.8, 0.85);
        assertThat(pairs.lossRate(0.95).interval().high()).isBetween(0.15, 0.2);
    }

    @Test
    void aSmallerDifferenceNeedsMorePairs() {
        ShadowPairs pairs =
                new ShadowPairs(
                        Verdicts.sampled(55, 0.1),
                        Verdicts.sampled(100, 0.1),
                        Verdicts.sampled(45, 0.1));
        double seen = pairs.detectable(Power.USUAL);

        assertThat(seen).isBetween(0.1, 0.2);
        assertThat(pairs.stillNeeded(seen, Power.USUAL)).isCloseTo(0, within(1e-6));
        assertThat(pairs.stillNeeded(seen / 2, Power.USUAL)).isCloseTo(600, within(1e-6));
        assertThat(pairs.verdict(0.95)).isEqualTo("no difference to be seen");
    }

    @Test
    void ratesCoverTheTruth() {
        for (double c : coverage(100)) {
            assertThat(c).isBetween(0.88, 1.0);
        }
    }

    @Tag("profile")
    @Test
    void ratesCoverTheTruthOverFiveHundredSeeds() {
        double[] c = coverage(500);
        System.out.printf(Locale.ROOT, "[coverage] win rate %.3f net %.3f%n", c[0], c[1]);
        for (double x : c) {
            assertThat(x).isBetween(0.925, 0.97);
        }
    }

    private static double[] coverage(int seeds) {
        double[] hits = new double[2];
        for (int seed = 0; seed < seeds; seed++) {
            Chance chance = new Chance(40_000 + seed);
            Verdicts[] v = {Verdicts.NONE, Verdicts.NONE, Verdicts.NONE};
            for (int i = 0; i < 6000; i++) {
                boolean hard = chance.hits(0.3);
                double rate = hard ? 0.2 : 0.05;
                if (chance.hits(rate)) {
                    double u = chance.uniform();
                    double win = hard ? 0.6 : 0.3;
                    double loss = hard ? 0.1 : 0.5;
                    int verdict = u < win ? 0 : u < win + loss ? 2 : 1;
                    v[verdict] = v[verdict].plus(Verdicts.sampled(1, rate));
                }
            }
            ShadowPairs pairs = new ShadowPairs(v[0], v[1], v[2]);
            hits[0] += pairs.winRate(0.95).interval().contains(WIN) ? 1 : 0;
            hits[1] += pairs.net(0.95).interval().contains(WIN - LOSS) ? 1 : 0;
        }
        return new double[] {hits[0] / seeds, hits[1] / seeds};
    }

    @Test
    void aJudgeWhoFavoursThePlaceShownFirstIsSeen() {
        JudgeBias fair = JudgeBias.of(60, 40, 58, 42, 0.95);
        JudgeBias biased = JudgeBias.of(80, 20, 40, 60, 0.95);

        assertThat(fair.isSeen()).isFalse();
        assertThat(biased.isSeen()).isTrue();
        assertThat(biased.bias().value()).isCloseTo(0.2, within(1e-12));
        assertThat(JudgeBias.of(3, 2, 0, 0, 0.95).isSeen()).isFalse();
    }

    @Test
    void aJudgeOfItsOwnModelIsFlagged() {
        assertThat(JudgeBias.gradesItself("m1", "m2", "m1")).isTrue();
        assertThat(JudgeBias.gradesItself("m1", "m2", "m3")).isFalse();
        assertThat(JudgeBias.gradesItself("", "", "m3")).isFalse();
    }

    @Test
    void judgesWhoAlwaysSayTheSameHaveNoKappa() {
        JudgeAgreement same = JudgeAgreement.of(new long[][] {{10, 0}, {0, 0}}, 0.95);

        assertThat(same.agreement()).isEqualTo(1);
        assertThat(same.kappa().isKnown()).isFalse();
    }
}
