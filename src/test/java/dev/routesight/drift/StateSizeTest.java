package dev.routesight.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routesight.tally.Against;
import dev.routesight.tally.RouteWindow;
import dev.routesight.tally.TallyCount;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a test weighs in a checkpoint at the default settings: three signals, one of them both ways,
 * two weeks learnt by the parts of the day.
 */
class StateSizeTest {
    private static final int COHORTS = 10;
    private static final int DAYS = 16;
    private static final List<TallyCount> SIGNALS =
            List.of(TallyCount.REJECTED, TallyCount.ESCALATION, TallyCount.QUIET_EXIT);

    private static DriftSettings settings(Against against) {
        return new DriftSettings(
                CohortRuleTest.HOUR,
                CohortRuleTest.HOUR / 2,
                SIGNALS,
                1,
                100_000,
                0.05,
                0,
                Rhythm.DAY,
                14 * 24 * CohortRuleTest.HOUR,
                500,
                3 * 24 * CohortRuleTest.HOUR,
                28 * 24 * CohortRuleTest.HOUR,
                24 * CohortRuleTest.HOUR,
                0,
                0,
                against,
                0);
    }

    /** Mean over cohorts and over the hours of the last two days. */
    private static double bytesPerTest(int strata, int hourly) {
        CohortRule rule = new CohortRule(settings(Against.OFF));
        Binomials chance = new Binomials(strata * 1000L + hourly);
        long bytes = 0;
        long measured = 0;
        for (int cohort = 0; cohort < COHORTS; cohort++) {
            CohortState state = CohortState.create();
            for (int number = 0; number < 24 * DAYS; number++) {
                rule.fold(state, window(number, strata, hourly, chance));
                if (number >= 24 * (DAYS - 2) + 2) {
                    bytes += state.toBytes().length;
                    measured++;
                }
            }
            assertThat(state.tests.values()).noneMatch(StreamState::isLearning);
        }
        return (double) bytes / (measured * SIGNALS.size());
    }

    /** Bins of the score within a query shape, with a rhythm of the day. */
    static RouteWindow window(int number, int strata, int hourly, Binomials chance) {
        String[] names = new String[strata];
        long[] counts = new long[strata * 4];
        for (int s = 0; s < strata; s++) {
            names[s] = "summary|" + s;
            double mean = hourly * (1 + 0.6 * Math.sin(number * Math.PI / 12));
            // near enough to a Poisson count, and other strata have other volumes
            long n = chance.draw(20L * (int) Math.ceil(mean), 0.05 * (0.5 + (s % 5) / 4.0));
            counts[4 * s] = n;
            // and other rates
            double harder = 0.6 + 0.8 * s / strata;
            counts[4 * s + 1] = chance.draw(n, 0.1 * harder);
            counts[4 * s + 2] = chance.draw(n, 0.05 * harder);
            counts[4 * s + 3] = chance.draw(n, 0.3 * harder);
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
                hourly,
                new String[] {"v1"},
                new String[] {"small-8b"},
                new double[] {0.5});
    }

    @ParameterizedTest
    @CsvSource({"1,20", "5,20", "10,2", "10,20", "10,200"})
    void aTestStaysUnderThreeHundredBytes(int strata, int hourly) {
        assertThat(printed(strata, hourly)).isLessThan(300);
    }

    @ParameterizedTest
    @CsvSource({"20,20", "40,20"})
    void moreStrataAreCountedAndSaid(int strata, int hourly) {
        assertThat(printed(strata, hourly)).isLessThan(80 + 25.0 * strata);
    }

    /** What a test beside another group has learnt does not grow with the strata. */
    @ParameterizedTest
    @CsvSource({"1,20", "10,200", "40,20"})
    void aConcurrentTestStaysUnderTwoHundredBytes(int strata, int hourly) {
        CohortRule rule = new CohortRule(settings(Against.ROUTE));
        Binomials chance = new Binomials(77);
        CohortState state = CohortState.create();
        long bytes = 0;
        for (int number = 0; number < 24 * DAYS; number++) {
            RouteWindow window = window(number, strata, hourly, chance);
            long[] others = window(number, strata, hourly, chance).counts();
            long[] both = Arrays.copyOf(window.counts(), 2 * others.length);
            System.arraycopy(others, 0, both, others.length, others.length);
            rule.fold(
                    state,
                    new RouteWindow(
                            window.cut(),
                            window.cohort(),
                            window.route(),
                            window.windowStart(),
                            window.windowEnd(),
                            window.strata(),
                            both,
                            window.units(),
                            window.costNanos(),
                            window.withCost(),
                            window.routerVersions(),
                            window.models(),
                            window.thresholds(),
                            Against.ROUTE.text(),
                            new String[] {"", "strong"}));
            bytes += number >= 24 * (DAYS - 2) + 2 ? state.toBytes().length : 0;
        }
        assertThat(state.tests.values()).noneMatch(StreamState::isLearning);
        double each = bytes / (46.0 * SIGNALS.size());
        System.out.printf(Locale.ROOT, "[drift-state] concurrent, %d strata: %.0f%n", strata, each);
        assertThat(each).isLessThan(200);
    }

    private static double printed(int strata, int hourly) {
        double bytes = bytesPerTest(strata, hourly);
        System.out.printf(
                Locale.ROOT,
                "[drift-state] %d strata, %d decisions an hour in each: %.0f bytes a test%n",
                strata,
                hourly,
                bytes);
        return bytes;
    }
}
