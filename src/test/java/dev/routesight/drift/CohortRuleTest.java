package dev.routesight.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routesight.tally.RouteWindow;
import dev.routesight.tally.TallyCount;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The tests of one cohort, from window to what is said of them. */
class CohortRuleTest {
    static final long HOUR = 3_600_000L;
    static final long MONDAY = 20_458L * 24 * HOUR;
    static final DriftSettings SETTINGS = settings(Rhythm.NONE);

    static DriftSettings settings(Rhythm rhythm) {
        return new DriftSettings(
                HOUR,
                HOUR / 2,
                List.of(TallyCount.REJECTED, TallyCount.QUIET_EXIT),
                1,
                100,
                0.05,
                1,
                rhythm,
                4 * 24 * HOUR,
                500,
                2 * 24 * HOUR,
                10 * 24 * HOUR,
                24 * HOUR);
    }

    static RouteWindow window(String cohort, int number, String model, long[] easy, long[] hard) {
        long start = MONDAY + number * HOUR;
        return new RouteWindow(
                "tenant",
                cohort,
                "cheap",
                start,
                start + HOUR,
                new String[] {"chat|1", "code|7"},
                new long[] {easy[0], easy[1], easy[2], hard[0], hard[1], hard[2]},
                new long[0],
                1_000_000L * (easy[0] + hard[0]),
                easy[0] + hard[0],
                new String[] {"v1"},
                new String[] {model},
                new double[] {0.5});
    }

    private final CohortRule rule = new CohortRule(SETTINGS);
    private final CohortState state = CohortState.create();
    private final Binomials chance = new Binomials(4);

    private List<CohortDrift> fold(int number, String model, long easy, long hard, double factor) {
        return rule.fold(
                state,
                window(
                        "{\"tenant\":\"a\"}",
                        number,
                        model,
                        new long[] {easy, chance.draw(easy, 0.05 * factor), chance.draw(easy, 0.3)},
                        new long[] {
                            hard, chance.draw(hard, 0.2 * factor), chance.draw(hard, 0.3)
                        }));
    }

    @Test
    void anAlertSaysWhatHowMuchSinceWhenAndWhatElseChanged() {
        List<CohortDrift> said = new ArrayList<>();
        for (int number = 0; number < 240; number++) {
            boolean bad = number >= 200;
            said.addAll(fold(number, bad ? "small-2" : "small-1", 200, 100, bad ? 2 : 1));
        }
        CohortDrift first = said.get(0);
        assertThat(first.signal()).isEqualTo("rejected");
        assertThat(first.direction()).isEqualTo("rise");
        assertThat(first.state()).isEqualTo(CohortDrift.OPEN);
        assertThat(first.windowStart()).isBetween(MONDAY + 200 * HOUR, MONDAY + 210 * HOUR);
        assertThat(first.at()).isEqualTo(first.windowEnd() + HOUR / 2).isEqualTo(first.openedAt());
        assertThat(first.since()).isBetween(MONDAY + 196 * HOUR, MONDAY + 204 * HOUR);
        assertThat(first.after()).isFalse();
        assertThat(first.before()).isBetween(0.09, 0.11);
        assertThat(first.logEvidence()).isGreaterThan(first.logThreshold());
        assertThat(first.changed()).extracting(CohortDrift.Change::what).contains("model");

        CohortDrift last = said.get(said.size() - 1);
        assertThat(last.id()).isEqualTo(first.id());
        assertThat(last.after()).isTrue();
        assertThat(last.ratioLow()).isLessThan(2.0);
        assertThat(last.ratioHigh()).isGreaterThan(2.0);
        assertThat(last.models()).contains("small-2");
        assertThat(last.decisions()).isGreaterThan(10_000);
        assertThat(last.costNanos()).isEqualTo(Math.round(last.excess() * 1_000_000));
    }

    @Test
    void aChangedMixIsNoDrift() {
        for (int number = 0; number < 600; number++) {
            assertThat(fold(number, "m", number < 300 ? 200 : 60, number < 300 ? 100 : 240, 1))
                    .isEmpty();
        }
    }

    @Test
    void anAlertIsOverWhenTheRateIsBackOrTheCohortFallsSilent() {
        List<CohortDrift> said = new ArrayList<>();
        for (int number = 0; number < 500; number++) {
            said.addAll(fold(number, "m", 200, 100, number >= 200 && number < 230 ? 2 : 1));
        }
        assertThat(said.get(said.size() - 1).state()).isEqualTo(CohortDrift.RECOVERED);
        int number = 500;
        while (said.get(said.size() - 1).state().equals(CohortDrift.RECOVERED)) {
            said.addAll(fold(number++, "m", 200, 100, 3));
        }
        long silent = rule.silentAt(state.lastWindow());
        assertThat(rule.quietAt(state, "tenant", "{}", "cheap", silent - 49 * HOUR)).isEmpty();
        assertThat(rule.quietAt(state, "tenant", "{}", "cheap", silent))
                .extracting(CohortDrift::state, CohortDrift::at)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple(CohortDrift.VANISHED, silent));
    }

    @Test
    void stateThatWasKeptGoesOnAsIfNothingHadHappened() {
        CohortRule byDay = new CohortRule(settings(Rhythm.DAY));
        CohortState kept = CohortState.create();
        int alerts = 0;
        for (int number = 0; number < 400; number++) {
            long n = 150;
            long[] counts = {n, chance.draw(n, number < 250 ? 0.1 : 0.25), chance.draw(n, 0.3)};
            RouteWindow window = window("{}", number, "m" + number / 100, counts, counts);
            List<CohortDrift> said = byDay.fold(state, window);
            kept = CohortState.fromBytes(kept.toBytes());
            assertThat(byDay.fold(kept, window))
                    .usingRecursiveFieldByFieldElementComparator()
                    .containsExactlyElementsOf(said);
            alerts += said.size();
        }
        assertThat(alerts).isPositive();
        assertThat(kept.toBytes()).isEqualTo(state.toBytes());
    }

    @Test
    void stateOfACohortWithTwoStrataStaysUnderThreeHundredBytesATest() {
        for (int number = 0; number < 400; number++) {
            fold(number, "m", 9000, 900, 1);
        }
        assertThat(state.toBytes().length / 2).isLessThan(300);
    }
}
