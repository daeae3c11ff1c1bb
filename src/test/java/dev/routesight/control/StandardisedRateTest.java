package dev.routesight.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.routesight.stats.Critical;
import dev.routesight.stats.Estimate;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.junit.jupiter.api.Test;

class StandardisedRateTest {
    @Test
    void itsLimitsAreNearTheGammasOwnQuantiles() {
        for (double[] trial : new double[][] {{1, 400}, {3, 400}, {10, 1000}, {60, 1000}}) {
            StandardisedRate rate = new StandardisedRate();
            rate.add(1, trial[1], trial[0], 1);
            Estimate estimate = rate.estimate(Critical.z(0.95));
            double y = trial[0] / trial[1];
            double v = y * (1 - y) / trial[1];
            double m = 1 / trial[1];
            assertThat(estimate.interval().low())
                    .isCloseTo(quantile(y, v, 0.025), within(0.08 / trial[1]));
            assertThat(estimate.interval().high())
                    .isCloseTo(quantile(y + m, v + m * m, 0.975), within(0.02 * y + 0.02 * m));
        }
    }

    private static double quantile(double mean, double variance, double probability) {
        return GammaDistribution.of(mean * mean / variance, variance / mean)
                .inverseCumulativeProbability(probability);
    }

    @Test
    void withNoEventItsUpperLimitIsThatOfTheRuleOfThree() {
        StandardisedRate rate = new StandardisedRate();
        rate.add(1, 1000, 0, 1);
        Estimate estimate = rate.estimate(Critical.normalQuantile(0.95));
        assertThat(estimate.value()).isZero();
        assertThat(estimate.interval().low()).isZero();
        assertThat(estimate.interval().high()).isCloseTo(0.003, within(0.0001));
    }

    /** Exact coverage of the upper limit, over all that two bins of a rare event can show. */
    @Test
    void itsUpperLimitHoldsWhereEventsAreRare() {
        double z = Critical.normalQuantile(0.975);
        for (double p : new double[] {0.002, 0.01, 0.05}) {
            double truth = 0.7 * p + 0.3 * 2 * p;
            double missed = 0;
            BinomialDistribution first = BinomialDistribution.of(300, p);
            BinomialDistribution second = BinomialDistribution.of(100, 2 * p);
            for (int x = 0; x <= 80; x++) {
                for (int y = 0; y <= 80; y++) {
                    StandardisedRate rate = new StandardisedRate();
                    rate.add(0.7, 300, x, 1);
                    rate.add(0.3, 100, y, 1);
                    if (rate.estimate(z).interval().high() < truth) {
                        missed += first.probability(x) * second.probability(y);
                    }
                }
            }
            assertThat(missed).as("at " + p).isLessThanOrEqualTo(0.03);
        }
    }
}
