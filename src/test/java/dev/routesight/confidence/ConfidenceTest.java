package dev.routesight.confidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.routesight.stats.Chance;
import dev.routesight.stats.Estimate;
import dev.routesight.stats.Traffic;
import dev.routesight.stats.TwoByTwo;
import java.util.ArrayList;
import java.util.List;
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
            CalibrationError error = CalibrationError.of(bins);
            debiased += error.squared() / 300;
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

        CalibrationError error = CalibrationError.of(bins);
        assertThat(error.rootMeanSquare()).isCloseTo(0.1, within(0.01));
        assertThat(error.decisions()).isEqualTo(40_000);
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
