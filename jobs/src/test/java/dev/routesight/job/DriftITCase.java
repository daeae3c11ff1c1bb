package dev.routesight.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.routesight.config.JobConfig;
import dev.routesight.database.TableExport;
import dev.routesight.simulate.Scenario;
import dev.routesight.simulate.ScenarioFile;
import dev.routesight.simulate.Simulation;
import dev.routesight.testing.KafkaBroker;
import dev.routesight.testing.SameEvents;
import dev.routesight.testing.TestDatabases;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From events to alerts: the demo's world with its planted drift, and without. */
class DriftITCase {
    private static final Path SCENARIO = Path.of("../conf/scenarios/demo.yaml");
    private static final OffsetDateTime TRUE_START = OffsetDateTime.parse("2026-10-07T00:00:00Z");

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private static Path folder;
    private static TestDatabases databases;

    @BeforeAll
    static void startTheDatabase() throws Exception {
        databases = new TestDatabases();
    }

    @AfterAll
    static void stopIt() throws Exception {
        if (databases != null) {
            databases.close();
        }
    }

    private static JobConfig run(String name, String scenario, String... more) throws Exception {
        Path file = Files.writeString(folder.resolve(name + ".yaml"), scenario);
        Scenario world = ScenarioFile.read(file);
        List<byte[]> lines = new ArrayList<>();
        Simulation.events(world, lines::add);
        Path events = SameEvents.write(lines, folder.resolve(name + ".ndjson"));
        List<String> settings =
                new ArrayList<>(
                        List.of(
                                "dataset=" + name,
                                "parallelism=2",
                                "cuts=[[], [query_shape], [language], [query_shape, language]]",
                                "drift.learn=1d",
                                "drift.rhythm=none"));
        settings.addAll(List.of(more));
        JobConfig config = databases.create(name, settings.toArray(String[]::new));
        BatchRun.run(config, List.of(events));
        return config;
    }

    /** Decisions take longest to write. */
    private static JobConfig runWithoutDecisions(String name, String scenario, String... more)
            throws Exception {
        List<String> all = new ArrayList<>(List.of(more));
        all.add("decision-outcome=off");
        return run(name, scenario, all.toArray(String[]::new));
    }

    @Test
    void aSilentDriftIsOneAlertThatNamesWhereAndSinceWhenAndItsDecisions() throws Exception {
        JobConfig config = run("drifting", Files.readString(SCENARIO));
        try (Connection connection = DriverManager.getConnection(config.jdbc().url());
                Statement statement = connection.createStatement()) {
            String sql;
            long decisions;
            try (ResultSet alerts =
                    statement.executeQuery("select * from drift_alert where signal = 'rejected'")) {
                assertThat(alerts.next()).isTrue();
                assertThat(alerts.getString("cohort"))
                        .contains("\"query_shape\":\"sql\"")
                        .contains("\"language\":\"de\"");
                assertThat(alerts.getString("route")).isEqualTo("cheap");
                assertThat(alerts.getString("direction")).isEqualTo("rise");
                assertThat(alerts.getString("state")).isEqualTo("open");
                assertThat(alerts.getDouble("now_low"))
                        .isGreaterThan(alerts.getDouble("before_rate"));
                assertThat(
                                Duration.between(
                                        TRUE_START,
                                        alerts.getObject("since", OffsetDateTime.class)))
                        .isBetween(Duration.ofHours(-6), Duration.ofHours(12));
                assertThat(alerts.getObject("opened_at", OffsetDateTime.class)).isAfter(TRUE_START);
                sql = alerts.getString("decisions_sql");
                decisions = alerts.getLong("events");
                assertThat(alerts.next()).as("a second alert").isFalse();
            }
            assertThat(count(statement, sql)).isEqualTo(decisions).isGreaterThan(50);
        }
    }

    /** The demo's world with other drift, and with enough exploration that routes compare. */
    private static String explored(String... drift) throws Exception {
        String world =
                Files.readString(SCENARIO)
                        .replaceAll("(?m)^drift:\n( +-.*\n)+", "")
                        .replace("explore: {share: 0.05,", "explore: {share: 0.7,");
        assertThat(world).contains("share: 0.7").doesNotContain("drift:");
        return world + "drift:\n" + String.join("\n", drift) + "\n";
    }

    /**
     * The strong route was broken and is not any more. The cheap one is as it was, so its past says
     * nothing; beside the strong one it has become worse.
     */
    @Test
    void aChangeOfOneRouteOnlyIsSeenBesideTheOther() throws Exception {
        JobConfig config =
                run(
                        "beside",
                        explored(
                                "  - {kind: failure, where: {route: strong}, until: 2d, amount:"
                                        + " 0.3}"),
                        "drift.concurrent=route");
        try (Connection connection = DriverManager.getConnection(config.jdbc().url());
                Statement statement = connection.createStatement()) {
            try (ResultSet alerts =
                    statement.executeQuery("select * from drift_alert where signal = 'rejected'")) {
                assertThat(alerts.next()).isTrue();
                assertThat(alerts.getString("test")).isEqualTo("concurrent");
                assertThat(alerts.getString("against")).isEqualTo("route strong");
                assertThat(alerts.getString("cohort")).isEqualTo("{}");
                assertThat(alerts.getString("route")).isEqualTo("cheap");
                assertThat(alerts.getString("direction")).isEqualTo("rise");
                assertThat(alerts.getString("summary")).contains(" against route strong ");
                assertThat(alerts.getDouble("now_low"))
                        .isGreaterThan(alerts.getDouble("before_rate"));
                assertThat(alerts.getObject("opened_at", OffsetDateTime.class)).isAfter(TRUE_START);
                assertThat(
                                Duration.between(
                                        TRUE_START,
                                        alerts.getObject("since", OffsetDateTime.class)))
                        .isBetween(Duration.ofHours(-6), Duration.ofHours(6));
                assertThat(alerts.getObject("since_low", OffsetDateTime.class))
                        .isBeforeOrEqualTo(TRUE_START);
                assertThat(alerts.getObject("since_high", OffsetDateTime.class))
                        .isAfterOrEqualTo(TRUE_START);
                assertThat(count(connection.createStatement(), alerts.getString("decisions_sql")))
                        .isGreaterThanOrEqualTo(alerts.getLong("events"));
                assertThat(alerts.next()).as("a second alert").isFalse();
            }
        }
    }

    /** The routes are alike, so that what is added to both leaves their odds ratio at 1. */
    @Test
    void aChangeOfBothRoutesIsSeenByTheirPastAndNotBesideOneAnother() throws Exception {
        String alike =
                explored("  - {kind: failure, from: 2d, amount: 0.2}")
                        .replaceAll("(?m)^cascade: .*\n", "")
                        .replace("failure-rate: 0.003", "failure-rate: 0.004")
                        .replace(
                                "ttft: 700ms, tokens-per-second: 55",
                                "ttft: 250ms, tokens-per-second: 110")
                        .replace("skill: 0.9", "skill: 0.6");
        assertThat(alike).doesNotContain("cascade:", "0.003", "700ms", "skill: 0.9");
        JobConfig config = runWithoutDecisions("both_routes", alike, "drift.concurrent=route");
        try (Connection connection = DriverManager.getConnection(config.jdbc().url());
                Statement statement = connection.createStatement()) {
            String covered =
                    "select c from drift_alert, jsonb_array_elements(covers) c where c ->> 'test' ="
                            + " ";
            assertThat(count(statement, covered + "'baseline'")).isPositive();
            assertThat(count(statement, covered + "'concurrent'")).isZero();
        }
    }

    @Test
    void modeFdrNamesWhatChangedAtTheEndOfTheEpoch() throws Exception {
        JobConfig config =
                runWithoutDecisions(
                        "epochs",
                        Files.readString(SCENARIO),
                        "drift.mode=fdr",
                        "drift.epoch=1d",
                        "drift.max-tests=200");
        try (Connection connection = DriverManager.getConnection(config.jdbc().url());
                Statement statement = connection.createStatement();
                ResultSet alerts =
                        statement.executeQuery(
                                "select cohort, route, state, opened_at, mode, log_evidence >="
                                        + " log_threshold from drift_alert where signal ="
                                        + " 'rejected'")) {
            assertThat(alerts.next()).isTrue();
            assertThat(alerts.getString(1)).contains("\"query_shape\":\"sql\"");
            assertThat(alerts.getString(1)).contains("\"language\":\"de\"");
            assertThat(alerts.getString(2)).isEqualTo("cheap");
            assertThat(alerts.getString(3)).isEqualTo("open");
            assertThat(alerts.getObject(4, OffsetDateTime.class))
                    .isEqualTo(OffsetDateTime.parse("2026-10-08T00:30:00Z"));
            assertThat(alerts.getString(5)).isEqualTo("fdr");
            assertThat(alerts.getBoolean(6)).isTrue();
            assertThat(alerts.next()).as("a second alert").isFalse();
        }
    }

    @Test
    void theLifeOfAnAlertIsRecordsOfATopic() throws Exception {
        String passing =
                Files.readString(SCENARIO)
                        .replace("duration: 3d", "duration: 4d")
                        .replace("events: 150000", "events: 200000")
                        .replace("from: 2d, ramp: 2h,", "from: 2d, until: 66h,");
        assertThat(passing).contains("until: 66h", "duration: 4d", "events: 200000");
        try (KafkaBroker broker = KafkaBroker.start(Files.createDirectory(folder.resolve("k")))) {
            broker.createTopic("alerts", 2);
            JobConfig config =
                    runWithoutDecisions(
                            "passing",
                            passing,
                            "kafka.brokers=" + broker.address(),
                            "kafka.alert-topic=alerts");
            Map<String, List<JsonNode>> lives = new TreeMap<>();
            for (ConsumerRecord<byte[], byte[]> record : broker.readAll("alerts")) {
                JsonNode row = JSON.readTree(record.value());
                String key = new String(record.key(), StandardCharsets.UTF_8);
                assertThat(row.get("alert_id").asText()).isEqualTo(key);
                lives.computeIfAbsent(key, k -> new ArrayList<>()).add(row);
            }
            assertThat(lives.values())
                    .anySatisfy(
                            life -> {
                                assertThat(life)
                                        .extracting(row -> row.get("state").asText())
                                        .startsWith("open")
                                        .endsWith("resolved");
                                JsonNode last = life.get(life.size() - 1);
                                assertThat(last.get("signal").asText()).isEqualTo("rejected");
                                assertThat(last.get("resolution").asText()).isEqualTo("recovered");
                                assertThat(last.get("resolved_at").isTextual()).isTrue();
                            });
            for (List<JsonNode> life : lives.values()) {
                assertThat(life)
                        .extracting(row -> Instant.parse(row.get("updated_at").asText()))
                        .isSorted();
            }
            // the last record of each is the row
            Path out = folder.resolve("passing-rows");
            new TableExport(config.jdbc(), "passing").writeTo(out);
            Map<String, JsonNode> rows = new TreeMap<>();
            for (String line : Files.readAllLines(out.resolve("drift_alert.ndjson"))) {
                JsonNode row = JSON.readTree(line);
                rows.put(row.get("alert_id").asText(), row);
            }
            assertThat(lives.keySet()).isEqualTo(rows.keySet());
            rows.forEach(
                    (id, row) -> {
                        JsonNode last = lives.get(id).get(lives.get(id).size() - 1);
                        for (String column :
                                List.of(
                                        "state",
                                        "summary",
                                        "updated_at",
                                        "decisions",
                                        "cost_usd")) {
                            assertThat(last.get(column)).as(column).isEqualTo(row.get(column));
                        }
                    });
        }
    }

    @Test
    void aHealthyWorldRaisesNoAlert() throws Exception {
        String healthy = Files.readString(SCENARIO).replaceAll("(?m)^drift:\n( +-.*\n)+", "");
        assertThat(healthy).doesNotContain("drift:");
        JobConfig config = runWithoutDecisions("healthy", healthy);
        try (Connection connection = DriverManager.getConnection(config.jdbc().url());
                Statement statement = connection.createStatement()) {
            assertThat(count(statement, "select * from cohort_tally")).isPositive();
            assertThat(count(statement, "select * from drift_alert")).isZero();
        }
    }

    private static long count(Statement statement, String sql) throws SQLException {
        long rows = 0;
        try (ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows++;
            }
        }
        return rows;
    }
}
