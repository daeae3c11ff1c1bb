package dev.routesight.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.routesight.stats.Proportion;
import org.junit.jupiter.api.Test;

/** Bounds of rates far below what drift is usually about. */
class RateBoundsTest {

    @Test
    void boundsOfTinyRatesAreExact() {
        long n = 2_000_000_000L;
        double upper = -Math.expm1(Math.log(0.05) / n);
        double lower = -Math.expm1(Math.log1p(-0.05) / n);

        assertThat(RateBounds.upper(n, 0, 1, 0.05)).isCloseTo(upper, within(1e-12 * upper));
        assertThat(RateBounds.lower(n, 1, 1, 0.05)).isCloseTo(lower, within(1e-12 * lower));
    }

    @Test
    void aDesignEffectDividesTrialsAndHits() {
        assertThat(RateBounds.upper(3000, 30, 3, 0.05)).isEqualTo(Proportion.upper(10, 1000, 0.05));
        assertThat(RateBounds.lower(3000, 30, 3, 0.05)).isEqualTo(Proportion.lower(10, 1000, 0.05));
    }

    @Test
    void neverAndAlwaysHaveTheirBounds() {
        assertThat(RateBounds.lower(10, 0, 2, 0.05)).isZero();
        assertThat(RateBounds.upper(10, 10, 2, 0.05)).isEqualTo(1);
    }
}
