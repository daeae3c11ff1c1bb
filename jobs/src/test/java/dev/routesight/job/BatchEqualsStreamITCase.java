package dev.routesight.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routesight.config.JobConfig;
import dev.routesight.database.DatabaseTables;
import dev.routesight.database.EmbeddedDatabase;
import dev.routesight.database.Migrations;
import dev.routesight.database.TableExport;
import dev.routesight.pipeline.RoutesightPipeline;
import dev.routesight.simulate.ScenarioFile;
import dev.routesight.simulate.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The same bad and disordered events through BATCH and STREAMING give the same final rows, byte for
 * byte.
 */
class BatchEqualsStreamITCase {
    private static final Path ADVERSARIAL = Path.of("../conf/scenarios/adversarial.yaml");
    private static final String[] SETTINGS = {
        "dataset=same", "idle-limit=5m", "checkpoint.interval=0s", "horizons=[2m, 30m]"
    };

    @TempDir private static Path folder;
    private static Map<String, String> expected;

    @BeforeAll
    static void runOnceInBatch() throws Exception {
        Simulation.write(
                ScenarioFile.read(ADVERSARIAL).withEvents(10_000), folder, (lines, share) -> {});
        expected = rows("expected", RuntimeExecutionMode.BATCH, 1);
    }

    @AfterAll
    static void forget() {
        expected = null;
    }

    @ParameterizedTest
    @CsvSource({"BATCH,2", "BATCH,4", "STREAMING,4"})
    void finalRowsAreTheSame(RuntimeExecutionMode mode, int parallelism) throws Exception {
        Map<String, String> rows = rows(mode + "-" + parallelism, mode, parallelism);
        assertThat(rows.get("late_event.ndjson")).isEmpty();
        assertThat(rows.keySet()).isEqualTo(expected.keySet());
        expected.forEach(
                (table, text) ->
                        assertThat(rows.get(table).lines())
                                .as(table)
                                .containsExactlyElementsOf(text.lines().toList()));
    }

    @Test
    void everyTableThatShouldHasRowsAndEveryEventEndsInAPlace() {
        for (String table :
                List.of("decision_outcome", "cohort_tally", "score_tally", "judgement_tally")) {
            assertThat(expected.get(table + ".ndjson")).as(table).isNotEmpty();
        }
        long read = 0;
        long placed = 0;
        for (String line : expected.get("job_accounting.ndjson").lines().toList()) {
            long events = Long.parseLong(line.replaceAll(".*\"events\":(\\d+)}", "$1"));
            if (line.contains("\"events_read\"")) {
                read += events;
            } else {
                placed += events;
            }
        }
        assertThat(read).isPositive().isEqualTo(placed);
    }

    private static Map<String, String> rows(String name, RuntimeExecutionMode mode, int parallelism)
            throws Exception {
        Path out = folder.resolve(name);
        try (EmbeddedDatabase database = EmbeddedDatabase.start()) {
            JobConfig settings = JobConfig.of(SETTINGS);
            JobConfig config = settings.writingTo(database.reached(settings.jdbc()));
            Migrations.migrate(config.jdbc());
            StreamExecutionEnvironment env = Environment.of(config, mode);
            env.setParallelism(parallelism);
            boolean batch = mode == RuntimeExecutionMode.BATCH;
            RoutesightPipeline.build(
                    Sources.files(env, config, eventFiles(), Long.MAX_VALUE, batch),
                    config,
                    batch,
                    new DatabaseTables(config.jdbc(), config.dataset(), 0, true));
            env.execute(name);
            new TableExport(config.jdbc(), config.dataset()).writeTo(out);
        }
        Map<String, String> rows = new TreeMap<>();
        try (Stream<Path> files = Files.list(out)) {
            for (Path file : files.toList()) {
                rows.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return rows;
    }

    private static List<Path> eventFiles() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("events"))) {
            return new ArrayList<>(files.sorted().toList());
        }
    }
}
