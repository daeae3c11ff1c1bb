package dev.routesight.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.routesight.stats.Estimate;
import dev.routesight.stats.Fieller;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    private static final double[] SHARES = {1, 1, 2};

    @Test
    void theVerdictSaysHowMuchOfTheRangeIsRecoveredAndWhatACoinWould() {
        SimulatedArms arms = new SimulatedArms(3, 40_000, false);
        Calibration calibration = Calibration.of(arms.cheap, arms.strong, arms.live, SHARES, 0.95);

        assertThat(calibration.sampleRatio().isBroken()).isFalse();
        assertThat(calibration.verdict())
                .matches(
                        "live recovers \\d+ % \\(\\d+ to \\d+ %\\) of the range, \\d+ points more"
                                + " than a coin that sends as much to the reference");
        assertThat(calibration.range().recovered().ratio())
                .isCloseTo(SimulatedArms.RECOVERED, within(0.08));
        assertThat(calibration.range().gain().ratio()).isCloseTo(SimulatedArms.GAIN, within(0.08));
        assertThat(calibration.range().share().value()).isCloseTo(0.4, within(0.01));
    }

    @Test
    void theCoinIsSoFarBelowAllCheapAsItSendsToTheReferenceAndTheGainIsWhatLiveIsBelowIt() {
        SimulatedArms arms = new SimulatedArms(3, 40_000, false);
        RecoveredRange range = RecoveredRange.of(arms.cheap, arms.strong, arms.live, 0.95);

        double cheap = arms.cheap.rate(0.95).value();
        double live = arms.live.rate(0.95).value();
        double coin = range.coin().value();
        assertThat(coin)
                .isCloseTo(cheap - range.share().value() * range.range().value(), within(1e-12));
        assertThat((coin - live) / range.range().value())
                .isCloseTo(range.gain().ratio(), within(1e-12));
        assertThat(range.coin().interval().contains(coin)).isTrue();
        assertThat(range.coin().standardError()).isLessThan(arms.cheap.rate(0.95).standardError());
    }

    @Test
    void aCoinGainsNothing() {
        SimulatedArms arms = new SimulatedArms(4, 60_000, true);
        Calibration calibration = Calibration.of(arms.cheap, arms.strong, arms.live, SHARES, 0.95);

        assertThat(calibration.verdict()).contains("no better than the coin: gain");
        assertThat(calibration.range().gain().contains(0)).isTrue();
        assertThat(calibration.range().gain().ratio()).isCloseTo(0, within(0.06));
        assertThat(calibration.range().recovered().ratio()).isCloseTo(0.4, within(0.06));
    }

    @Test
    void armsThatDoNotDifferGiveNoRange() {
        SimulatedArms one = new SimulatedArms(5, 4000, true);
        SimulatedArms other = new SimulatedArms(6, 4000, true);
        Calibration calibration =
                Calibration.of(one.live, other.live, one.live, new double[] {1, 1, 1}, 0.95);

        assertThat(calibration.verdict()).isEqualTo("the arms do not differ: no range to be in");
        assertThat(calibration.range().recovered().shape()).isNotEqualTo(Fieller.Shape.BOUNDED);
        assertThat(calibration.stillNeeded(0.1, 7, 1.96)).isInfinite();
    }

    @Test
    void aBrokenSplitSaysSoAndNothingElse() {
        SimulatedArms arms = new SimulatedArms(7, 20_000, false);
        Calibration calibration =
                Calibration.of(arms.cheap, arms.strong, arms.live, new double[] {1, 1, 1}, 0.95);

        assertThat(calibration.verdict()).startsWith("experiment broken: sample ratio p = ");
        assertThat(calibration.range()).isNull();
    }

    @Test
    void anArmWithoutUnitsIsUnidentifiable() {
        SimulatedArms arms = new SimulatedArms(8, 200, false);
        Calibration calibration =
                Calibration.of(
                        arms.cheap,
                        new ArmSums("strong"),
                        arms.live,
                        new double[] {1, 1e-9, 2},
                        0.95);

        assertThat(calibration.verdict()).startsWith("unidentifiable: an arm has no units");
    }

    @Test
    void lessTimeIsNeededForALargerGain() {
        SimulatedArms arms = new SimulatedArms(9, 3000, false);
        Calibration calibration = Calibration.of(arms.cheap, arms.strong, arms.live, SHARES, 0.95);

        double small = calibration.stillNeeded(0.05, 7, 1.96);
        assertThat(small).isGreaterThan(calibration.stillNeeded(0.2, 7, 1.96)).isFinite();
        assertThat(calibration.stillNeeded(10, 7, 1.96)).isZero();
    }

    @Test
    void intervalsCoverTheTruth() {
        for (boolean coin : new boolean[] {false, true}) {
            for (double c : coverage(100, coin)) {
                assertThat(c).isBetween(0.88, 1.0);
            }
        }
    }

    @Tag("profile")
    @Test
    void intervalsCoverTheTruthOverFiveHundredSeeds() {
        for (boolean coin : new boolean[] {false, true}) {
            double[] c = coverage(500, coin);
            System.out.printf(
                    Locale.ROOT,
                    "[coverage] %s: recovered %.3f gain %.3f net of arms %.3f%n",
                    coin ? "coin" : "router",
                    c[0],
                    c[1],
                    c[2]);
            for (double x : c) {
                assertThat(x).isBetween(0.925, 0.97);
            }
        }
    }

    /** Of the recovered range, the gain, and what live saves per unit. */
    private static double[] coverage(int seeds, boolean coin) {
        double[] hits = new double[3];
        double recovered = coin ? SimulatedArms.SHARE : SimulatedArms.RECOVERED;
        double gain = coin ? 0 : SimulatedArms.GAIN;
        double saved = SimulatedArms.VISITS * SimulatedArms.PRICE * (1 - SimulatedArms.SHARE);
        for (int seed = 0; seed < seeds; seed++) {
            SimulatedArms arms = new SimulatedArms(5_000 + seed, 8000, coin);
            RecoveredRange range = arms.range();
            Estimate cost = Delta.ofCostPerUnit(arms.strong, arms.live, 0.95);
            hits[0] += range.recovered().contains(recovered) ? 1 : 0;
            hits[1] += range.gain().contains(gain) ? 1 : 0;
            hits[2] += cost.interval().contains(saved) ? 1 : 0;
        }
        return Arrays.stream(hits).map(h -> h / seeds).toArray();
    }
}
