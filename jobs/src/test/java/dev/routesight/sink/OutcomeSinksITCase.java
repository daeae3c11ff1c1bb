package dev.routesight.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.routesight.cli.BackfillRequest;
import dev.routesight.cli.Progress;
import dev.routesight.config.ConfigurationException;
import dev.routesight.config.JobConfig;
import dev.routesight.database.EmbeddedDatabase;
import dev.routesight.job.BackfillRun;
import dev.routesight.job.BatchRun;
import dev.routesight.job.StreamRun;
import dev.routesight.simulate.ScenarioFile;
import dev.routesight.simulate.Simulation;
import dev.routesight.testing.KafkaBroker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files and a topic of outcomes hold the very rows of the table. */
class OutcomeSinksITCase {
    private static final Path SCENARIO = Path.of("../conf/scenarios/adversarial.yaml");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private static Path folder;
    private static EmbeddedDatabase database;
    private static KafkaBroker broker;
    private static Path events;
    private static List<String> expected;

    @BeforeAll
    static void writeTheTable() throws Exception {
        List<byte[]> lines = new ArrayList<>();
        Simulation.events(ScenarioFile.read(SCENARIO).withEvents(2000), lines::add);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] line : lines) {
            all.writeBytes(line);
            all.write('\n');
        }
        events = Files.write(folder.resolve("events.ndjson"), all.toByteArray());
        database = EmbeddedDatabase.start();
        broker = KafkaBroker.start(Files.createDirectory(folder.resolve("kafka")));
        broker.createTopic("events", 1);
        broker.produce("events", lines, line -> 0);
        Path out = folder.resolve("rows");
        backfill(out, new ArrayList<>(), config("dataset=same"));
        expected = sorted(Files.readAllLines(out.resolve("decision_outcome.ndjson")));
        assertThat(expected).hasSizeGreaterThan(300);
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
    void aBackfillWritesTheRowsOfTheTableToFilesAndToTheTopic() throws Exception {
        broker.createTopic("batch-outcomes", 2);
        Path files = folder.resolve("batch");
        Path out = Files.createDirectories(folder.resolve("rows-without"));
        Files.writeString(out.resolve("decision_outcome.ndjson"), "of an earlier run\n");
        List<String> said = new ArrayList<>();
        JobConfig config =
                config(
                        "dataset=same",
                        "decision-outcome=ndjson",
                        "decision-outcome.dir=" + files,
                        "kafka.brokers=" + broker.address(),
                        "kafka.outcome-topic=batch-outcomes");
        backfill(out, said, config);

        assertThat(wholeFiles(files)).containsExactlyElementsOf(expected);
        assertThat(records("batch-outcomes")).containsExactlyElementsOf(expected);
        assertThat(out.resolve("cohort_tally.ndjson")).isNotEmptyFile();
        assertThat(out.resolve("decision_outcome.ndjson")).doesNotExist();
        assertThat(said)
                .contains(
                        "wrote the rows of every table but decision_outcome to "
                                + out
                                + "; outcomes are in "
                                + files);

        assertThatThrownBy(() -> BatchRun.run(config, List.of(events)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "decision-outcome.dir: "
                                + files
                                + " has outcomes of an earlier run; give an empty folder");
    }

    @Test
    void theStreamingJobWritesTheRowsOfTheTableToFilesAndToTheTopic() throws Exception {
        broker.createTopic("live-outcomes", 2);
        Path files = folder.resolve("live");
        StreamRun.run(
                config(
                        "dataset=same",
                        "decision-outcome=ndjson",
                        "decision-outcome.dir=" + files.toUri(),
                        "kafka.brokers=" + broker.address(),
                        "kafka.topics=events",
                        "kafka.bounded=true",
                        "kafka.outcome-topic=live-outcomes",
                        "kafka.properties={linger.ms: 5, client.id: test}",
                        "checkpoint.interval=200ms"));

        assertThat(wholeFiles(files)).containsExactlyElementsOf(expected);
        assertThat(new HashSet<>(records("live-outcomes"))).isEqualTo(new HashSet<>(expected));
    }

    @Test
    void withoutCheckpointsFilesAreCompleteWhenTheTopicsEnd() throws Exception {
        Path files = folder.resolve("no-checkpoints");
        String[] settings = {
            "dataset=same",
            "decision-outcome=ndjson",
            "decision-outcome.dir=" + files,
            "kafka.brokers=" + broker.address(),
            "kafka.topics=events",
            "checkpoint.interval=0"
        };
        assertThatThrownBy(() -> StreamRun.run(config(settings)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("checkpoint.interval: decision-outcome: ndjson completes");

        String[] bounded =
                Stream.concat(Stream.of("kafka.bounded=true"), Stream.of(settings))
                        .toArray(String[]::new);
        StreamRun.run(config(bounded));
        assertThat(wholeFiles(files)).containsExactlyElementsOf(expected);
    }

    private static void backfill(Path out, List<String> said, JobConfig config) throws Exception {
        Progress progress =
                new Progress() {
                    @Override
                    public void say(String message) {
                        said.add(message);
                    }

                    @Override
                    public void at(Position position) {}

                    @Override
                    public void finish() {}
                };
        BackfillRun.run(
                new BackfillRequest(
                        List.of(events), "native", OptionalLong.empty(), Optional.of(out), config),
                progress);
    }

    private static JobConfig config(String... settings) {
        JobConfig config =
                JobConfig.of(
                        Stream.concat(Stream.of("parallelism=2"), Stream.of(settings))
                                .toArray(String[]::new));
        return config.writingTo(database.reached(config.jdbc()));
    }

    /** The lines of all files of a folder, in which nothing may be half done. */
    private static List<String> wholeFiles(Path in) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.walk(in)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(file.getFileName().toString())
                        .matches("decision-outcome-[0-9a-f-]+-\\d+\\.ndjson");
                lines.addAll(Files.readAllLines(file));
            }
        }
        return sorted(lines);
    }

    private static List<String> records(String topic) throws IOException {
        List<String> values = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : broker.readAll(topic)) {
            String value = new String(record.value(), StandardCharsets.UTF_8);
            assertThat(new String(record.key(), StandardCharsets.UTF_8))
                    .isEqualTo(JSON.readTree(value).get("session_id").asText());
            values.add(value);
        }
        return sorted(values);
    }

    private static List<String> sorted(List<String> lines) {
        return lines.stream().sorted().toList();
    }
}
