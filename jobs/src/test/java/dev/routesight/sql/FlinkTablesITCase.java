package dev.routesight.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routesight.config.JobConfig;
import dev.routesight.database.EmbeddedDatabase;
import dev.routesight.job.BatchRun;
import dev.routesight.simulate.ScenarioFile;
import dev.routesight.simulate.Simulation;
import dev.routesight.testing.KafkaBroker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code sql/flink} says about topics and tables, tried in Flink SQL on real ones. */
class FlinkTablesITCase {
    private static final Path SQL = Path.of("../sql/flink");
    private static final Path SCENARIO = Path.of("../conf/scenarios/adversarial.yaml");
    private static final String NOW = " /*+ options('scan.bounded.mode' = 'latest-offset') */";
    private static final String RFC_3339 =
            "{\"type\":\"turn\",\"event_id\":\"rfc\",\"ts\":\"2026-10-05T00:00:02.5Z\","
                    + "\"session_id\":\"rfc\",\"turn\":0}";

    /** Rows of tables that a backfill of this log leaves empty. */
    private static final List<String> MORE_ROWS =
            List.of(
                    "insert into late_event values ('same', 'e', 'turn', '2026-10-05"
                            + " 01:02:03.004Z', 's', '', 'late', 'f', 1, 0)",
                    "insert into orphan_signal values ('same', 'e', 'turn', '2026-10-05"
                            + " 01:02:03.004Z', 's', '', 'orphan', 'none', 1, 0)",
                    "insert into eval_result values ('same', 'none', '2026-10-05 01:02:03.004Z',"
                        + " 'b', 'cheap', 0.25, 0.123456789, 'code', 'en', '{\"a\": \"b\"}', 0)",
                    "insert into signal_label values ('same', 'correction', 1800, 's', 'd',"
                            + " '2026-10-05 01:02:03.004Z', 1, 'cheap', 'code', 'en', true, 0.25,"
                            + " false, 'me')",
                    "insert into judgement values ('same', 's', 'none', '2026-10-05"
                            + " 01:02:03.004Z', 'd', '2026-10-05 01:02:00Z', 'cheap', 'm', 'code',"
                            + " 'en', 'strong', 'tie', 'j', 'm9', 'primary', 10, null,"
                            + " 0.000000001, 0.05, 0)",
                    "insert into drift_alert values ('same', 'id', 0, 'open', null, null, 'so',"
                            + " 'budget', 'baseline', 'rejected', 'rise', 'language', '{}',"
                            + " 'cheap', 1800, 0.1, 0.2, 0.15, 0.25, 2, 1.5, 2.5, 'since', 100,"
                            + " 20, 10.5, 0.123456789, '2026-10-05 01:00:00Z', null, null,"
                            + " '2026-10-05 02:00:00Z', '2026-10-05 03:00:00Z', '2026-10-05"
                            + " 03:30:00Z', null, '2026-10-05 04:30:00Z', 12.5, 11.25, 1, '[]',"
                            + " '{v1,v2}', '{}', '{}', 'select 1')",
                    "insert into alert_receiver values ('same', 'webhook h', '{opened,resolved}',"
                            + " '2026-10-05 03:00:00Z')",
                    "insert into alert_outbox (dataset, receiver, alert_id, idempotency_key, kind,"
                            + " alert, updated_at, written_at, next_attempt_at, last_attempt_at,"
                            + " last_status, last_error) values ('same', 'webhook h', 'id', 'k',"
                            + " 'opened', '{}', '2026-10-05 04:30:00Z', '2026-10-05 04:31:00Z',"
                            + " '2026-10-05 04:32:00Z', '2026-10-05 04:31:00Z', 503, 'no')",
                    "insert into candidate_tally values ('same', '2026-10-05', '', '{}', 'k',"
                        + " 'next', 'cheap', 'code', 3, 'cheap', 'v1', 'policy', '', '', 1800, 63,"
                        + " true, true, '2026-10-06 00:30:00Z', 0, 7, 2, 0, 1.5, 2.25, 0.5, 0.25,"
                        + " 1, 1, 1, 1, 1.5, 0.5, 1.5, 0.5, 3, 2, 1.25, 1, 1, 1, 0.000000001)",
                    "insert into experiment_unit values ('same', 'range', 1800, -5, 63, 'live',"
                        + " '2026-10-05 01:02:03.004Z', false, true, true, '2026-10-06 00:30:00Z',"
                        + " 0, 3, 1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0.000000001, 2, 1, 0.5)",
                    "insert into threshold_recommendation (dataset, cut, cohort, row_key,"
                        + " period_start, period_end, generation, as_of, horizon_seconds, status,"
                        + " reason, why, current_threshold, price_per_rejected_usd, alpha_spent,"
                        + " alpha_spent_in_all, evidence_from, evidence_to, evidence_periods,"
                        + " decisions, cheap_decisions, reference_decisions, bins_supported,"
                        + " design_effect, drifting, followed, kept, explore_share,"
                        + " explore_periods, explore_decisions, curve, evidence_sql) values"
                        + " ('same', '', '{}', 'k', '2026-10-05Z', '2026-10-12Z', 0, '2026-10-12"
                        + " 00:30:00Z', 1800, 'hold', 'dead-band', 'so', 0.5, 0.05, 0.05, 0.05,"
                        + " '2026-10-05Z', '2026-10-12Z', 1, 100, 10, 11, 3, 1.25, '', 'adopted',"
                        + " true, 0, 0, 0, '[]', 'select 1')",
                    "insert into malformed_event values ('same', 'malformed', '', null, 'no',"
                            + " 'none', 1, 0, '\\x00ff')");

    @TempDir private static Path folder;
    private static final TimeZone ZONE = TimeZone.getDefault();
    private static EmbeddedDatabase database;
    private static KafkaBroker broker;
    private static Connection connection;
    private static TableEnvironment tables;

    @BeforeAll
    static void fillTopicsAndTables() throws Exception {
        // as the headers ask for
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        List<byte[]> lines = new ArrayList<>();
        Simulation.events(ScenarioFile.read(SCENARIO).withEvents(2000), lines::add);
        lines.add(RFC_3339.getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] line : lines) {
            all.writeBytes(line);
            all.write('\n');
        }
        Path events = Files.write(folder.resolve("events.ndjson"), all.toByteArray());
        database = EmbeddedDatabase.start();
        broker = KafkaBroker.start(Files.createDirectory(folder.resolve("kafka")));
        broker.createTopic("events", 2);
        broker.createTopic("outcomes", 2);
        broker.produce("events", lines, line -> line.length % 2);
        JobConfig config =
                JobConfig.of(
                        "dataset=same",
                        "parallelism=1",
                        "kafka.brokers=" + broker.address(),
                        "kafka.outcome-topic=outcomes");
        BatchRun.run(config.writingTo(database.reached(config.jdbc())), List.of(events));
        connection = DriverManager.getConnection(database.url());
        try (Statement statement = connection.createStatement()) {
            for (String row : MORE_ROWS) {
                statement.execute(row);
            }
        }
        tables = TableEnvironment.create(EnvironmentSettings.inBatchMode());
        tables.getConfig().setLocalTimeZone(ZoneId.of("UTC"));
        tables.getConfig().set("parallelism.default", "1");
        for (Path file : files(SQL)) {
            tables.executeSql(filledIn(file));
        }
    }

    @AfterAll
    static void stop() throws Exception {
        TimeZone.setDefault(ZONE);
        if (connection != null) {
            connection.close();
        }
        if (broker != null) {
            broker.close();
        }
        if (database != null) {
            database.close();
        }
    }

    @Test
    void everyFileMakesTheTableOfItsNameAndSaysWhatItIsFor() throws IOException {
        for (Path file : files(SQL)) {
            String name = file.getFileName().toString().replace(".sql", "");
            String text = Files.readString(file);
            assertThat(text).startsWith("-- ").contains("\ncreate table " + name + " (");
            assertThat(text.split(";\n", -1)).as(name).hasSize(2);
        }
        assertThat(List.of(tables.listTables())).hasSameSizeAs(files(SQL));
    }

    @Test
    void everyTableOfTheDatabaseIsThereWithAllColumnsThatCanBeRead() throws SQLException {
        Map<String, Map<String, String>> schema = schemaOfTheDatabase();
        assertThat(schema).hasSizeGreaterThanOrEqualTo(10);
        schema.forEach(
                (table, columns) -> assertThat(columnsOf(table)).as(table).isEqualTo(columns));
    }

    @Test
    void theOutcomeTopicHasTheColumnsOfItsTable() throws SQLException {
        List<String> inTable =
                new ArrayList<>(
                        Rows.ofDatabase(
                                connection,
                                "select column_name from information_schema.columns where"
                                        + " table_name = 'decision_outcome' and column_name <>"
                                        + " 'generation'"));
        assertThat(columnsOf("router_outcome").keySet())
                .map(name -> "[" + name + "]")
                .containsExactlyInAnyOrderElementsOf(inTable);
    }

    @Test
    void everyTableGivesTheRowsOfTheDatabase() throws Exception {
        for (String table : schemaOfTheDatabase().keySet()) {
            String columns = String.join("\", \"", columnsOf(table).keySet());
            String from = "select \"" + columns + "\" from " + table;
            List<String> expected = Rows.ofDatabase(connection, from);
            assertThat(expected).as(table).isNotEmpty();
            assertThat(select(from.replace('"', '`')))
                    .as(table)
                    .containsExactlyElementsOf(expected);
        }
    }

    @Test
    void theOutcomeTopicGivesTheRowsOfTheTable() throws Exception {
        String columns =
                "session_id, decision_id, horizon_seconds, route, signals, rejected, cost_usd,"
                        + " session_seconds, complete";
        assertThat(select("select distinct " + columns + " from router_outcome" + NOW))
                .isNotEmpty()
                .isEqualTo(
                        Rows.ofDatabase(
                                connection, "select " + columns + " from decision_outcome"));
        assertThat(select("select count(distinct decision_ts) from router_outcome" + NOW))
                .isEqualTo(
                        Rows.ofDatabase(
                                connection,
                                "select count(distinct decision_ts) from decision_outcome"));
    }

    @Test
    void eventsHaveTheTimeThatTheirProducerWrote() throws Exception {
        assertThat(select("select event_time from router_event" + NOW + " where event_id = 'rfc'"))
                .containsExactly("[" + Instant.parse("2026-10-05T00:00:02.500Z") + "]");
        String numeric = " where try_cast(ts as bigint) is not null";
        assertThat(select("select count(*) > 1000 from router_event" + NOW + numeric))
                .containsExactly("[true]");
        assertThat(
                        select(
                                "select count(*) from router_event"
                                        + NOW
                                        + numeric
                                        + " and event_time <> to_timestamp_ltz(cast(ts as bigint),"
                                        + " 3)"))
                .containsExactly("[0]");
        assertThat(
                        select(
                                "select count(*) > 0 from router_event"
                                        + NOW
                                        + " where `query`.shape is not null and assignment.kind is"
                                        + " not null and route is not null"))
                .containsExactly("[true]");
    }

    @Test
    void rejectedByRouteAgreesWithTheDatabase() throws Exception {
        assertThat(query("rejected_by_route"))
                .isNotEmpty()
                .isEqualTo(
                        Rows.ofDatabase(
                                connection,
                                "select dataset, horizon_seconds, route, sum(decisions)::bigint,"
                                    + " sum(rejected)::bigint, sum(rejected)::float8 /"
                                    + " sum(decisions)::float8 from cohort_tally where cut = '' and"
                                    + " final and complete group by 1, 2, 3"));
    }

    @Test
    void decisionsOfTheTopicStandBesideThoseOfTheTable() throws Exception {
        List<String> rows = query("decisions_counted");
        List<String> ofTheTable =
                Rows.ofDatabase(
                        connection,
                        "select horizon_seconds, count(distinct decision_id), count(*) filter"
                                + " (where rejected) from decision_outcome group by route,"
                                + " horizon_seconds");
        assertThat(ofTheTable).isNotEmpty();
        for (String row : ofTheTable) {
            assertThat(rows).anyMatch(each -> each.endsWith(", " + row.substring(1)));
        }
    }

    @Test
    void eventsAreCountedByType() throws Exception {
        assertThat(query("events_by_type"))
                .anyMatch(row -> row.startsWith("[decision, "))
                .anyMatch(row -> row.startsWith("[turn, "));
    }

    private static List<String> query(String name) throws Exception {
        String text = Files.readString(SQL.resolve("queries").resolve(name + ".sql"));
        assertThat(text).startsWith("-- ");
        return select(text.replace(";", ""));
    }

    private static List<String> select(String sql) throws Exception {
        List<Row> rows = new ArrayList<>();
        try (CloseableIterator<Row> result = tables.executeSql(sql).collect()) {
            result.forEachRemaining(rows::add);
        }
        return Rows.ofFlink(rows);
    }

    private static Map<String, String> columnsOf(String table) {
        return tables.from(table).getResolvedSchema().getColumns().stream()
                .collect(
                        Collectors.toMap(
                                Column::getName,
                                column -> column.getDataType().getLogicalType().asSummaryString(),
                                (a, b) -> a,
                                TreeMap::new));
    }

    /** Table to columns to the types that they should have in Flink. */
    private static Map<String, Map<String, String>> schemaOfTheDatabase() throws SQLException {
        Map<String, Map<String, String>> schema = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                var columns =
                        statement.executeQuery(
                                "select c.relname, a.attname, format_type(a.atttypid, null),"
                                    + " a.attnotnull from pg_class c join pg_attribute a on"
                                    + " a.attrelid = c.oid and a.attnum > 0 where c.relnamespace ="
                                    + " 'public'::regnamespace and c.relkind in ('r', 'p') and not"
                                    + " c.relispartition and c.relname <> 'routesight_schema'")) {
            while (columns.next()) {
                String type = Rows.flinkType(columns.getString(3));
                if (!type.isEmpty()) {
                    schema.computeIfAbsent(columns.getString(1), table -> new TreeMap<>())
                            .put(
                                    columns.getString(2),
                                    type + (columns.getBoolean(4) ? " NOT NULL" : ""));
                }
            }
        }
        return schema;
    }

    private static List<Path> files(Path in) throws IOException {
        try (Stream<Path> files = Files.list(in)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static String filledIn(Path file) throws IOException {
        String text =
                Files.readString(file)
                        .replace("${JDBC_URL}", database.url())
                        .replace("${JDBC_USER}", "postgres")
                        .replace("${JDBC_PASSWORD}", "")
                        .replace("${KAFKA_BROKERS}", broker.address())
                        .replace("${KAFKA_TOPIC}", "events")
                        .replace("${KAFKA_OUTCOME_TOPIC}", "outcomes");
        assertThat(text).doesNotContain("${");
        return text;
    }
}
