package dev.routesight.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CorrectedRateTest {
    private static final double TRUE_RATE = 0.02;
    private static final double SENSITIVITY = 0.6;
    private static final double SPECIFICITY = 0.985;

    @Test
    void ratesAreThoseWorkedOutByHand() {
        // 1,000 decisions, 100 fired; half of the fired labelled, 30 of 50 true; 90 others, 3 true
        Cohort cohort = cohort(1000, 100, 50, 30, 0.5, 90, 3, 0.1);

        assertThat(PredictionPowered.of(cohort).rate()).isCloseTo(0.1 * 0.6 + 0.9 / 30, within());
        assertThat(PredictionPowered.normal(cohort).rate()).isCloseTo(0.09, within());
        assertThat(cohort.sensitivity()).isCloseTo(0.06 / 0.09, within());
        assertThat(cohort.specificity()).isCloseTo(0.87 / 0.91, within());
        // with its own sensitivity and specificity Rogan-Gladen gives the same rate
        assertThat(RoganGladen.of(cohort, 1000, 100).rate()).isCloseTo(0.09, within());
        assertThat(RoganGladen.of(cohort, 1000, 200).rate())
                .isCloseTo((0.2 - 0.04 / 0.91) / (0.06 / 0.09 - 0.04 / 0.91), within());
    }

    @Test
    void theNormalIntervalIsThePublishedFormula() {
        Cohort cohort = cohort(1000, 100, 50, 30, 0.5, 90, 3, 0.1);
        double p0 = 1 / 30.0;
        double variance =
                0.09 * (0.6 - p0) * (0.6 - p0) / 1000
                        + 0.01 * 0.24 / 50
                        + 0.81 * p0 * (1 - p0) / 90;

        assertThat(PredictionPowered.normal(cohort).high())
                .isCloseTo(0.09 + 1.959963985 * Math.sqrt(variance), within());
    }

    @Test
    void unequalProbabilitiesWeighTheLabels() {
        Stratum mixed = Stratum.EMPTY.plus(0.5, true).plus(0.1, false);

        assertThat(mixed.share()).isCloseTo(2.0 / 12, within());
        assertThat(mixed.size()).isCloseTo(144.0 / 104, within());
        assertThatThrownBy(() -> Stratum.EMPTY.plus(0, true))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void withoutLabelsNothingIsClaimed() {
        Cohort blind = new Cohort(100, 10, Stratum.EMPTY, Stratum.EMPTY);

        assertThat(PredictionPowered.of(blind).rate()).isNaN();
        assertThat(RoganGladen.of(blind, 100, 10).rate()).isNaN();
    }

    @Test
    void drawsAreOfTheExpectedSizeAndTheSameForASeed() {
        Draw draw = new Draw(300, 0.5, "7");
        double fired = draw.probability(true, 100, 9900);
        double unfired = draw.probability(false, 100, 9900);
        assertThat(fired).isEqualTo(1);
        assertThat(unfired).isCloseTo(200.0 / 9900, within());
        int taken = 0;
        int again = 0;
        for (int i = 0; i < 9900; i++) {
            taken += draw.takes("decision " + i, unfired) ? 1 : 0;
            again += new Draw(300, 0.5, "7").takes("decision " + i, unfired) ? 1 : 0;
        }
        assertThat(taken).isBetween(150, 250).isEqualTo(again);
    }

    @Test
    void intervalsCoverTheTruth() {
        covers(400, 0.93);
    }

    @Test
    @Tag("profile")
    void intervalsCoverTheTruthInManyRounds() {
        covers(20_000, 0.945);
    }

    /** Each round 200 fired and 400 unfired of 20,000 decisions are labelled. */
    private static void covers(int rounds, double least) {
        SplittableRandom random = new SplittableRandom(11);
        int powered = 0;
        int normal = 0;
        int rogan = 0;
        int raw = 0;
        double sum = 0;
        for (int r = 0; r < rounds; r++) {
            Cohort cohort = simulate(random);
            powered += holds(PredictionPowered.of(cohort)) ? 1 : 0;
            normal += holds(PredictionPowered.normal(cohort)) ? 1 : 0;
            rogan += holds(RoganGladen.of(cohort, cohort.decisions(), cohort.fired())) ? 1 : 0;
            double low = CorrectedRate.wilsonLow(cohort.fired(), cohort.decisions());
            double high = CorrectedRate.wilsonHigh(cohort.fired(), cohort.decisions());
            raw += holds(new CorrectedRate(cohort.q(), low, high)) ? 1 : 0;
            sum += cohort.rate();
        }
        System.out.printf(
                "coverage of %d rounds: prediction-powered %.3f, its normal interval %.3f,"
                        + " Rogan-Gladen %.3f, raw %.3f; mean estimate %.5f of %.5f%n",
                rounds,
                (double) powered / rounds,
                (double) normal / rounds,
                (double) rogan / rounds,
                (double) raw / rounds,
                sum / rounds,
                TRUE_RATE);
        assertThat((double) powered / rounds).isBetween(least, 0.985);
        assertThat((double) rogan / rounds).isGreaterThan(0.92);
        assertThat((double) normal / rounds).isGreaterThan(0.85);
        assertThat((double) raw / rounds).isLessThan(0.5);
        assertThat(sum / rounds).isCloseTo(TRUE_RATE, within(0.001));
    }

    private static Cohort simulate(SplittableRandom random) {
        int decisions = 20_000;
        boolean[] truth = new boolean[decisions];
        boolean[] fired = new boolean[decisions];
        int firings = 0;
        for (int i = 0; i < decisions; i++) {
            truth[i] = random.nextDouble() < TRUE_RATE;
            fired[i] = random.nextDouble() < (truth[i] ? SENSITIVITY : 1 - SPECIFICITY);
            firings += fired[i] ? 1 : 0;
        }
        Draw draw = new Draw(600, 1 / 3.0, "x");
        double p1 = draw.probability(true, firings, decisions - firings);
        double p0 = draw.probability(false, firings, decisions - firings);
        Stratum one = Stratum.EMPTY;
        Stratum none = Stratum.EMPTY;
        for (int i = 0; i < decisions; i++) {
            if (random.nextDouble() < (fired[i] ? p1 : p0)) {
                one = fired[i] ? one.plus(p1, truth[i]) : one;
                none = fired[i] ? none : none.plus(p0, truth[i]);
            }
        }
        return new Cohort(decisions, firings, one, none);
    }

    private static boolean holds(CorrectedRate rate) {
        return rate.low() <= TRUE_RATE && TRUE_RATE <= rate.high();
    }

    private static Cohort cohort(
            long decisions, long fired, int n1, int k1, double pi1, int n0, int k0, double pi0) {
        return new Cohort(decisions, fired, labels(n1, k1, pi1), labels(n0, k0, pi0));
    }

    private static Stratum labels(int n, int k, double probability) {
        Stratum stratum = Stratum.EMPTY;
        for (int i = 0; i < n; i++) {
            stratum = stratum.plus(probability, i < k);
        }
        return stratum;
    }

    private static Offset<Double> within() {
        return within(1e-12);
    }

    private static Offset<Double> within(double apart) {
        return Offset.offset(apart);
    }
}
