package dev.routesight.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routesight.config.JdbcConfig;
import dev.routesight.tally.BucketSum;
import dev.routesight.tally.CandidateSum;
import dev.routesight.tally.TallyCount;
import dev.routesight.tally.TallySum;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The last seven days are read by an index, however many days there are. */
class ViewPlansITCase {
    private static final String LAST_DAYS =
            " where dataset = 'live' and cut = '' and day >= '2026-06-24'";

    private static final String[] QUERIES = {
        "select * from contrast_stratum" + LAST_DAYS + " and horizon_seconds = 1800",
        "select * from route_experience" + LAST_DAYS + " and horizon_seconds = 1800",
        "select * from signal_by_age" + LAST_DAYS,
        "select * from spending" + LAST_DAYS + " and horizon_seconds = 1800",
        "select * from policy_health" + LAST_DAYS + " and horizon_seconds = 1800",
        "select * from judgement_summary" + LAST_DAYS,
        "select * from retention" + LAST_DAYS,
        "select * from saved where dataset = 'live' and horizon_seconds = 1800 and day >="
                + " '2026-06-24'",
    };

    private static final String[] FUNCTIONS = {
        "select * from route_contrast('live', '2026-06-24', '2026-07-01')",
        "select * from misroute_cost('live', 'cheap', 'strong', '2026-06-24', '2026-07-01', 0.1)",
        "select * from score_auc('live', '2026-06-24', '2026-07-01')",
        "select * from bucket_rate('live', '2026-06-24', '2026-07-01')",
        "select * from route_contrast_by_unit('live', '2026-06-24', '2026-07-01')",
        "select * from candidate_value('live', '2026-06-24', '2026-07-01')",
        "select * from score_uplift('live', 'cheap', 'strong', '2026-06-24', '2026-07-01')",
        "select * from router_agreement('live', 'v1', 'v2', 'strong', '2026-06-24',"
                + " '2026-07-01')",
        "select * from score_calibration('live', '2026-06-24', '2026-07-01', 0, 1)",
        "select * from judge_agreement('live', '2026-06-24', '2026-07-01')",
        "select * from verifier_auc('live', '2026-06-24', '2026-07-01')",
        "select * from verifier_uplift('live', 'cheap', 'strong', '2026-06-24', '2026-07-01')",
        "select * from verifier_calibration('live', '2026-06-24', '2026-07-01', 1, -1)",
        "select * from shadow_need('live', '2026-06-24', '2026-07-01', 0.05)",
        "select * from escalation_rate('live', '2026-06-24', '2026-07-01')",
        "select * from gate_outcome('live', '2026-06-24', '2026-07-01')",
        "select * from gate_stopped('live', '2026-06-24', '2026-07-01')",
        "select * from gate_curve('live', '2026-06-24', '2026-07-01', 0.05, 0.5)",
        "select * from cascade_value('live', '2026-06-24', '2026-07-01', 0.05, 0, 0)",
    };

    /** They read their tallies once, and then a few rows by bin of the score several times. */
    private static final String COHORT =
            "('live', '', '{}', 1800, '2026-06-24Z', '2026-07-01Z', '2026-06-24Z', ";

    private static final String[] OF_A_COHORT = {
        "select * from threshold_bin" + COHORT + "'cheap', 'strong', 0.1)",
        "select * from threshold_change" + COHORT + "10, 'cheap', 'strong', 0.1, 2, 0.5, '{0.3}')",
        "select * from threshold_evidence"
                + COHORT
                + "10, 'cheap', 'strong', 0.1, 0.5, 0.5, 0.3, 0.3, 2, 2)",
    };

    @Test
    void noViewReadsAWholeTableForSevenDays() throws IOException, SQLException {
        try (EmbeddedDatabase database = EmbeddedDatabase.start();
                Connection connection = filled(database, 40)) {
            execute(connection, "analyze");
            for (String query : QUERIES) {
                String plan = explain(connection, "explain " + query);
                assertThat(plan).as(query).doesNotContain("Seq Scan on").contains("Index");
                assertDaysAreFoundByIndex(plan);
            }
            for (String function : FUNCTIONS) {
                String plan = explain(connection, "explain " + function);
                assertDaysAreFoundByIndex(plan);
                // parts that are read twice are compared with each other, all with all where a
                // table that was never analysed is taken to be small
                assertThat(plan).as(function).doesNotContain("CTE Scan");
            }
            for (String function : OF_A_COHORT) {
                String plan = explain(connection, "explain " + function);
                assertThat(plan)
                        .as(function)
                        .doesNotContain("Seq Scan on")
                        .containsPattern("Index Cond: .*>= '2026-06-24 .*< '2026-07-01 ");
            }
        }
    }

    @Tag("profile")
    @Test
    void tenMillionTallyRowsAnswerForSevenDays() throws IOException, SQLException {
        try (EmbeddedDatabase database = EmbeddedDatabase.start();
                Connection connection =
                        filled(database, Integer.getInteger("plan.rows.per.hour", 800))) {
            for (String function : FUNCTIONS) {
                time(connection, "[plan] never analysed", function);
            }
            execute(connection, "analyze");
            for (String query : QUERIES) {
                explain(connection, "explain analyze " + query);
                String plan = time(connection, "[plan] second run", query);
                assertThat(plan).as(query).doesNotContain("Seq Scan on");
            }
            for (String function : FUNCTIONS) {
                String plan = time(connection, "[plan]", function);
                assertThat(plan).as(function).contains("Index").doesNotContain("Seq Scan on");
            }
        }
    }

    /** Prints how long it took, and returns its plan. */
    private static String time(Connection connection, String what, String query)
            throws SQLException {
        String plan = explain(connection, "explain analyze " + query);
        String time = plan.substring(plan.indexOf("Execution Time")).strip();
        System.out.printf(Locale.ROOT, "%s %s: %s%n", what, query, time);
        return plan;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** 181 days of hours, each with as many rows of cohorts. */
    private static Connection filled(EmbeddedDatabase database, int perHour) throws SQLException {
        Migrations.migrate(
                database.reached(new JdbcConfig("", "", "", 500, Duration.ofSeconds(1), 5)));
        Connection connection = DriverManager.getConnection(database.url());
        String counts =
                Arrays.stream(TallyCount.values())
                        .map(TallyCount::column)
                        .collect(Collectors.joining(", "));
        String sums =
                Arrays.stream(TallySum.values())
                        .map(TallySum::column)
                        .collect(Collectors.joining(", "));
        String ones =
                Stream.of(TallyCount.values()).map(c -> "10").collect(Collectors.joining(", "))
                        + ", "
                        + Stream.of(TallySum.values())
                                .map(c -> "1")
                                .collect(Collectors.joining(", "));
        String hours =
                " from generate_series(timestamptz '2026-01-01Z', '2026-06-30T23:00Z', '1 hour') h,"
                        + " generate_series(1, ";
        // nothing is analysed but when a test says so
        execute(connection, "alter system set autovacuum = off");
        execute(connection, "select pg_reload_conf()");
        try (Statement statement = connection.createStatement()) {
            for (boolean finer : new boolean[] {false, true}) {
                statement.execute(
                        "insert into "
                                + (finer ? "score_tally" : "cohort_tally")
                                + " (dataset, cut, cohort, row_key, route, router_version,"
                                + " assignment, experiment, arm, horizon_seconds, window_start,"
                                + " window_end, final, complete, as_of, generation, "
                                + (finer ? "query_shape, score_bin, " : "")
                                + counts
                                + ", "
                                + sums
                                + ") select 'live', case when i % 5 = 0 then '' else 'tenant' end,"
                                + " '{}', i::text, case i % 2 when 0 then 'cheap' else 'strong'"
                                + " end, 'v1', case when i % 3 = 0 then 'explore' else 'policy'"
                                + " end, '', '', case when i % 7 < 4 then 1800 else 120 end, h, h +"
                                + " interval '1 hour', true, true, h, 0, "
                                + (finer ? "'code', i % 10, " : "")
                                + ones
                                + hours
                                + perHour
                                + ") i");
            }
            statement.execute(
                    "insert into judgement_tally select 'live', '', '{}', i::text, 'judgement',"
                        + " 'cheap', 'v1', 'policy', '', '', 'm', 'strong', case i % 3 when 0 then"
                        + " 'primary' when 1 then 'tie' else 'shadow' end, 'j', 'm9', 'primary',"
                        + " 'equal', h, h + interval '1 hour', true, true, h, 0, 1, 10, 100, 0.1"
                            + hours
                            + "20) i");
            statement.execute(
                    "insert into retention_tally select 'live', h::date, '', '{}', i::text,"
                            + " 'cheap', 'policy', '', '', true, true, h, 0, 10, 2, 4 from"
                            + " generate_series(timestamptz '2026-01-01Z', '2026-06-30T23:00Z',"
                            + " '1 day') h, generate_series(1, 200) i");
            statement.execute(
                    "insert into decision_outcome (dataset, session_id, decision_id, decision_ts,"
                        + " horizon_seconds, turn, route, model, router_version, assignment,"
                        + " experiment, arm, query_shape, language, labels, unit, root, followed,"
                        + " signals, rejected, stream_started, stream_completed, session_seconds,"
                        + " handoff_shared, without_propensity, complete, generation, cost_usd,"
                        + " reference_cost_usd) select 'live', i::text, i::text, h, 1800, 0,"
                        + " 'cheap', '', '', 'policy', '', '', '', '', '{}', 1, true, false, '{}',"
                        + " false, true, true, 1, 0, false, true, 0, 0.1, 1"
                            + hours
                            + "20) i");
            statement.execute(
                    "update decision_outcome set verifier = 'gate', verifier_score ="
                            + " (hashtext(session_id) & 1023) / 1024.0 where decision_id::int % 2"
                            + " = 0");
            statement.execute(
                    "insert into judgement select 'live', i::text, h || 'e' || i, h, i::text, h,"
                        + " 'cheap', 'm', 'code', '', 'strong', 'tie', 'j' || i % 2, '', '', null,"
                        + " null, 0.1, 0.1, 0"
                            + hours
                            + "20) i");
            fillBuckets(statement, perHour);
        }
        return connection;
    }

    /** 20 rows of buckets, and 4 of candidates, for each row of an hour. */
    private static void fillBuckets(Statement statement, int perHour) throws SQLException {
        String days =
                " from generate_series(timestamptz '2026-01-01Z', '2026-06-30Z', '1 day') h,"
                        + " generate_series(1, ";
        String cell =
                "select 'live', h::date, '', '{}', (i / 64)::text, %s 'code', i / 64 %% 10, case i"
                        + " / 640 %% 2 when 0 then 'cheap' else 'strong' end, 'v1', case when i /"
                        + " 1280 %% 3 = 0 then 'explore' else 'policy' end, '', '', case when i /"
                        + " 3840 %% 2 = 0 then 1800 else 120 end, i %% 64, true, true, h, 0";
        statement.execute(
                "insert into bucket_tally "
                        + cell.formatted("")
                        + ", 10".repeat(BucketSum.COUNTS)
                        + ", 1".repeat(BucketSum.values().length)
                        + days
                        + 20 * perHour
                        + ") i");
        statement.execute(
                "insert into candidate_tally "
                        + cell.formatted(
                                "'next', case i / 640 % 2 when 0 then 'cheap' else 'strong' end,")
                        + ", 10, 2, 0"
                        + ", 1".repeat(CandidateSum.values().length)
                        + days
                        + 4 * perHour
                        + ") i");
    }

    private static void assertDaysAreFoundByIndex(String plan) {
        assertThat(plan).doesNotContain("Seq Scan on");
        assertThat(plan.lines().filter(line -> line.contains("Index Cond")))
                .as(plan)
                .anyMatch(line -> line.contains(">= '2026-06-24"));
    }

    private static String explain(Connection connection, String sql) throws SQLException {
        StringBuilder plan = new StringBuilder();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                plan.append(rows.getString(1)).append('\n');
            }
        }
        return plan.toString();
    }
}
