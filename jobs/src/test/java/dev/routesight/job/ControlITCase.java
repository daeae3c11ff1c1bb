package dev.routesight.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From events to recommendations: the demo's world, looked at each day. */
class ControlITCase {
    private static final Path SCENARIO = Path.of("../conf/scenarios/demo.yaml");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private static Path folder;
    private static TestDatabases databases;
    private static KafkaBroker broker;
    private static JobConfig world;

    @BeforeAll
    static void recommendThroughTheWholeGraph() throws Exception {
        databases = new TestDatabases();
        broker = KafkaBroker.start(Files.createDirectory(folder.resolve("kafka")));
        broker.createTopic("thresholds", 2);
        world =
                run(
                        "world",
                        // a day more, so that the one in which the drift opens is seen to its end
                        Files.readString(SCENARIO)
                                .replace("duration: 3d", "duration: 4d")
                                .replace("events: 150000", "events: 200000"),
                        "kafka.brokers=" + broker.address(),
                        "kafka.recommendation-topic=thresholds");
    }

    @AfterAll
    static void stop() throws Exception {
        try (TestDatabases ending = databases) {
            if (broker != null) {
                broker.close();
            }
        }
    }

    private static JobConfig run(String name, String scenario, String... more) throws Exception {
        Path file = Files.writeString(folder.resolve(name + ".yaml"), scenario);
        Scenario read = ScenarioFile.read(file);
        List<byte[]> lines = new ArrayList<>();
        Simulation.events(read, lines::add);
        Path events = SameEvents.write(lines, folder.resolve(name + ".ndjson"));
        Path prices =
                Files.writeString(folder.resolve("prices.yaml"), "signals: {rejected: 0.02}\n");
        List<String> settings =
                new ArrayList<>(
                        List.of(
                                "dataset=" + name,
                                "parallelism=2",
                                "cuts=[[], [query_shape], [query_shape, language]]",
                                "control.cuts=[[], [query_shape], [query_shape, language]]",
                                "control.period=1d",
                                "control.cool-down=0",
                                "drift.learn=1d",
                                "drift.rhythm=none",
                                // no test looks at the decisions, which take longest to write
                                "decision-outcome=off",
                                "prices=" + prices));
        settings.addAll(List.of(more));
        JobConfig config = databases.create(name, settings.toArray(String[]::new));
        BatchRun.run(config, List.of(events));
        return config;
    }

    @Test
    void everyRowIsComputedAgainByTheSqlThatItCarries() throws Exception {
        Set<String> compared = new java.util.TreeSet<>();
        try (Connection connection = DriverManager.getConnection(world.jdbc().url())) {
            List<Map<String, Object>> rows =
                    query(connection, "select * from threshold_recommendation");
            assertThat(rows).hasSizeGreaterThanOrEqualTo(10);
            for (Map<String, Object> row : rows) {
                List<Map<String, Object>> again =
                        query(connection, (String) row.get("evidence_sql"));
                assertThat(again).hasSize(1);
                again.get(0).forEach((name, value) -> compare(row, name, value, compared));
            }
        }
        assertThat(compared)
                .contains(
                        "decisions",
                        "cheap_decisions",
                        "current_cost_usd",
                        "cheapest_threshold",
                        "cost_change_usd_low",
                        "rejected_change_high",
                        "harm_upper",
                        "design_effect",
                        "curve");
    }

    private static void compare(
            Map<String, Object> row, String name, Object again, Set<String> compared) {
        Object said = row.get(name);
        String what = name + " of " + row;
        if (said == null) {
            return; // the row says less than could be said: of a change that it does not propose
        }
        if (name.equals("curve")) {
            compareCurves(said.toString(), again.toString(), what);
        } else {
            assertThat(again).as(what).isNotNull();
            double wanted = ((Number) said).doubleValue();
            assertThat(((Number) again).doubleValue())
                    .as(what)
                    .isCloseTo(wanted, within(1e-9 * Math.abs(wanted)));
        }
        compared.add(name);
    }

    private static void compareCurves(String said, String again, String what) {
        try {
            JsonNode points = JSON.readTree(said);
            JsonNode others = JSON.readTree(again);
            if (points.isEmpty()) {
                return;
            }
            assertThat(others).as(what).hasSameSizeAs(points);
            for (int i = 0; i < points.size(); i++) {
                for (String member : List.of("threshold", "cost_usd", "low", "high")) {
                    double wanted = points.get(i).get(member).doubleValue();
                    assertThat(others.get(i).get(member).doubleValue())
                            .as(what)
                            .isCloseTo(wanted, within(1e-9 * Math.abs(wanted)));
                }
            }
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void thereIsAProposalOfACheaperThreshold() throws Exception {
        try (Connection connection = DriverManager.getConnection(world.jdbc().url())) {
            assertThat(
                            query(
                                    connection,
                                    "select * from threshold_recommendation where status ="
                                            + " 'proposed' and cost_change_usd < 0 and harm_upper"
                                            + " <= 0.05 and proposed_threshold <>"
                                            + " current_threshold and alpha_spent > 0"))
                    .isNotEmpty();
        }
    }

    @Test
    void driftOfTheCohortIsKnownToItsRecommendation() throws Exception {
        try (Connection connection = DriverManager.getConnection(world.jdbc().url())) {
            List<Map<String, Object>> rows =
                    query(
                            connection,
                            "select cohort from threshold_recommendation where drifting ="
                                    + " 'rejected on cheap' and cut = 'query_shape,language' and"
                                    + " period_start = timestamptz '2026-10-07 00:00Z'");
            assertThat(rows)
                    .anySatisfy(
                            row ->
                                    assertThat((String) row.get("cohort"))
                                            .contains("\"sql\"", "\"de\""));
        }
    }

    @Test
    void theTopicHasTheRows() throws Exception {
        List<JsonNode> records = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : broker.readAll("thresholds")) {
            JsonNode row = JSON.readTree(record.value());
            assertThat(new String(record.key(), StandardCharsets.UTF_8))
                    .isEqualTo(row.get("cohort").asText());
            records.add(row);
        }
        Path out = folder.resolve("rows");
        new TableExport(world.jdbc(), "world").writeTo(out);
        List<String> lines = Files.readAllLines(out.resolve("threshold_recommendation.ndjson"));
        assertThat(records).hasSameSizeAs(lines).hasSizeGreaterThanOrEqualTo(10);
        for (String line : lines) {
            JsonNode row = JSON.readTree(line);
            assertThat(records)
                    .anySatisfy(
                            record -> {
                                assertThat(JSON.readTree(record.get("cohort").asText()))
                                        .isEqualTo(row.get("cohort"));
                                for (String column :
                                        List.of(
                                                "cut",
                                                "period_start",
                                                "status",
                                                "reason",
                                                "proposed_threshold",
                                                "cost_change_usd",
                                                "decisions",
                                                "evidence_sql")) {
                                    assertThat(record.get(column))
                                            .as(column)
                                            .isEqualTo(row.get(column));
                                }
                            });
        }
    }

    @Test
    void withoutExplorationNothingIsEverMadeUp() throws Exception {
        String blind =
                Files.readString(SCENARIO)
                        .replaceAll("(?m)^explore: .*\n", "")
                        .replaceAll("(?m)^experiment:\n( +.*\n)+", "")
                        .replace("events: 150000", "events: 30000");
        assertThat(blind).doesNotContain("explore:", "experiment:");
        JobConfig config = run("blind", blind);
        try (Connection connection = DriverManager.getConnection(config.jdbc().url())) {
            List<Map<String, Object>> rows =
                    query(connection, "select * from threshold_recommendation");
            assertThat(rows).hasSizeGreaterThanOrEqualTo(10);
            assertThat(rows)
                    .allSatisfy(
                            row ->
                                    assertThat(row)
                                            .containsEntry("status", "unidentifiable")
                                            .containsEntry("cost_change_usd", null)
                                            .containsEntry("harm_upper", null)
                                            .containsEntry("cheapest_threshold", null));
            assertThat(rows).allMatch(row -> (double) row.get("explore_share") > 0);
        }
    }

    private static List<Map<String, Object>> query(Connection connection, String sql)
            throws SQLException {
        List<Map<String, Object>> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            ResultSetMetaData columns = result.getMetaData();
            while (result.next()) {
                Map<String, Object> row = new LinkedHashMap<>();
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    row.put(columns.getColumnName(i), result.getObject(i));
                }
                rows.add(row);
            }
        }
        return rows;
    }
}
