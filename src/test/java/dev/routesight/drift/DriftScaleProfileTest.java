package dev.routesight.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routesight.tally.RouteWindow;
import dev.routesight.tally.TallyCount;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * 100,000 live tests: what they weigh in a checkpoint, and what a window of a cohort costs, with
 * its state at hand and read from bytes.
 */
@Tag("profile")
class DriftScaleProfileTest {
    private static final List<TallyCount> SIGNALS =
            List.of(TallyCount.REJECTED, TallyCount.ESCALATION, TallyCount.QUIET_EXIT);
    private static final int COHORTS = 33_334;
    private static final int LEARN = 24;

    @ParameterizedTest
    @CsvSource({"NONE,1", "NONE,10", "DAY,1", "DAY,10"})
    void aHundredThousandTests(Rhythm rhythm, int strata) {
        DriftSettings settings =
                new DriftSettings(
                        CohortRuleTest.HOUR,
                        CohortRuleTest.HOUR / 2,
                        SIGNALS,
                        1,
                        100_000,
                        0.05,
                        1,
                        rhythm,
                        LEARN * CohortRuleTest.HOUR,
                        100,
                        3 * 24 * CohortRuleTest.HOUR,
                        28 * 24 * CohortRuleTest.HOUR,
                        24 * CohortRuleTest.HOUR);
        CohortRule rule = new CohortRule(settings);
        Binomials chance = new Binomials(17);
        List<byte[]> all = new ArrayList<>(COHORTS);
        long warm = 0;
        long cold = 0;
        for (int cohort = 0; cohort < COHORTS; cohort++) {
            CohortState state = CohortState.create();
            for (int number = 0; number < LEARN + 4; number++) {
                RouteWindow window = window(number, strata, chance);
                long from = System.nanoTime();
                rule.fold(state, window);
                byte[] bytes = state.toBytes();
                warm += number > LEARN ? System.nanoTime() - from : 0;
                assertThat(bytes).isNotEmpty();
            }
            RouteWindow window = window(LEARN + 4, strata, chance);
            byte[] bytes = state.toBytes();
            long from = System.nanoTime();
            CohortState read = CohortState.fromBytes(bytes);
            rule.fold(read, window);
            all.add(read.toBytes());
            cold += System.nanoTime() - from;
        }
        long bytes = all.stream().mapToLong(b -> b.length).sum();
        System.out.printf(
                "[drift-scale] rhythm %s, %d strata: %d tests, %d bytes each; a window of a cohort"
                        + " (3 tests) %d ns at hand, %d ns from bytes%n",
                rhythm,
                strata,
                3 * COHORTS,
                bytes / (3L * COHORTS),
                warm / (3L * COHORTS),
                cold / COHORTS);
        if (strata == 1 && rhythm == Rhythm.NONE) {
            assertThat(bytes / (3L * COHORTS)).isLessThan(300);
        }
    }

    private static RouteWindow window(int number, int strata, Binomials chance) {
        String[] names = new String[strata];
        long[] counts = new long[strata * 4];
        for (int s = 0; s < strata; s++) {
            names[s] = Integer.toString(s);
            counts[4 * s] = 20;
            counts[4 * s + 1] = chance.draw(20, 0.1);
            counts[4 * s + 2] = chance.draw(20, 0.05);
            counts[4 * s + 3] = chance.draw(20, 0.3);
        }
        long start = CohortRuleTest.MONDAY + number * CohortRuleTest.HOUR;
        return new RouteWindow(
                "tenant",
                "{}",
                "cheap",
                start,
                start + CohortRuleTest.HOUR,
                names,
                counts,
                new long[0],
                1_000_000,
                20,
                new String[] {"v1"},
                new String[] {"m"},
                new double[] {0.5});
    }
}
