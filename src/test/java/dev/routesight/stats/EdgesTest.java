package dev.routesight.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Where there is nothing, or hardly anything, to estimate from. */
class EdgesTest {

    @Test
    void noTrialsSayNothingOfTheRate() {
        assertThat(Proportion.interval(0, 0)).isEqualTo(new Interval(0, 1));
        assertThat(Proportion.wilson(0, 0, 0.95)).isEqualTo(new Interval(0, 1));
        assertThatThrownBy(() -> Proportion.wilson(2, 1, 0.95))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void exactBoundsAreGoodToSixDigitsInTheSmallestRates() {
        // 1 − (1 − p)^n = 1 − 0.025 for k = 0; for k = 1 the lower bound is 1 − 0.975^(1/n)
        double n = 10_000_000;
        Interval one = Proportion.exact(1, n, 0.95);

        assertThat(one.low()).isCloseTo(-Math.expm1(Math.log(0.975) / n), within(1e-14));
        assertThat(Proportion.exact(0, n, 0.95).high())
                .isCloseTo(-Math.expm1(Math.log(0.025) / n), within(1e-13));
    }

    @Test
    void oneSidedBoundsAreSidesOfTheExactInterval() {
        double n = 1_000_000_000;
        Interval both = Proportion.exact(3, n, 0.9);

        assertThat(Proportion.lower(3, n, 0.05)).isCloseTo(both.low(), within(1e-6 * both.low()));
        assertThat(Proportion.upper(3, n, 0.05)).isCloseTo(both.high(), within(1e-6 * both.high()));
        // without hits the upper bound is 1 − δ^(1/n)
        double upper = -Math.expm1(Math.log(0.01) / n);
        assertThat(Proportion.upper(0, n, 0.01)).isCloseTo(upper, within(1e-12 * upper));
        assertThat(Proportion.lower(0, n, 0.01)).isZero();
        assertThat(Proportion.upper(n, n, 0.01)).isEqualTo(1);
    }

    @Test
    void aSingleUnitSaysNothingOfTheSpreadOfUnits() {
        ClusteredRate one = ClusteredRate.of(1, 50, 10, 2500, 500, 100, 0.95);

        assertThat(one.rate()).isEqualTo(0.2);
        assertThat(one.interval().width()).isGreaterThan(0.9);
        assertThat(ClusteredRate.of(0, 0, 0, 0, 0, 0, 0.95).rate()).isNaN();
    }

    @Test
    void independentUnitsHaveADesignEffectOfAboutOne() {
        // 100 units of one decision, 20 of them rejected
        ClusteredRate rate = ClusteredRate.of(100, 100, 20, 100, 20, 20, 0.95);

        assertThat(rate.designEffect()).isCloseTo(1, within(0.02));
        // all decisions of a unit alike: as many trials as units
        ClusteredRate alike = ClusteredRate.of(100, 500, 100, 2500, 500, 500, 0.95);
        assertThat(alike.designEffect()).isCloseTo(5, within(0.1));
    }

    @Test
    void noHitsAtAllStillHaveAnUpperBoundThatKnowsOfUsers() {
        double clustered = ClusteredRate.of(50, 500, 0, 5000, 0, 0, 0.95).interval().high();

        assertThat(clustered).isGreaterThan(Proportion.exact(0, 500, 0.95).high());
    }

    @Test
    void theJackknifeNeedsTwoBuckets() {
        double[][] sums = new double[64][2];
        sums[7] = new double[] {10, 3};
        Estimate estimate = Jackknife.estimate(sums, t -> t[1] / t[0], 0.95);

        assertThat(estimate.value()).isEqualTo(0.3);
        assertThat(estimate.interval()).isEqualTo(Interval.EVERYTHING);
        assertThat(Jackknife.estimate(new double[64][2], t -> t[1] / t[0], 0.95).isKnown())
                .isFalse();
    }

    @Test
    void groupsOfOneHaveNoDifference() {
        UnitSums one = UnitSums.of(1, 3, 9);

        assertThat(MeanDifference.welch(one, UnitSums.of(5, 5, 9), 0.95)).isEqualTo(Estimate.NONE);
        assertThat(MeanDifference.cuped(one, one, 0.95)).isEqualTo(Estimate.NONE);
    }

    @Test
    void cupedTakesOutWhatWasKnownBefore() {
        Chance chance = new Chance(8);
        UnitSums[] arms = {new UnitSums(0, 0, 0, 0, 0, 0), new UnitSums(0, 0, 0, 0, 0, 0)};
        for (int i = 0; i < 4000; i++) {
            int arm = i % 2;
            double x = chance.normal();
            double y = 2 * x + 0.5 * chance.normal() + 0.1 * arm;
            arms[arm] = arms[arm].plus(new UnitSums(1, y, x, y * y, x * y, x * x));
        }
        Estimate plain = MeanDifference.welch(arms[1], arms[0], 0.95);
        Estimate cuped = MeanDifference.cuped(arms[1], arms[0], 0.95);

        assertThat(cuped.standardError()).isLessThan(plain.standardError() / 3);
        assertThat(cuped.interval().contains(0.1)).isTrue();
        assertThat(MeanDifference.theta(arms[1], arms[0])).isCloseTo(2, within(0.05));
    }

    @Test
    void anIntervalIsInOrder() {
        assertThatThrownBy(() -> new Interval(1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(new Interval(1, 2).times(-3)).isEqualTo(new Interval(-6, -3));
        assertThat(new Interval(-1, 2).within(0, 1)).isEqualTo(new Interval(0, 1));
    }

    @Test
    void moreTrialsAreNeededForASmallerDifference() {
        Power power = Power.USUAL;

        assertThat(power.trials(0.1, 0.11, 1)).isGreaterThan(10 * power.trials(0.1, 0.15, 1));
        assertThat(power.trials(0.1, 0.1, 1)).isInfinite();
        double n = power.trials(0.1, 0.13, 1);
        assertThat(power.detectable(0.115, n, n)).isCloseTo(0.03, within(0.001));
        // half the standard error takes four times as long
        assertThat(power.stillNeeded(power.detectable(0.01), 0.02, 10)).isCloseTo(30, within(1e-9));
        assertThat(power.stillNeeded(1, 0.02, 10)).isZero();
    }
}
