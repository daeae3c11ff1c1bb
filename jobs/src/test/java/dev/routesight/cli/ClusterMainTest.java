package dev.routesight.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.routesight.config.JobConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is submitted to a cluster says what is wrong in one line and ends nobody's process. */
class ClusterMainTest {
    private static final Map<String, String> DATABASE =
            Map.of("ROUTESIGHT_JDBC_URL", "jdbc:postgresql://h/db");
    private static final String BROKERS = "--set=kafka.brokers=h:9";
    private static final String TOPICS = "--set=kafka.topics=a";

    @TempDir Path temp;
    private Path events;
    private final StringWriter out = new StringWriter();

    private JobConfig config;
    private List<Path> files;
    private long until;

    @BeforeEach
    void writeEvents() throws IOException {
        events = Files.writeString(temp.toRealPath().resolve("events.ndjson"), "");
    }

    @Test
    void everyArgumentOfTheBatchJobReachesTheRun() throws Exception {
        batch(
                "--input=" + events,
                "--format=native",
                "--until=2026-10-31T01:00:00+01:00",
                "--dataset=d",
                "--set=score.bins=5");

        assertThat(files).containsExactly(events);
        assertThat(until).isEqualTo(1_793_404_800_000L);
        assertThat(config.dataset()).isEqualTo("d");
        assertThat(config.tally().scoreBins()).isEqualTo(5);
        assertThat(config.jdbc().url()).isEqualTo("jdbc:postgresql://h/db");
    }

    @Test
    void withoutInputTheBatchJobReadsKafkaToItsPresentEnd() throws Exception {
        batch(BROKERS, TOPICS, "--set=kafka.bounded=true");

        assertThat(files).isEmpty();
        assertThat(until).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void theStreamingJobTakesItsConfiguration() throws Exception {
        stream(BROKERS, TOPICS, "--format=native");

        assertThat(config.kafka().topics()).containsExactly("a");
    }

    @Test
    void helpIsShownAndNothingRuns() throws Exception {
        batch("--help");
        stream("--help");

        assertThat(out.toString())
                .contains("Usage: BatchJob", "--until", "Usage: StreamJob")
                .contains("which one line says")
                .doesNotContain("one line on stderr");
        assertThat(config).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--set=horizon=[2m] | --set: horizon: unknown key; did you mean horizons?",
                "--set=window=7h | --set: window: must divide a day, as 15m, 1h or 1d do",
                "--until=yesterday | --until yesterday: expected a time such as"
                        + " 2026-10-31T00:00:00Z, or epoch milliseconds",
                "--format=csv | --format csv: unknown format (known: native)",
                "--inptu=x | Unknown option: '--inptu=x'; did you mean --input? (--help shows all)",
                "--config=none.yaml | none.yaml: there is no such file",
                "--input=none.ndjson | --input none.ndjson: there is no such file or folder",
                "--quiet | Unknown option: '--quiet' (--help shows all)",
            })
    void aMistakeIsOneLine(String argument, String message) {
        refused(message, argument);
    }

    @Test
    void whatIsMissingIsNamed() {
        refused("kafka.brokers: must be given to read from Kafka");
        refused(
                "without --input the job reads Kafka up to its present end: say so with --set"
                        + " kafka.bounded=true",
                BROKERS,
                TOPICS);
        refused(
                "--until is for files: a Kafka record has a time of its own",
                BROKERS,
                TOPICS,
                "--set=kafka.bounded=true",
                "--until=0");
        assertThatThrownBy(() -> stream(Map.of(), BROKERS, TOPICS))
                .hasMessage(
                        "StreamJob: jdbc.url: must be given, jdbc:postgresql://host:port/database"
                                + " (or the variable ROUTESIGHT_JDBC_URL)");
    }

    private void refused(String message, String... args) {
        assertThatThrownBy(() -> batch(args))
                .isInstanceOf(ClusterMain.Refused.class)
                .hasToString("BatchJob: " + message)
                .satisfies(e -> assertThat(e.getStackTrace()).isEmpty())
                .hasNoCause();
        assertThat(config).isNull();
    }

    private void batch(String... args) throws Exception {
        BatchArguments command =
                new BatchArguments(
                        DATABASE,
                        (job, inputs, taken) -> {
                            config = job;
                            files = inputs;
                            until = taken;
                        });
        ClusterMain.run(command, args, new PrintWriter(out, true));
    }

    private void stream(String... args) throws Exception {
        stream(DATABASE, args);
    }

    private void stream(Map<String, String> environment, String... args) throws Exception {
        ClusterMain.run(
                new StreamArguments(environment, job -> config = job),
                args,
                new PrintWriter(out, true));
    }
}
