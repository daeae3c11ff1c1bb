package dev.routesight.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routesight.offpolicy.Estimator;
import dev.routesight.offpolicy.Identification;
import dev.routesight.offpolicy.Overlap;
import dev.routesight.offpolicy.PolicyValue;
import dev.routesight.offpolicy.Sample;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What the documentation says not to believe: 95 % intervals that cover less. */
class WhereIntervalsFailTest {
    private static final int REPLICATIONS = 2000;

    @Test
    void theJackknifeOfARateWithTwoExpectedHits() {
        double coverage = jackknife(200, 0.0025);

        System.out.printf(Locale.ROOT, "[fails] jackknife, 2 expected hits: %.3f%n", coverage);
        assertThat(coverage).isLessThan(0.93);
    }

    @Test
    void theJackknifeOfAFewHeavyUsers() {
        int hits = 0;
        for (int i = 0; i < REPLICATIONS; i++) {
            Chance chance = new Chance(900_000 + i);
            double[][] sums = new double[Jackknife.BUCKETS][2];
            for (int user = 0; user < 60; user++) {
                // one user in twenty has a hundred times as many decisions, and is angrier
                boolean heavy = chance.hits(0.05);
                int n = heavy ? 200 : 2;
                double[] bucket = sums[chance.below(Jackknife.BUCKETS)];
                bucket[0] += n;
                bucket[1] += chance.binomial(n, heavy ? 0.3 : 0.1);
            }
            double truth = (0.05 * 200 * 0.3 + 0.95 * 2 * 0.1) / (0.05 * 200 + 0.95 * 2);
            hits +=
                    Jackknife.estimate(sums, t -> t[1] / t[0], 0.95).interval().contains(truth)
                            ? 1
                            : 0;
        }
        double coverage = hits / (double) REPLICATIONS;
        System.out.printf(Locale.ROOT, "[fails] jackknife, heavy users: %.3f%n", coverage);
        assertThat(coverage).isLessThan(0.93);
    }

    @Test
    void intervalsOfARateThatTakeUsersWhoRecurAsIndependent() {
        int hits = 0;
        for (int i = 0; i < REPLICATIONS; i++) {
            Chance chance = new Chance(700_000 + i);
            double n = 0;
            double x = 0;
            for (int user = 0; user < 200; user++) {
                int visits = chance.visits(8);
                n += visits;
                x += chance.binomial(visits, chance.hits(0.3) ? 0.6 : 0.1);
            }
            hits += Proportion.interval(x, n).contains(0.25) ? 1 : 0;
        }
        double coverage = hits / (double) REPLICATIONS;
        System.out.printf(Locale.ROOT, "[fails] wilson, users recur: %.3f%n", coverage);
        assertThat(coverage).isLessThan(0.8);
    }

    /** And they are refused, in most cases, or said to be weak. */
    @Test
    void importanceWeightsOfARouteThatIsHardlyExplored() {
        int hits = 0;
        int believed = 0;
        for (int i = 0; i < REPLICATIONS; i++) {
            Chance chance = new Chance(800_000 + i);
            Sample sample = new Sample();
            for (int row = 0; row < 3000; row++) {
                boolean explored = chance.hits(0.005);
                sample.add(explored ? 200 : 0, chance.hits(0.2) ? 1 : 0, 0, 0);
            }
            hits +=
                    PolicyValue.of(sample, Estimator.SNIPS, 0).estimate().interval().contains(0.2)
                            ? 1
                            : 0;
            believed += Identification.of(Overlap.of(sample), 0, false).isUnidentifiable() ? 0 : 1;
        }
        double coverage = hits / (double) REPLICATIONS;
        System.out.printf(
                Locale.ROOT,
                "[fails] snips, 15 effective decisions: %.3f, believed %d of %d%n",
                coverage,
                believed,
                REPLICATIONS);
        assertThat(coverage).isLessThan(0.93);
        assertThat(believed).isZero();
    }

    private static double jackknife(int users, double rate) {
        int hits = 0;
        for (int i = 0; i < REPLICATIONS; i++) {
            Chance chance = new Chance(600_000 + i);
            double[][] sums = new double[Jackknife.BUCKETS][2];
            for (int user = 0; user < users; user++) {
                double[] bucket = sums[chance.below(Jackknife.BUCKETS)];
                int visits = chance.visits(4);
                bucket[0] += visits;
                bucket[1] += chance.binomial(visits, rate);
            }
            hits +=
                    Jackknife.estimate(sums, t -> t[1] / t[0], 0.95).interval().contains(rate)
                            ? 1
                            : 0;
        }
        return hits / (double) REPLICATIONS;
    }
}
