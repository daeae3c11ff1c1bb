package dev.routesight.confidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.routesight.stats.Chance;
import dev.routesight.stats.Estimate;
import dev.routesight.stats.Traffic;
import dev.routesight.stats.TwoByTwo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ConfidenceTest {

    @Test
    void aScoreThatKnowsNothingHasHalf() {
        Estimate auc = Auc.of(new long[] {5, 5, 5}, new long[] {50, 50, 50}, 0.95);

        assertThat(auc.value()).isCloseTo(0.5, within(1e-12));
        assertThat(Auc.of(new long[] {0, 9}, new long[] {9, 0}, 0.95).value()).isEqualTo(1);
        assertThat(Auc.of(new long[] {0, 0}, new long[] {9, 0}, 0.95)).isEqualTo(Estimate.NONE);
    }

    @Test
    void calibrationErrorOfAPerfectProbabilityIsNoneOnceChanceIsTakenOut() {
        Chance chance = new Chance(2);
        double debiased = 0;
        double plain = 0;
        for (int run = 0; run < 300; run++) {
            List<CalibrationError.Bin> bins = new ArrayList<>();
            for (int b = 0; b < 10; b++) {
                double p = 0.05 + 0.09 * b;
                bins.add(new CalibrationError.Bin(40 * p, 40, chance.binomial(40, p)));
            }
            CalibrationError error = CalibrationError.of(bins, 0.95);
            debiased += error.squared().value() / 300;
            plain += error.plain() / 300;
        }
        assertThat(debiased).isCloseTo(0, within(3e-4));
        assertThat(plain).isGreaterThan(3e-3);
    }

    @Test
    void calibrationErrorFindsAScoreThatIsTenPointsOff() {
        Chance chance = new Chance(3);
        List<CalibrationError.Bin> bins = new ArrayList<>();
        for (int b = 0; b < 8; b++) {
            double p = 0.15 + 0.08 * b;
            bins.add(new CalibrationError.Bin(5000 * (p + 0.1), 5000, chance.binomial(5000, p)));
        }
        bins.add(new CalibrationError.Bin(1, 1, 0));

        CalibrationError error = CalibrationError.of(bins, 0.95);
        assertThat(error.rootInterval().contains(0.1)).isTrue();
        assertThat(error.rootInterval().width()).isLessThan(0.02);
        assertThat(error.rootMeanSquare()).isCloseTo(0.1, within(0.01));
        assertThat(error.decisions()).isEqualTo(40_000);
    }

    @Test
    void withoutABinOfTwoNothingIsKnownOfTheCalibration() {
        CalibrationError none =
                CalibrationError.of(List.of(new CalibrationError.Bin(0.5, 1, 1)), 0.95);

        assertThat(none.rootMeanSquare()).isNaN();
        assertThat(none.rootInterval().isBounded()).isFalse();
        assertThat(none.decisions()).isZero();
    }

    /** Ten bins of 400; gaps of 0 (any interval must reach 0), of 3 and of 10 points. */
    @Test
    void theIntervalOfTheCalibrationErrorCovers() {
        for (double gap : new double[] {0, 0.03, 0.1}) {
            Chance chance = new Chance(17);
            int covered = 0;
            for (int run = 0; run < 4000; run++) {
                List<CalibrationError.Bin> bins = new ArrayList<>();
                for (int b = 0; b < 10; b++) {
                    double p = 0.05 + 0.05 * b;
                    bins.add(
                            new CalibrationError.Bin(
                                    400 * (p + gap), 400, chance.binomial(400, p)));
                }
                CalibrationError error = CalibrationError.of(bins, 0.95);
                covered += error.rootInterval().contains(gap) ? 1 : 0;
            }
            System.out.printf(
                    Locale.ROOT,
                    "[coverage] calibration error, gap %.2f: %.4f%n",
                    gap,
                    covered / 4000.0);
            assertThat(covered / 4000.0).as("gap %s", gap).isBetween(0.925, gap == 0 ? 1 : 0.985);
        }
    }

    @Test
    void upliftRisesWithAScoreThatFindsWhatNeedsTheReference() {
        List<TwoByTwo> bins = new ArrayList<>();
        for (int b = 0; b < 10; b++) {
            bins.add(new TwoByTwo(50 + 20 * b, 1000, 50, 1000));
        }
        bins.add(new TwoByTwo(0, 0, 3, 10));
        Uplift uplift = Uplift.of(bins, Traffic.RANDOMISED, 0.95);

        assertThat(uplift.label()).isEqualTo("causal");
        assertThat(uplift.bins()).hasSize(11);
        assertThat(uplift.bins().get(9).value()).isCloseTo(0.18, within(1e-12));
        assertThat(uplift.bins().get(10).isKnown()).isFalse();
        assertThat(uplift.slope().interval().low()).isPositive();
        assertThat(Uplift.of(bins, Traffic.POLICY, 0.95).label()).contains("range-restricted");
    }

    @Test
    void theGapBetweenBenchmarkAndProductionIsANumber() {
        BenchmarkGap gap = BenchmarkGap.of(500, 400, 400, 10_000, 1200, 0.95);

        assertThat(gap.benchmark()).isCloseTo(0.2, within(1e-12));
        assertThat(gap.live()).isCloseTo(0.12, within(1e-12));
        assertThat(gap.gap().value()).isCloseTo(-0.08, within(1e-12));
        assertThat(gap.gap().interval().high()).isNegative();
        assertThat(BenchmarkGap.of(0, 0, 0, 10, 1, 0.95).gap().isKnown()).isFalse();
    }
}
