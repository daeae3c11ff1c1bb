package dev.routesight.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.routesight.stats.Critical;
import dev.routesight.stats.Power;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a share of traffic sees is what simulated traffic of that share shows. */
class BudgetTest {
    private static final int ROUNDS = 2000;
    private static final double Z = Critical.z(0.95);

    @ParameterizedTest
    @EnumSource(Way.class)
    void theShareThatIsNeededSeesTheDifferenceInEightOfTen(Way way) {
        Cohort cohort = new Cohort(20_000, 0.08, 0.7, 0.001, 0.01, 0.012, 0.3, 1.9);
        Budget budget = new Budget(cohort, way, Power.USUAL);
        double difference = 0.03;
        double share = budget.shareFor(difference, 4);
        int n = (int) Math.round(share * cohort.weekly() * 4);
        int seen = 0;
        int mistaken = 0;
        for (int seed = 0; seed < ROUNDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            seen += isSeen(way, n, difference, random) ? 1 : 0;
            mistaken += isSeen(way, n, 0, random) ? 1 : 0;
        }
        System.out.printf(
                Locale.ROOT,
                "[power] %s: %d of %.0f decisions, seen in %.1f %%, without a difference %.1f %%%n",
                way.label(),
                n,
                4 * cohort.weekly(),
                100.0 * seen / ROUNDS,
                100.0 * mistaken / ROUNDS);
        assertThat(seen / (double) ROUNDS).isBetween(0.77, 0.83);
        assertThat(mistaken / (double) ROUNDS).isBetween(0.035, 0.065);
    }

    private static boolean isSeen(Way way, int n, double d, SplittableRandom random) {
        return switch (way) {
            case EXPLORE -> isSeenOfUsers(n, d, false, random);
            case FORCED -> isSeenOfUsers(n, d, true, random);
            case SHADOW -> isSeenOfPairs(n, d, random);
        };
    }

    /**
     * Users of ten decisions, each with a rate of its own: one in ten of all variance is between
     * users, so that the design effect is 1 + 9/10.
     */
    private static boolean isSeenOfUsers(int n, double d, boolean byUser, SplittableRandom random) {
        double[] decisions = new double[2];
        double[] rejected = new double[2];
        double[] squares = new double[2];
        for (int user = 0; user < n / 10; user++) {
            int armOfUser = random.nextInt(2);
            // a user repeats one draw with chance √.1 at each decision: correlation .1
            double habit = random.nextDouble();
            double ofUser = 0;
            for (int i = 0; i < 10; i++) {
                int arm = byUser ? armOfUser : random.nextInt(2);
                double draw = random.nextDouble() < Math.sqrt(0.1) ? habit : random.nextDouble();
                boolean bad = draw < 0.08 + d * arm;
                decisions[arm]++;
                rejected[arm] += bad ? 1 : 0;
                ofUser += bad ? 1 : 0;
            }
            squares[armOfUser] += ofUser * ofUser;
        }
        double p1 = rejected[1] / decisions[1];
        double p0 = rejected[0] / decisions[0];
        double variance = 0;
        for (int arm = 0; arm < 2; arm++) {
            double p = rejected[arm] / decisions[arm];
            double users = decisions[arm] / 10;
            variance +=
                    byUser
                            ? (squares[arm] / users - 100 * p * p) / 100 / users
                            : p * (1 - p) / decisions[arm];
        }
        return Math.abs(p1 - p0) > Z * Math.sqrt(variance);
    }

    private static boolean isSeenOfPairs(int n, double d, SplittableRandom random) {
        double won = 0;
        double lost = 0;
        for (int i = 0; i < n; i++) {
            double draw = random.nextDouble();
            if (draw < (0.7 + d) / 2) {
                won++;
            } else if (draw < 0.7) {
                lost++;
            }
        }
        double net = (won - lost) / n;
        return Math.abs(net) > Z * Math.sqrt(((won + lost) / n - net * net) / n);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void shareWeeksAndDifferenceAgree(Way way) {
        Budget budget =
                new Budget(
                        new Cohort(50_000, 0.12, 0.6, 0.001, 0.01, 0.02, 0.4, 1.3),
                        way,
                        Power.USUAL);
        double share = budget.shareFor(0.025, 6);
        assertThat(budget.weeksFor(0.025, share)).isCloseTo(6, within(1e-9));
        assertThat(budget.detectable(share, 6)).isCloseTo(0.025, within(1e-7));
        assertThat(budget.detectable(share / 4, 6)).isGreaterThan(0.025);
        assertThat(budget.detectable(1e-9, 1)).isInfinite();
        assertThat(budget.weeksFor(0.025, 0)).isInfinite();
    }

    @Test
    void costsAreThoseOfTheDecisionsThatMove() {
        Cohort cohort = new Cohort(10_000, 0.1, 0.75, 0.001, 0.009, 0.02, 0.3, 2);
        Budget explore = new Budget(cohort, Way.EXPLORE, Power.USUAL);
        Budget forced = new Budget(cohort, Way.FORCED, Power.USUAL);
        Budget shadow = new Budget(cohort, Way.SHADOW, Power.USUAL);
        // 500 explored, 375 of them cheap by policy, half of these dearer by .008
        assertThat(explore.usdPerWeek(0.05)).isCloseTo(1.5, within(1e-12));
        assertThat(explore.badAnswersPerWeek(0.05, 0.04)).isCloseTo(2.5, within(1e-12));
        assertThat(shadow.usdPerWeek(0.05)).isCloseTo(10, within(1e-12));
        assertThat(shadow.badAnswersPerWeek(0.05, 0.04)).isZero();
        assertThat(forced.shareFor(0.04, 4)).isCloseTo(2 * explore.shareFor(0.04, 4), within(1e-9));
    }

    @Test
    void trafficThatCannotBeIsRefused() {
        assertThatThrownBy(() -> new Cohort(0, 0.1, 0.5, 1, 1, 1, 0, 1))
                .hasMessageContaining("decisions a week");
        assertThatThrownBy(() -> new Cohort(1, 1, 0.5, 1, 1, 1, 0, 1))
                .hasMessageContaining("rejected rate");
        assertThatThrownBy(() -> new Cohort(1, 0.1, 0.5, 1, 1, 1, 0, 0.5))
                .hasMessageContaining("design effect");
    }
}
