package dev.routesight.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.routesight.confidence.BenchmarkGap;
import dev.routesight.stats.Critical;
import dev.routesight.stats.Estimate;
import dev.routesight.stats.Proportion;
import dev.routesight.stats.UnitSums;
import dev.routesight.tally.RetentionTallyRow;
import dev.routesight.tally.TallyCount;
import dev.routesight.tally.TallyRow;
import dev.routesight.tally.TallySum;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What users did after a route, and what the router tries, in SQL as in Java. */
class RouteViewsITCase extends ViewDatabase {
    @Test
    void experienceOfRoutesEqualsMeansInJava() throws SQLException {
        List<TallyRow> tallies = new RandomTallies(11).cohort(400);
        write("experience", tallies);

        List<Map<String, Object>> rows =
                rows("select * from route_experience where dataset = 'experience'");
        assertThat(rows).isNotEmpty();
        double z = Critical.z(Critical.LEVEL);
        for (Map<String, Object> row : rows) {
            double[] s = sums(tallies, row);
            double n = count(tallies, row, TallyCount.DECISIONS);
            double streamed = count(tallies, row, TallyCount.WITH_COMPLETION);
            double started = count(tallies, row, TallyCount.STREAMS_STARTED);
            double completed = count(tallies, row, TallyCount.STREAMS_COMPLETED);
            same(
                    row,
                    "session_seconds",
                    mean(
                            UnitSums.of(
                                    n,
                                    s[TallySum.SESSION_SECONDS.ordinal()],
                                    s[TallySum.SESSION_SECONDS_SQ.ordinal()]),
                            z));
            same(
                    row,
                    "completion_ratio",
                    mean(
                            UnitSums.of(
                                    streamed,
                                    s[TallySum.COMPLETION.ordinal()],
                                    s[TallySum.COMPLETION_SQ.ordinal()]),
                            z));
            assertThat(number(row, "completed_share"))
                    .isCloseTo(completed / started, within(1e-12));
            assertThat(number(row, "completed_share_high"))
                    .isCloseTo(Proportion.wilson(completed, started, 0.95).high(), within(1e-8));
        }
    }

    private static Estimate mean(UnitSums sums, double z) {
        double se = Math.sqrt(Math.max(0, sums.variance()) / sums.n());
        return Estimate.of(sums.mean(), se, z);
    }

    @Test
    void signalsComeWithAge() throws SQLException {
        List<TallyRow> tallies = new RandomTallies(12).cohort(300);
        write("age", tallies);

        Map<String, Double> before = new HashMap<>();
        List<Map<String, Object>> rows =
                rows(
                        "select * from signal_by_age where dataset = 'age' and signal ="
                                + " 'correction' order by horizon_seconds");
        assertThat(rows).isNotEmpty();
        for (Map<String, Object> row : rows) {
            double n = count(tallies, row, TallyCount.DECISIONS);
            double k = count(tallies, row, TallyCount.CORRECTION);
            String key =
                    ""
                            + row.get("cohort")
                            + row.get("route")
                            + row.get("assignment")
                            + row.get("experiment")
                            + row.get("day");
            assertThat(number(row, "incidence")).isCloseTo(k / n, within(1e-12));
            assertThat(number(row, "low"))
                    .isCloseTo(Proportion.wilson(k, n, 0.95).low(), within(1e-8));
            assertThat(number(row, "added"))
                    .isCloseTo(k / n - before.getOrDefault(key, 0.0), within(1e-12));
            before.put(key, k / n);
        }
    }

    @Test
    void retentionIsARateOfUsers() throws SQLException {
        Upsert<RetentionTallyRow> upsert = new Upserts("retention", 0).retentionTally();
        long day = RandomTallies.START;
        write(
                upsert,
                new RetentionTallyRow(
                        day, "", "{}", "cheap", "forced", "e", "a", true, true, day, 40, 10, 20));
        write(
                upsert,
                new RetentionTallyRow(
                        day, "", "{}", "strong", "forced", "e", "b", true, true, day, 3, 0, 0));
        write(
                upsert,
                new RetentionTallyRow(
                        day, "", "{}", "open", "forced", "e", "c", true, false, day, 9, 9, 9));
        write(
                upsert,
                new RetentionTallyRow(
                        day, "", "{}", "none", "forced", "e", "d", true, true, day, 0, 0, 0));

        List<Map<String, Object>> rows =
                rows("select * from retention where dataset = 'retention' order by route");
        assertThat(rows).extracting(r -> r.get("route")).containsExactly("cheap", "strong");
        assertThat(number(rows.get(0), "rate_7d")).isEqualTo(0.5);
        assertThat(number(rows.get(0), "rate_1d_low"))
                .isCloseTo(Proportion.wilson(10, 40, 0.95).low(), within(1e-8));
        assertThat(number(rows.get(1), "rate_7d_high"))
                .isCloseTo(Proportion.wilson(0, 3, 0.95).high(), within(1e-8));
    }

    @Test
    void policyHealthTellsWhatIsExploredAndWhatIsLogged() throws SQLException {
        RandomTallies random = new RandomTallies(71);
        TallyRow cheap = random.one(false, "cheap", "policy", 60, 3);
        cheap.counts()[TallyCount.WITHOUT_PROPENSITY.ordinal()] = 25;
        TallyRow strong = random.one(false, "strong", "policy", 20, 3);
        strong.counts()[TallyCount.WITHOUT_PROPENSITY.ordinal()] = 0;
        TallyRow explored = random.one(false, "strong", "explore", 20, 3);
        explored.counts()[TallyCount.WITHOUT_PROPENSITY.ordinal()] = 0;
        write("health", List.of(cheap, strong, explored));

        List<Map<String, Object>> rows =
                rows("select * from policy_health where dataset = 'health'");
        assertThat(rows).hasSize(1);
        assertThat(number(rows.get(0), "explored_share")).isCloseTo(0.2, within(1e-12));
        assertThat(number(rows.get(0), "explored_share_high"))
                .isCloseTo(Proportion.wilson(20, 100, 0.95).high(), within(1e-8));
        assertThat(number(rows.get(0), "without_propensity_share")).isCloseTo(0.25, within(1e-12));
        assertThat(rows.get(0).get("route_shares").toString())
                .isEqualTo("{\"cheap\": 0.750000, \"strong\": 0.250000}");
    }

    @Test
    void theBenchmarkStandsBesideProduction() throws SQLException {
        TallyRow row = new RandomTallies(81).one(false, "cheap", "policy", 500, 60);
        write(
                "bench",
                List.of(
                        new TallyRow(
                                false,
                                "",
                                "{}",
                                "",
                                -1,
                                "cheap",
                                "v1",
                                "policy",
                                "",
                                "",
                                1800,
                                row.windowStart(),
                                row.windowEnd(),
                                true,
                                true,
                                row.asOf(),
                                row.counts(),
                                row.sums())));
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "insert into eval_result select 'bench', i::text, now(), 'b1', 'cheap', null,"
                            + " (i % 5 > 0)::int, '', '', '{}', 0 from generate_series(0, 99) i");
        }
        List<Map<String, Object>> rows =
                rows("select * from benchmark_gap('bench', '2000-01-01', '2100-01-01')");

        assertThat(rows).hasSize(1);
        Estimate gap = BenchmarkGap.of(100, 80, 80, 500, 60, 0.95).gap();
        assertThat(number(rows.get(0), "gap")).isCloseTo(gap.value(), within(1e-12));
        assertThat(number(rows.get(0), "gap_error")).isCloseTo(gap.standardError(), within(1e-12));
    }
}
