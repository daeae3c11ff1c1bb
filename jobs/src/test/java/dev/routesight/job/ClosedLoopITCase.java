package dev.routesight.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.routesight.cli.LoopRequest;
import dev.routesight.cli.Progress;
import dev.routesight.config.JobConfig;
import dev.routesight.database.Migrations;
import dev.routesight.loop.ClosedLoop;
import dev.routesight.loop.LoopJob;
import dev.routesight.loop.LoopPlan;
import dev.routesight.loop.LoopStep;
import dev.routesight.loop.Said;
import dev.routesight.simulate.ScenarioFile;
import dev.routesight.testing.KafkaBroker;
import dev.routesight.testing.TestDatabases;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A router that follows the real graph: over a folder and a table, and over two topics. */
class ClosedLoopITCase {
    private static final double PRICE = 0.02;
    private static final double START = 0.1;
    private static final int PERIODS = 4;
    private static final long LOOK_AGAIN_MILLIS = 500;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private static Path folder;
    private static Path scenario;
    private static List<LoopStep> steps;
    private static String printed;
    private static Path files;

    @BeforeAll
    static void playOverAFolder() throws Exception {
        String world = Files.readString(Path.of("../conf/scenarios/closed-loop.yaml"));
        scenario = folder.resolve("world.yaml");
        Files.writeString(
                scenario,
                world.replace("sessions: 8000", "sessions: 1500")
                        .replace("share: 0.1", "share: 0.5"));
        files = folder.resolve("files");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        LoopRequest request =
                new LoopRequest(
                        Optional.of(scenario),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        PERIODS,
                        START,
                        PRICE,
                        0,
                        0,
                        1,
                        Optional.of(files));
        steps =
                LoopRun.run(
                        request, new Silent(), new PrintStream(out, true, StandardCharsets.UTF_8));
        printed = out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void whatIsRecommendedBringsTheThresholdNearTheOracle() {
        assertThat(steps).hasSize(PERIODS);
        assertThat(steps.get(0).threshold()).isEqualTo(START);
        assertThat(steps.get(0).regret()).isGreaterThan(0.15);
        assertThat(steps.get(PERIODS - 1).regret()).as(printed).isLessThan(0.05);
        assertThat(steps).anyMatch(step -> step.said().status().equals("proposed"));
    }

    @Test
    void eachPeriodIsALineAndARowAndAPointOfTheChart() throws Exception {
        assertThat(printed.lines()).hasSize(PERIODS + 1);
        assertThat(printed).contains("oracle", "regret", "█", "proposed");
        assertThat(Files.readAllLines(files.resolve("loop.csv"))).hasSize(PERIODS + 1);
        assertThat(Files.readString(files.resolve("regret.svg"))).contains("<polyline", "Regret");
    }

    @Test
    void overKafkaItIsTheSame() throws Exception {
        try (TestDatabases databases = new TestDatabases();
                KafkaBroker broker =
                        KafkaBroker.start(Files.createDirectory(folder.resolve("kafka")))) {
            broker.createTopic("events", 1);
            broker.createTopic("thresholds", 1);
            JobConfig settings =
                    LoopRun.config(
                            PRICE,
                            folder,
                            "parallelism=1",
                            "kafka.brokers=" + broker.address(),
                            "kafka.topics=[events]",
                            "kafka.start=earliest",
                            "watermark.idleness=0",
                            "watermark.max-drift=0",
                            "kafka.recommendation-topic=thresholds",
                            "checkpoint.interval=5s");
            JobConfig config = settings.writingTo(databases.create("loop").jdbc());
            Migrations.migrate(config.jdbc());
            StreamExecutionEnvironment env = Environment.of(config, RuntimeExecutionMode.STREAMING);
            Graph.build(Sources.kafka(env, config), config, false);
            JobClient job = env.executeAsync("closed-loop-over-kafka");
            try {
                LoopPlan plan =
                        new LoopPlan(
                                ScenarioFile.read(scenario),
                                PERIODS,
                                START,
                                PRICE,
                                PERIODS,
                                0,
                                2,
                                1);
                assertThat(ClosedLoop.run(plan, new Topics(plan, broker, job), step -> {}))
                        .isEqualTo(steps);
            } finally {
                job.cancel().get();
            }
        }
    }

    /** The job behind a topic of events and one of recommendations. */
    private record Topics(LoopPlan plan, KafkaBroker broker, JobClient job) implements LoopJob {
        @Override
        public void send(int period, List<byte[]> lines) throws Exception {
            broker.produce("events", lines, line -> 0);
        }

        @Override
        public Said await(int period) throws Exception {
            Instant start = plan.start(period);
            Instant patience = Instant.now().plus(Duration.ofMinutes(5));
            while (Instant.now().isBefore(patience)) {
                for (ConsumerRecord<byte[], byte[]> record : broker.readAll("thresholds")) {
                    JsonNode row = JSON.readTree(record.value());
                    if (Instant.parse(row.get("period_start").asText()).equals(start)) {
                        return new Said(
                                row.get("status").asText(),
                                row.get("reason").asText(),
                                row.get("proposed_threshold").doubleValue());
                    }
                }
                Thread.sleep(LOOK_AGAIN_MILLIS);
            }
            throw new AssertionError(
                    "nothing was recommended for " + start + ", job: " + job.getJobStatus().get());
        }
    }

    private static final class Silent implements Progress {
        @Override
        public void at(Position position) {}

        @Override
        public void say(String line) {}

        @Override
        public void finish() {}
    }
}
