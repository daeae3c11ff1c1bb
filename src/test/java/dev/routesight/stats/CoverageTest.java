package dev.routesight.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Do 95 % intervals cover in 95 of 100? Seeds are fixed. */
class CoverageTest {

    @ParameterizedTest
    @EnumSource(Regime.class)
    void coversAboutAsPromised(Regime regime) {
        // 600 replications: three standard errors are 2.7 points
        assertThat(regime.coverage(600)).as(regime.name()).isBetween(0.92, 0.985);
    }

    @Tag("profile")
    @ParameterizedTest
    @EnumSource(Regime.class)
    void coversAsPromisedInTenThousand(Regime regime) {
        double coverage = regime.coverage(10_000);
        System.out.printf(Locale.ROOT, "[coverage] %s %.4f%n", regime, coverage);
        assertThat(coverage).as(regime.name()).isBetween(0.93, 0.97);
    }

    @Test
    void aRateIsNeverCoveredMuchLessWhereFiveAreExpectedEitherWay() {
        double least = 1;
        double sum = 0;
        int count = 0;
        for (int n : new int[] {20, 35, 50, 80, 130, 210, 340, 550, 890, 1440}) {
            for (double p = 0.002; p < 0.5; p *= 1.07) {
                if (n * p >= 5) {
                    double coverage = coverage(n, p);
                    least = Math.min(least, coverage);
                    sum += coverage;
                    count++;
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "[coverage] rate, n p >= 5: mean %.4f least %.4f%n",
                sum / count,
                least);
        assertThat(least).isGreaterThan(0.92);
        assertThat(sum / count).isBetween(0.93, 0.97);
    }

    @Test
    void belowFiveTheExactIntervalCoversAtLeastAsPromised() {
        for (int n : new int[] {10, 50, 400, 3000}) {
            for (double expected : new double[] {0.05, 0.3, 1, 2}) {
                assertThat(coverage(n, expected / n)).as("%d, %s", n, expected).isGreaterThan(0.94);
            }
        }
    }

    /** Exactly, by summing the probabilities of all k whose interval covers. */
    private static double coverage(int n, double p) {
        BinomialDistribution binomial = BinomialDistribution.of(n, p);
        double coverage = 0;
        for (int k = 0; k <= n; k++) {
            double chance = binomial.probability(k);
            if (chance > 1e-9 && Proportion.interval(k, n).contains(p)) {
                coverage += chance;
            }
        }
        return coverage;
    }
}
