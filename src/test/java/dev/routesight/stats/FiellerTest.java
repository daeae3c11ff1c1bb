package dev.routesight.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FiellerTest {

    @Test
    void boundsAreThoseWhereTheTestOfTheRatioTurns() {
        Fieller f = Fieller.of(0.09, 0.145, 1e-4, 4e-5, 1.2e-4, 2);

        assertThat(f.isBounded()).isTrue();
        assertThat(f.ratio()).isCloseTo(0.09 / 0.145, within(1e-12));
        for (double rho : new double[] {f.low(), f.high()}) {
            double off = 0.09 - rho * 0.145;
            double variance = 1e-4 - 2 * rho * 4e-5 + rho * rho * 1.2e-4;
            assertThat(off * off / variance).isCloseTo(4, within(1e-9));
        }
        assertThat(f.contains(0.62)).isTrue();
        assertThat(f.contains(f.high() + 1e-6)).isFalse();
    }

    @Test
    void aDenominatorThatMayBeZeroLeavesAnOutside() {
        Fieller f = Fieller.of(1, 0.1, 0.01, 0, 0.01, 1.96);

        assertThat(f.g()).isGreaterThan(1);
        assertThat(f.shape()).isEqualTo(Fieller.Shape.OUTSIDE);
        assertThat(f.contains(10)).isTrue();
        assertThat(f.contains((f.low() + f.high()) / 2)).isFalse();
        assertThat(f.interval()).isEqualTo(Interval.EVERYTHING);
    }

    @Test
    void whereBothMayBeZeroEverythingIsPossible() {
        Fieller f = Fieller.of(0.01, 0.01, 0.01, 0, 0.01, 1.96);

        assertThat(f.shape()).isEqualTo(Fieller.Shape.EVERYTHING);
        assertThat(f.contains(-1e9)).isTrue();
        assertThat(f.isBounded()).isFalse();
    }

    @Test
    void unknownVariancesSayNothing() {
        Fieller f = Fieller.of(1, 1, Double.NaN, 0, 0.1, 1.96);

        assertThat(f.shape()).isEqualTo(Fieller.Shape.EVERYTHING);
    }
}
