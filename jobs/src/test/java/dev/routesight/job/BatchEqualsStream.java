package dev.routesight.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routesight.config.JobConfig;
import dev.routesight.database.TableExport;
import dev.routesight.testing.ExportedRows;
import dev.routesight.testing.KafkaBroker;
import dev.routesight.testing.SameEvents;
import dev.routesight.testing.TestDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same bad and disordered events, through BATCH from a file and through STREAMING from Kafka,
 * give the same final rows of all tables, byte for byte (strays without where they stood, the
 * accounting without its partition).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BatchEqualsStream {
    /** The cap is so small that cohorts merge, and silence is judged within the horizon. */
    private static final String[] SETTINGS = {
        "dataset=same",
        "idle-limit=5m",
        // the first is that of the buckets too, and has cohorts that merge
        "cuts=[[tenant, model], [], [query_shape], [language]]",
        "cohorts.max-per-cut=3",
        "session.max-events=60",
        "session.max-decisions=8",
        // so short and so lavish that there are alerts on nothing
        "drift.learn=3h",
        "drift.learn-decisions=30",
        "drift.rhythm=none",
        "drift.design-effect=1",
        "drift.delta=0.9",
        "drift.budget=10000",
        "drift.max-tests=1",
        "drift.silent-after=2h",
        // the log is one day long
        "control.cuts=[[], [query_shape], [tenant, model]]",
        "control.period=1d",
        "control.least-decisions=50",
        "control.dead-band=0",
        "control.harm-bound=0.02",
        "drift.concurrent=route",
        "drift.concurrent-odds-ratio=1",
        "tally.buckets=first",
        "tally.candidates=[next]"
    };

    private static final String EXPERIMENTS =
            """
            experiments:
              - name: range
                start: %s
                end: %s
                before: 1d
                arms: [{name: live, share: 0.6}, {name: all-cheap, share: 0.2, route: cheap}, {name: all-strong, share: 0.2, route: strong}]
            """;

    private final long events;

    private Path folder;
    private TestDatabases databases;
    private KafkaBroker broker;
    private SameEvents log;
    private Path file;
    private Map<String, List<String>> expected;

    BatchEqualsStream(long events) {
        this.events = events;
    }

    @BeforeAll
    void backfillOnce(@TempDir Path temporary) throws Exception {
        folder = temporary;
        databases = new TestDatabases();
        broker = KafkaBroker.start(Files.createDirectory(folder.resolve("kafka")));
        log = new SameEvents(events);
        Instant start = SameEvents.start();
        Files.writeString(
                folder.resolve("experiments.yaml"),
                EXPERIMENTS.formatted(
                        start.plus(Duration.ofHours(6)), start.plus(Duration.ofHours(18))));
        Files.writeString(folder.resolve("prices.yaml"), "signals: {rejected: 0.02}\n");
        file = SameEvents.write(log.asSimulated(), folder.resolve("events.ndjson"));
        expected = backfill(databases.create("expected", settings("parallelism=1")));
    }

    @AfterAll
    void stop() throws Exception {
        try (TestDatabases ending = databases) {
            if (broker != null) {
                broker.close();
            }
        }
    }

    @Test
    void theLogIsNotTooEasyAndEveryEventEndsInAPlace() {
        assertNoneIsEmpty(expected);
        assertThat(expected.get("experiment_unit.ndjson"))
                .anyMatch(row -> row.contains("\"before_decisions\":1"));
        assertThat(expected.get("threshold_recommendation.ndjson"))
                .anyMatch(row -> row.contains("\"status\":\"proposed\""))
                .anyMatch(row -> row.contains("\"status\":\"unidentifiable\""));
        assertThat(expected.get("bucket_tally.ndjson"))
                .anyMatch(row -> row.contains("\"cohort\":\"__other__\""));
        assertThat(expected.get("cohort_tally.ndjson"))
                .anyMatch(row -> row.contains("\"cohort\":\"__other__\""));
        Map<String, Long> places = new TreeMap<>();
        for (String row : expected.get("job_accounting.ndjson")) {
            String[] pair = row.split("=");
            places.put(pair[0], Long.parseLong(pair[1]));
        }
        assertThat(places)
                .containsKeys("used", "duplicate", "malformed", "unknown_type", "over_limit")
                .containsEntry("events_read", (long) log.size())
                .doesNotContainKeys("late", "pending");
        long read = places.remove("events_read");
        assertThat(places.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(read);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void batchGivesTheSameRowsAtAnyParallelism(int parallelism) throws Exception {
        String database = "batch_" + parallelism;
        assertSame(backfill(databases.create(database, settings("parallelism=" + parallelism))));
    }

    @ParameterizedTest
    @CsvSource({"1,false", "1,true", "4,false", "4,true"})
    void kafkaGivesTheRowsOfTheFile(int partitions, boolean shuffled) throws Exception {
        String name = "kafka_" + partitions + (shuffled ? "_shuffled" : "_in_order");
        broker.createTopic(name, partitions);
        broker.produce(
                name,
                shuffled ? log.shuffled() : log.inOrder(),
                line -> Math.floorMod(Arrays.hashCode(line), partitions));
        JobConfig config =
                databases.create(
                        name,
                        settings(
                                "parallelism=2",
                                "kafka.brokers=" + broker.address(),
                                "kafka.topics=" + name,
                                "kafka.bounded=true",
                                "kafka.start=earliest",
                                "watermark.idleness=0",
                                "checkpoint.interval=1s"));
        StreamRun.run(config);
        assertSame(rows(config));
    }

    @Test
    void aSecondBackfillChangesNothingAndAnotherDatasetLeavesTheFirstAlone() throws Exception {
        SameEvents thinner = new SameEvents(events / 5);
        Path part = SameEvents.write(thinner.asSimulated(), folder.resolve("thinner.ndjson"));
        JobConfig first = databases.create("again", settings("parallelism=2"));
        Map<String, List<String>> once = backfill(first, part);
        assertNoneIsEmpty(once);
        assertSame(backfill(first, part), once);
        JobConfig other = databases.reaching("again", settings("parallelism=2", "dataset=other"));
        assertThat(backfill(other, part).get("cohort_tally.ndjson"))
                .hasSameSizeAs(once.get("cohort_tally.ndjson"));
        assertSame(rows(first), once);
    }

    private static void assertNoneIsEmpty(Map<String, List<String>> rows) {
        for (String table :
                List.of(
                        "decision_outcome",
                        "cohort_tally",
                        "score_tally",
                        "judgement_tally",
                        "retention_tally",
                        "drift_alert",
                        "threshold_recommendation",
                        "bucket_tally",
                        "candidate_tally",
                        "experiment_unit",
                        "malformed_event",
                        "eval_result")) {
            assertThat(rows.get(table + ".ndjson")).as(table).isNotEmpty();
        }
        assertThat(rows.get("drift_alert.ndjson"))
                .anyMatch(row -> row.contains("\"test\":\"concurrent\""));
    }

    private void assertSame(Map<String, List<String>> rows) {
        assertSame(rows, expected);
    }

    private static void assertSame(
            Map<String, List<String>> rows, Map<String, List<String>> wantedRows) {
        assertThat(rows.get("late_event.ndjson")).isEmpty();
        assertThat(rows.keySet()).isEqualTo(wantedRows.keySet());
        wantedRows.forEach(
                (table, wanted) ->
                        assertThat(rows.get(table)).as(table).containsExactlyElementsOf(wanted));
    }

    private Map<String, List<String>> backfill(JobConfig config) throws Exception {
        return backfill(config, file);
    }

    private Map<String, List<String>> backfill(JobConfig config, Path input) throws Exception {
        BatchRun.run(config, List.of(input));
        return rows(config);
    }

    private Map<String, List<String>> rows(JobConfig config) throws IOException, SQLException {
        Path out = Files.createTempDirectory(folder, "rows");
        new TableExport(config.jdbc(), config.dataset()).writeTo(out);
        return ExportedRows.in(out);
    }

    private String[] settings(String... more) {
        List<String> all = new ArrayList<>(List.of(SETTINGS));
        all.add("experiments=" + folder.resolve("experiments.yaml"));
        all.add("prices=" + folder.resolve("prices.yaml"));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}
