package dev.routesight.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.routesight.tally.Against;
import dev.routesight.tally.RouteWindow;
import dev.routesight.tally.TallyCount;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A group beside another at the same time. */
class ConcurrentRuleTest {
    private static final long HOUR = CohortRuleTest.HOUR;
    private static final int DAY = 24;
    private static final int LEARN = 7 * DAY;

    private static DriftSettings settings(Against against, double oddsRatio) {
        return new DriftSettings(
                HOUR,
                HOUR / 2,
                List.of(TallyCount.REJECTED, TallyCount.QUIET_EXIT),
                1,
                100,
                0.05,
                0,
                Rhythm.DAY,
                LEARN * HOUR,
                500,
                2 * DAY * HOUR,
                10 * DAY * HOUR,
                DAY * HOUR,
                0,
                0,
                against,
                oddsRatio);
    }

    private final Binomials chance = new Binomials(12);
    private final CohortState state = CohortState.create();

    /** What a group has in an hour of two strata; what groups share moves the odds. */
    private long[] counts(int perHour, double rate, double shared) {
        long[] counts = new long[6];
        for (int s = 0; s < 2; s++) {
            long n = perHour;
            counts[3 * s] = n;
            counts[3 * s + 1] = chance.draw(n, moved(rate * (1 + s), shared));
            counts[3 * s + 2] = chance.draw(n, moved(0.2, shared));
        }
        return counts;
    }

    private static double moved(double rate, double odds) {
        return EffectGrid.shifted(rate, Math.log(odds));
    }

    private RouteWindow window(Against against, int number, String[] groups, long[]... counts) {
        long[] all = new long[6 * groups.length];
        long[] units = new long[3 * groups.length];
        for (int g = 0; g < groups.length; g++) {
            System.arraycopy(counts[g], 0, all, 6 * g, 6);
            units[3 * g] = counts[g][0] + counts[g][3];
            units[3 * g + 1] = counts[g][1] + counts[g][4];
            units[3 * g + 2] = counts[g][1] + counts[g][4];
        }
        long start = CohortRuleTest.MONDAY + number * HOUR;
        return new RouteWindow(
                "",
                "{}",
                against == Against.CONTROL_ARM ? "" : "cheap",
                start,
                start + HOUR,
                new String[] {"chat|1", "code|7"},
                all,
                units,
                1_000_000L * counts[0][0],
                counts[0][0],
                against == Against.PREVIOUS_VERSION ? groups : new String[] {"v1"},
                new String[] {"m"},
                new double[] {0.5},
                against.text(),
                groups);
    }

    private double shared(int number) {
        // good days and bad ones, all worse from the tenth on, and a rhythm of the day
        double day = number / DAY % 3 == 0 ? 1.5 : number / DAY % 3 == 1 ? 0.7 : 1;
        double broken = number >= 10 * DAY ? 2 : 1;
        return day * broken * (1 + 0.4 * Math.sin(number * Math.PI / 12));
    }

    @Test
    void whatBothGroupsShareRaisesNothingWhereTheirOwnPastWould() {
        CohortRule rule = new CohortRule(settings(Against.ROUTE, 0));
        CohortState byPast = CohortState.create();
        int alarmedByPast = 0;
        for (int number = 0; number < 30 * DAY; number++) {
            double shared = shared(number);
            long[] cheap = counts(150, 0.08, shared);
            long[] strong = counts(100, 0.05, shared);
            String[] groups = {"", "strong"};
            assertThat(rule.fold(state, window(Against.ROUTE, number, groups, cheap, strong)))
                    .isEmpty();
            alarmedByPast +=
                    rule.fold(
                                    byPast,
                                    CohortRuleTest.window(
                                            "{}",
                                            number,
                                            "m",
                                            new long[] {cheap[0], cheap[1], cheap[2]},
                                            new long[] {cheap[3], cheap[4], cheap[5]}))
                            .size();
        }
        assertThat(state.tests.values()).noneMatch(StreamState::isLearning);
        assertThat(alarmedByPast).isPositive();
    }

    @Test
    void aDriftOfOneOfThemIsSaidWithWhatTheOtherHas() {
        CohortRule rule = new CohortRule(settings(Against.ROUTE, 0));
        int broken = 12 * DAY;
        double healthy = 0;
        double drifted = 0;
        int hours = 0;
        List<CohortDrift> said = new ArrayList<>();
        for (int number = 0; number < broken + 6 * DAY; number++) {
            double shared = shared(number);
            double worse = number >= broken ? 1.6 : 1;
            if (!said.isEmpty()) {
                healthy += (moved(0.08, shared) + moved(0.16, shared)) / 2;
                drifted += (moved(0.08 * worse, shared) + moved(0.16 * worse, shared)) / 2;
                hours++;
            }
            said.addAll(
                    rule.fold(
                            state,
                            window(
                                    Against.ROUTE,
                                    number,
                                    new String[] {"", "strong"},
                                    counts(150, 0.08 * worse, shared),
                                    counts(100, 0.05, shared))));
        }
        CohortDrift first = said.get(0);
        assertThat(first.test()).isEqualTo("concurrent");
        assertThat(first.compared()).isEqualTo("route");
        assertThat(first.against()).isEqualTo("strong");
        assertThat(first.signal()).isEqualTo("rejected");
        long start = CohortRuleTest.MONDAY + broken * HOUR;
        assertThat(first.openedAt()).isBetween(start, start + 3 * DAY * HOUR);
        assertThat(first.since()).isBetween(start - DAY * HOUR, start + DAY * HOUR);
        assertThat(first.sinceLow()).isLessThanOrEqualTo(start);
        assertThat(first.sinceHigh()).isGreaterThanOrEqualTo(start);

        double truth = drifted / healthy;
        CohortDrift last = said.get(said.size() - 1);
        assertThat(last.after()).isTrue();
        assertThat(last.ratioLow()).isBetween(1.2, truth);
        assertThat(last.ratioHigh()).isBetween(truth, 1.8);
        assertThat(last.before()).isCloseTo(healthy / hours, within(0.1 * healthy / hours));
        assertThat(said).allMatch(CohortDrift::isOpen).allMatch(d -> d.id().equals(first.id()));
    }

    @ParameterizedTest
    @CsvSource({"1, 1.05, false", "1, 1.6, true", "1.3, 1.25, false"})
    void randomisedArmsAreHeldAgainstTheRatioThatIsGiven(
            double given, double ratio, boolean alerts) {
        CohortRule rule = new CohortRule(settings(Against.CONTROL_ARM, given));
        int said = 0;
        String[] groups = {"", "calibration/holdout"};
        for (int number = 0; number < 12 * DAY; number++) {
            double now = number >= 2 * DAY ? ratio : 1;
            long[] arm = counts(60, 0.05, shared(number));
            long[] live = counts(300, 0.05 * now, shared(number));
            said += rule.fold(state, window(Against.CONTROL_ARM, number, groups, live, arm)).size();
            // a day is enough to learn the volume
            boolean learns = state.tests.get(TallyCount.REJECTED).isLearning();
            assertThat(learns).isEqualTo(number < DAY - 1);
        }
        if (alerts) {
            assertThat(said).isPositive();
        } else if (ratio > 1.1) {
            assertThat(said).isZero();
        }
    }

    @Test
    void aNewRouterVersionIsComparedWithTheOneBeforeAndEndsWhatWasComparedEarlier() {
        CohortRule rule = new CohortRule(settings(Against.PREVIOUS_VERSION, 1));
        List<CohortDrift> said = new ArrayList<>();
        for (int number = 0; number < 16 * DAY; number++) {
            // v9 is older than v10, whatever their names sort like
            String[] groups =
                    number < 3 * DAY
                            ? new String[] {"v9"}
                            : number < 12 * DAY
                                    ? new String[] {"v10", "v9"}
                                    : new String[] {"v10", "v11", "v9"};
            double newer = number >= 8 * DAY && number < 12 * DAY ? 2 : 1;
            long[] old = counts(80, 0.06, shared(number));
            long[] next = counts(80, 0.06 * newer, shared(number));
            long[][] counts =
                    groups.length == 1
                            ? new long[][] {old}
                            : new long[][] {next, groups.length == 2 ? old : next.clone(), old};
            said.addAll(rule.fold(state, window(Against.PREVIOUS_VERSION, number, groups, counts)));
        }
        assertThat(said).isNotEmpty();
        assertThat(said)
                .allSatisfy(
                        drift -> {
                            assertThat(drift.against()).isEqualTo("v9");
                            assertThat(drift.routerVersions()).containsExactly("v10");
                        });
        assertThat(said.get(said.size() - 1).state()).isEqualTo(CohortDrift.VANISHED);
        assertThat(said.get(said.size() - 1).at())
                .isEqualTo(CohortRuleTest.MONDAY + 12 * DAY * HOUR + HOUR + HOUR / 2);
        assertThat(state.watched).isEqualTo("v11");
        assertThat(state.against).isEqualTo("v10");
    }

    @ParameterizedTest
    @CsvSource({"ROUTE, 0", "CONTROL_ARM, 1"})
    void stateThatWasKeptGoesOnAsIfNothingHadHappenedAndIsSmall(Against against, double given) {
        CohortRule rule = new CohortRule(settings(against, given));
        CohortState kept = CohortState.create();
        int alerts = 0;
        for (int number = 0; number < 500; number++) {
            double worse = number >= 400 ? 2 : 1;
            RouteWindow window =
                    window(
                            against,
                            number,
                            new String[] {"", "other"},
                            counts(150, 0.08 * worse, 1),
                            counts(100, 0.08, 1));
            List<CohortDrift> said = rule.fold(state, window);
            kept = CohortState.fromBytes(kept.toBytes());
            assertThat(rule.fold(kept, window))
                    .usingRecursiveFieldByFieldElementComparator()
                    .containsExactlyElementsOf(said);
            alerts += said.size();
            if (number == 399) {
                assertThat(kept.toBytes().length / 2).isLessThan(300);
            }
        }
        assertThat(alerts).isPositive();
        assertThat(kept.toBytes()).isEqualTo(state.toBytes());
    }

    @Test
    void withoutTheOtherGroupNothingIsLearntAndNothingSaid() {
        CohortRule rule = new CohortRule(settings(Against.ROUTE, 1));
        for (int number = 0; number < 20 * DAY; number++) {
            assertThat(
                            rule.fold(
                                    state,
                                    window(
                                            Against.ROUTE,
                                            number,
                                            new String[] {"", "strong"},
                                            counts(100, 0.1, 1),
                                            new long[6])))
                    .isEmpty();
        }
        assertThat(state.tests.values()).allMatch(StreamState::isLearning);
    }
}
