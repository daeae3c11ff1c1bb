package dev.routesight.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routesight.config.JdbcConfig;
import dev.routesight.config.JobConfig;
import dev.routesight.database.EmbeddedDatabase;
import dev.routesight.database.TableExport;
import dev.routesight.simulate.Scenario;
import dev.routesight.simulate.ScenarioFile;
import dev.routesight.simulate.Simulation;
import dev.routesight.testing.ExportedRows;
import dev.routesight.testing.KafkaBroker;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same lines, live from Kafka and again from a file, end in the same final rows. */
@Tag("profile")
class KafkaToTablesITCase {
    private static final Path SCENARIO = Path.of("../conf/scenarios/adversarial.yaml");
    private static final Pattern SESSION = Pattern.compile("\"session_id\":\"([^\"]*)\"");

    @TempDir static Path folder;

    private static EmbeddedDatabase database;
    private static KafkaBroker broker;
    private static final List<byte[]> LINES = new ArrayList<>();
    private static Map<String, List<String>> fromFile;

    @BeforeAll
    static void backfillFromAFile() throws Exception {
        Scenario scenario = ScenarioFile.read(SCENARIO).withEvents(3000);
        Simulation.events(scenario, LINES::add);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] line : LINES) {
            all.writeBytes(line);
            all.write('\n');
        }
        Path file = Files.write(folder.resolve("events.ndjson"), all.toByteArray());
        database = EmbeddedDatabase.start();
        broker = KafkaBroker.start(Files.createDirectory(folder.resolve("kafka")));
        JobConfig config = config("backfill");
        BatchRun.run(config, List.of(file));
        fromFile = rows(config, "backfill");
    }

    @AfterAll
    static void stop() throws Exception {
        if (broker != null) {
            broker.close();
        }
        if (database != null) {
            database.close();
        }
    }

    @Test
    void theLogIsNotTooEasy() {
        assertThat(fromFile.get("cohort_tally.ndjson")).hasSizeGreaterThan(100);
        assertThat(fromFile.get("decision_outcome.ndjson")).hasSizeGreaterThan(500);
        assertThat(fromFile.get("malformed_event.ndjson")).isNotEmpty();
        assertThat(fromFile.get("job_accounting.ndjson"))
                .anyMatch(row -> row.startsWith("duplicate="));
    }

    @Test
    void onePartitionGivesTheRowsOfTheFile() throws Exception {
        assertSameRows("one_partition", 1, line -> 0);
    }

    @Test
    void sessionsSpreadOverPartitionsGiveTheRowsOfTheFile() throws Exception {
        assertSameRows("by_session", 4, line -> Math.floorMod(session(line).hashCode(), 4));
    }

    @Test
    void eventsOfASessionSpreadOverPartitionsGiveTheRowsOfTheFile() throws Exception {
        assertSameRows("shuffled", 4, line -> Math.floorMod(Arrays.hashCode(line), 4));
    }

    private static void assertSameRows(String name, int partitions, ToIntFunction<byte[]> partition)
            throws Exception {
        broker.createTopic(name, partitions);
        broker.produce(name, LINES, partition);
        JobConfig config =
                config(
                        name,
                        "kafka.brokers=" + broker.address(),
                        "kafka.topics=" + name,
                        "kafka.bounded=true",
                        "kafka.start=earliest",
                        "watermark.idleness=0",
                        "checkpoint.interval=0");
        StreamRun.run(config);
        Map<String, List<String>> fromKafka = rows(config, name);
        assertThat(fromKafka.get("late_event.ndjson")).isEmpty();
        assertThat(fromKafka.keySet()).isEqualTo(fromFile.keySet());
        fromFile.forEach(
                (table, rows) ->
                        assertThat(fromKafka.get(table)).as(table).containsExactlyElementsOf(rows));
    }

    private static JobConfig config(String name, String... more) throws Exception {
        try (Connection connection = DriverManager.getConnection(database.url());
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        List<String> settings = new ArrayList<>(List.of("dataset=same", "parallelism=2"));
        settings.addAll(List.of(more));
        JobConfig config = JobConfig.of(settings.toArray(String[]::new));
        JdbcConfig jdbc = config.jdbc();
        return config.writingTo(
                new JdbcConfig(
                        database.url().replace("/postgres?", "/" + name + "?"),
                        "",
                        "",
                        jdbc.batchSize(),
                        jdbc.batchInterval(),
                        jdbc.maxRetries()));
    }

    private static Map<String, List<String>> rows(JobConfig config, String name) throws Exception {
        Path out = folder.resolve("rows-" + name);
        new TableExport(config.jdbc(), config.dataset()).writeTo(out);
        return ExportedRows.in(out);
    }

    private static String session(byte[] line) {
        Matcher matcher = SESSION.matcher(new String(line, StandardCharsets.UTF_8));
        return matcher.find() ? matcher.group(1) : "";
    }
}
