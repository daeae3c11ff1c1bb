package dev.routesight.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routesight.config.JdbcConfig;
import dev.routesight.tally.AccountingRow;
import dev.routesight.tally.JudgementTallyRow;
import dev.routesight.tally.RetentionTallyRow;
import dev.routesight.tally.TallyCount;
import dev.routesight.tally.TallyRow;
import dev.routesight.tally.TallySum;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The schema, the upserts and the export on a real PostgreSQL. */
class DatabaseITCase {
    private static final long START = Instant.parse("2026-01-05T10:00:00Z").toEpochMilli();
    private static final long END = START + 3_600_000;
    private static final String OUTSIDE_PARTITIONS =
            " from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in"
                    + " ('r', 'p', 'v', 'm') and not c.relispartition"
                    // Flyway's own
                    + " and c.relname <> 'routesight_schema'";

    /** Not with time, at least. */
    private static final Set<String> DO_NOT_GROW = Set.of("job_accounting", "alert_receiver");

    private static EmbeddedDatabase database;
    private static JdbcConfig settings;
    private static Connection connection;
    private static int steps;

    @BeforeAll
    static void start() throws IOException, SQLException {
        database = EmbeddedDatabase.start();
        settings = database.reached(new JdbcConfig("", "", "", 500, Duration.ofSeconds(1), 5));
        steps = Migrations.migrate(settings);
        connection = DriverManager.getConnection(database.url());
    }

    @AfterAll
    static void stop() throws IOException, SQLException {
        connection.close();
        database.close();
    }

    @Test
    void migratingAgainDoesNothing() {
        assertThat(steps).isPositive();
        assertThat(Migrations.migrate(settings)).isZero();
    }

    @Test
    void everyTableColumnAndFunctionHasAComment() throws SQLException {
        assertThat(query("select relname" + OUTSIDE_PARTITIONS))
                .contains("cohort_tally", "decision_outcome", "signal_rate", "accounting_check");
        assertThat(
                        query(
                                "select relname"
                                        + OUTSIDE_PARTITIONS
                                        + " and obj_description(c.oid, 'pg_class') is null"))
                .isEmpty();
        assertThat(
                        query(
                                "select t.relname || '.' || a.attname from (select c.oid, c.relname"
                                        + OUTSIDE_PARTITIONS
                                        + ") t join pg_attribute a on a.attrelid = t.oid and"
                                        + " a.attnum > 0 and not a.attisdropped where"
                                        + " col_description(t.oid, a.attnum) is null"))
                .isEmpty();
        assertThat(
                        query(
                                "select proname from pg_proc where pronamespace ="
                                        + " 'public'::regnamespace and obj_description(oid,"
                                        + " 'pg_proc') is null"))
                .isEmpty();
    }

    @Test
    void anOldProvisionalRowNeverWinsOverTheFinalOne() throws SQLException {
        Upsert<TallyRow> upsert = new Upserts("finality", 0).cohortTally();
        write(upsert, upsert.sql(), tally("strong", false, START + 1, 5));
        write(upsert, upsert.sql(), tally("strong", true, END, 9));
        write(upsert, upsert.sql(), tally("strong", false, END + 1, 7));

        assertThat(decisions("finality")).containsExactly("9 t");
    }

    @Test
    void withoutTheGuardTheOldRowWins() throws SQLException {
        Upsert<TallyRow> upsert = new Upserts("unguarded", 0).cohortTally();
        String unguarded = upsert.sql().substring(0, upsert.sql().indexOf(" where ("));
        write(upsert, unguarded, tally("strong", true, END, 9));
        write(upsert, unguarded, tally("strong", false, START + 1, 7));

        assertThat(decisions("unguarded")).containsExactly("7 f");
    }

    @Test
    void aHigherGenerationWinsAndALowerOneDoesNot() throws SQLException {
        Upsert<TallyRow> first = new Upserts("generations", 1).cohortTally();
        Upsert<TallyRow> second = new Upserts("generations", 2).cohortTally();
        write(first, first.sql(), tally("strong", true, END, 9));
        write(second, second.sql(), tally("strong", false, START + 1, 3));
        assertThat(decisions("generations")).containsExactly("3 f");

        write(first, first.sql(), tally("strong", true, END, 9));
        assertThat(decisions("generations")).containsExactly("3 f");
    }

    @Test
    void writingARowAgainChangesNothing() throws SQLException {
        Upsert<TallyRow> upsert = new Upserts("replay", 0).cohortTally();
        String all = "select t::text from cohort_tally t where dataset = 'replay'";
        write(upsert, upsert.sql(), tally("strong", true, END, 9));
        List<String> once = query(all);
        write(upsert, upsert.sql(), tally("strong", true, END, 9));

        assertThat(query(all)).hasSize(1).isEqualTo(once);
    }

    @Test
    void aRestoredJobCountsOnBehindTheWatermarkThatItHad() throws SQLException {
        Upsert<AccountingRow> upsert = new Upserts("account", 0).jobAccounting();
        write(upsert, upsert.sql(), new AccountingRow("topic-0", "malformed", 7, END));
        write(upsert, upsert.sql(), new AccountingRow("topic-0", "pending", 3, END));
        write(upsert, upsert.sql(), new AccountingRow("topic-0", "malformed", 8, Long.MIN_VALUE));
        write(upsert, upsert.sql(), new AccountingRow("topic-0", "pending", 0, Long.MIN_VALUE));
        // what a writer that was cut off had sent comes through last
        write(upsert, upsert.sql(), new AccountingRow("topic-0", "malformed", 7, END));

        assertThat(
                        query(
                                "select place || ' ' || events || ' ' || extract(hour from as_of at"
                                        + " time zone 'UTC') from job_accounting where dataset ="
                                        + " 'account' order by place"))
                .containsExactly("malformed 8 11", "pending 0 11");
    }

    @Test
    void theLongestNamesFitTheKeys() throws SQLException {
        String labels =
                IntStream.range(0, 5)
                        .mapToObj(i -> "\"l" + i + "\":\"" + emoji(i) + "\"")
                        .collect(Collectors.joining(",", "{", "}"));
        String cut = "l0,l1,l2,l3,l4";
        Upserts upserts = new Upserts("long", 0);
        TallyRow row =
                tally(cut, labels, emoji(5), emoji(6), emoji(7), emoji(8), true, END, 1, "0");
        write(upserts.cohortTally(), upserts.cohortTally().sql(), row);
        write(upserts.scoreTally(), upserts.scoreTally().sql(), row);
        BigDecimal one = BigDecimal.ONE;
        write(
                upserts.judgementTally(),
                upserts.judgementTally().sql(),
                new JudgementTallyRow(
                        "judgement",
                        cut,
                        labels,
                        emoji(5),
                        emoji(6),
                        "forced",
                        emoji(7),
                        emoji(8),
                        emoji(9),
                        emoji(10),
                        "tie",
                        emoji(11),
                        emoji(12),
                        "primary",
                        "equal",
                        START,
                        END,
                        true,
                        true,
                        END,
                        1,
                        one,
                        one,
                        one));
        write(
                upserts.retentionTally(),
                upserts.retentionTally().sql(),
                new RetentionTallyRow(
                        START, cut, labels, emoji(5), "forced", emoji(7), emoji(8), true, true, END,
                        1, 1, 1));

        for (String table :
                List.of("cohort_tally", "score_tally", "judgement_tally", "retention_tally")) {
            assertThat(query("select cohort from " + table + " where dataset = 'long'"))
                    .as(table)
                    .containsExactly(labels);
        }
    }

    @Test
    void wilsonIntervalOfTenInAHundred() throws SQLException {
        assertThat(query("select round(wilson_low(10, 100), 4)")).containsExactly("0.0552");
        assertThat(query("select round(wilson_high(10, 100), 4)")).containsExactly("0.1744");
    }

    @Test
    void theExportIsSortedAndCanonical(@TempDir Path folder) throws SQLException, IOException {
        Upsert<TallyRow> upsert = new Upserts("export", 0).cohortTally();
        write(upsert, upsert.sql(), costing("weak", true, "0.000000001"));
        write(upsert, upsert.sql(), costing("Strong", true, "1E+3"));
        write(upsert, upsert.sql(), costing("hidden", false, "1"));
        new TableExport(settings, "export").writeTo(folder);

        List<String> lines = Files.readAllLines(folder.resolve("cohort_tally.ndjson"));
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0))
                .contains(
                        "\"route\":\"Strong\"",
                        "\"cohort\":{\"query_shape\":\"code\"}",
                        "\"window_start\":\"2026-01-05T10:00:00.000Z\"",
                        "\"as_of\":\"2026-01-05T11:00:00.000Z\"",
                        "\"decisions\":1,",
                        "\"score\":1000,")
                .doesNotContain("\"row_key\"", "\"generation\"");
        assertThat(lines.get(1)).contains("\"route\":\"weak\"", "\"score\":0.000000001,");
        assertThat(folder.resolve("job_accounting.ndjson")).isEmptyFile();
    }

    @Test
    void rowsOfTheDefaultPartitionMoveToTheirMonth() throws SQLException {
        List<String> times =
                List.of(
                        "2026-01-31 23:59:59.999+00",
                        "2026-02-01 00:00:00+00",
                        "2026-02-28 23:59:59.999+00",
                        "2026-03-01 00:00:00+00");
        try (Statement statement = connection.createStatement()) {
            statement.execute("set time zone 'America/New_York'");
            for (String time : times) {
                assertThat(statement.executeUpdate(outcomeAt(time))).isEqualTo(1);
            }
            assertThat(query("select ensure_partitions('2026-02-15', '2026-02-20')"))
                    .containsExactly("1");
            assertThat(query("select ensure_partitions('2026-02-15', '2026-02-20')"))
                    .containsExactly("0");
            assertThat(
                            query(
                                    "select tableoid::regclass from decision_outcome where dataset"
                                            + " = 'months' order by decision_ts"))
                    .containsExactly(
                            "decision_outcome_default",
                            "decision_outcome_202602",
                            "decision_outcome_202602",
                            "decision_outcome_default");
            // keys hold as before, in the default partition too
            for (String time : times) {
                assertThat(statement.executeUpdate(outcomeAt(time))).isZero();
            }
            assertThat(query("select ensure_partitions('2026-01-31', '2026-03-01')"))
                    .containsExactly("2");
            assertThat(query("select count(*) from decision_outcome_default")).containsExactly("0");
        }
    }

    @Test
    void whatIsOlderIsForgottenInOneDatasetOnly() throws SQLException {
        Upsert<TallyRow> upsert = new Upserts("forgetful", 0).cohortTally();
        write(upsert, upsert.sql(), tally("strong", true, END, 9));
        Upsert<TallyRow> other = new Upserts("mindful", 0).cohortTally();
        write(other, other.sql(), tally("strong", true, END, 9));
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "insert into late_event values ('forgetful', 'old', 'turn', '2026-01-05"
                            + " 10:59:59Z', 's', '', 'late', 'f', 1, 0), ('forgetful', 'new',"
                            + " 'turn', '2026-01-05 11:00:00Z', 's', '', 'late', 'f', 2, 0)");
        }
        String forget =
                "select table_name || ' ' || rows_deleted from forget_before('forgetful', '%s')"
                        + " where rows_deleted > 0";

        assertThat(query(forget.formatted("2026-01-05 10:59:59Z"))).isEmpty();
        assertThat(query(forget.formatted("2026-01-05 11:00:00Z")))
                .containsExactly("cohort_tally 1", "late_event 1");
        assertThat(query("select event_id from late_event where dataset = 'forgetful'"))
                .containsExactly("new");
        assertThat(decisions("mindful")).containsExactly("9 t");
    }

    @Test
    void everyTableWithTimesIsForgottenAndHasAnIndexForIt() throws SQLException {
        List<String> forgotten =
                query("select table_name from forget_before('none', '2026-01-01Z')");
        assertThat(query("select relname" + OUTSIDE_PARTITIONS + " and c.relkind in ('r', 'p')"))
                .filteredOn(table -> !DO_NOT_GROW.contains(table))
                .containsExactlyInAnyOrderElementsOf(forgotten);
        String time =
                "'(window_start|period_start|decision_ts|first_exposure|ts|day|resolved_at|updated_at)'";
        for (String table : forgotten) {
            assertThat(
                            query(
                                    "select indexdef from pg_indexes where tablename = '"
                                            + table
                                            + "' and indexdef ~ "
                                            + time
                                            + " and indexdef !~ 'row_key,"
                                            + " .*window_start|session_id'"))
                    .as(table)
                    .isNotEmpty();
        }
    }

    @Test
    void theQueriesOfTheReadmeRun() throws SQLException, IOException {
        String readme = Files.readString(Path.of("../sql/README.md"));
        List<String> queries =
                Pattern.compile("(?m)^    (select (?s:.)*?;)$")
                        .matcher(readme)
                        .results()
                        .map(found -> found.group(1))
                        .toList();
        assertThat(queries).hasSizeGreaterThanOrEqualTo(5);
        try (Statement statement = connection.createStatement()) {
            for (String query : queries) {
                assertThat(statement.execute(query)).as(query).isTrue();
            }
        }
    }

    private static String outcomeAt(String time) {
        return "insert into decision_outcome (dataset, session_id, decision_id, decision_ts,"
                + " horizon_seconds, turn, route, model, router_version, assignment, experiment,"
                + " arm, query_shape, language, labels, unit, root, followed, signals, rejected,"
                + " stream_started, stream_completed, session_seconds, handoff_shared,"
                + " without_propensity, complete, generation) values ('months', 's', 'd', '"
                + time
                + "', 120, 1, 'weak', 'm', 'v1', 'policy', '', '', 'code', 'en', '{}', 1, true,"
                + " false, '{}', false, true, true, 1, 0, false, true, 0) on conflict do nothing";
    }

    /** 200 code points of four bytes that do not compress well. */
    private static String emoji(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return random.ints(200, 0x1F300, 0x1F600)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    private static TallyRow tally(String route, boolean isFinal, long asOf, long decisions) {
        return tally("", "{}", route, "v1", "", "", isFinal, asOf, decisions, "0");
    }

    private static TallyRow costing(String route, boolean isFinal, String sum) {
        String cohort = "{\"query_shape\":\"code\"}";
        return tally("query_shape", cohort, route, "v1", "", "", isFinal, END, 1, sum);
    }

    private static TallyRow tally(
            String cut,
            String cohort,
            String route,
            String version,
            String experiment,
            String arm,
            boolean isFinal,
            long asOf,
            long count,
            String sum) {
        long[] counts = new long[TallyCount.values().length];
        Arrays.fill(counts, count);
        BigDecimal[] sums = new BigDecimal[TallySum.values().length];
        Arrays.fill(sums, new BigDecimal(sum));
        return new TallyRow(
                false,
                cut,
                cohort,
                "",
                -1,
                route,
                version,
                "policy",
                experiment,
                arm,
                120,
                START,
                END,
                isFinal,
                isFinal,
                asOf,
                counts,
                sums);
    }

    private static <T> void write(Upsert<T> upsert, String sql, T row) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            upsert.accept(statement, row);
            statement.executeUpdate();
        }
    }

    private static List<String> decisions(String dataset) throws SQLException {
        return query(
                "select decisions || ' ' || left(final::text, 1) from cohort_tally where dataset"
                        + " = '"
                        + dataset
                        + "'");
    }

    private static List<String> query(String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
