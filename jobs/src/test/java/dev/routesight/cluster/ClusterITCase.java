package dev.routesight.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.routesight.testing.EventLog;
import dev.routesight.testing.FlinkCluster;
import dev.routesight.testing.FlinkRest;
import dev.routesight.testing.Stage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The jar, submitted with Flink's own client to a Flink cluster that has nothing but Flink, does
 * what the jobs do in this process.
 */
@ExtendWith(Stage.Extension.class)
class ClusterITCase {
    private static final Pattern BROUGHT_BY_THE_JAR =
            Pattern.compile(
                    "^(routesight|flink-connector-(kafka|jdbc)|kafka|postgresql|jackson|flyway|picocli|zstd|re2j)");
    private static final String[] JOB_ANSWERS = {
        "",
        "/plan",
        "/config",
        "/exceptions",
        "/accumulators",
        "/checkpoints",
        "/checkpoints/config"
    };

    @Test
    void theStreamingJobWritesTheRowsOfABackfill(Stage stage) throws Exception {
        stage.broker().createTopic("streamed", EventLog.PARTITIONS);
        stage.broker().produce("streamed", stage.lines(), EventLog::partitionOf);
        stage.createDatabase("streamed");
        String job = stage.stream("streamed", List.of(), "parallelism=2", "kafka.bounded=true");
        assertFinishesWithTheRowsOfABackfill(stage, job, "streamed");
        assertNobodySeesThePassword(stage, job);
    }

    @Test
    void theBatchJobWritesTheRowsOfABackfill(Stage stage) throws Exception {
        Path file = EventLog.write(stage.lines(), stage.folder("events.ndjson"));
        stage.createDatabase("batched");
        Map<String, String> environment = new HashMap<>(stage.environment("batched"));
        environment.remove("ROUTESIGHT_JDBC_USER");
        environment.remove("ROUTESIGHT_JDBC_PASSWORD");
        environment.computeIfPresent(
                "ROUTESIGHT_JDBC_URL",
                (name, url) -> url + "?user=" + Stage.USER + "&password=" + Stage.PASSWORD);
        String job =
                stage.cluster()
                        .submit(
                                environment,
                                List.of(),
                                "dev.routesight.BatchJob",
                                "--input",
                                file.toString(),
                                "--set",
                                "dataset=same",
                                "--set",
                                "parallelism=2");
        assertFinishesWithTheRowsOfABackfill(stage, job, "batched");
        assertNobodySeesThePassword(stage, job);
    }

    @Test
    void theClusterHasNothingButFlink(Stage stage) {
        assertThat(stage.cluster().classPath())
                .hasSizeGreaterThan(20)
                .allMatch(entry -> entry.endsWith(".jar"))
                .noneMatch(
                        entry ->
                                BROUGHT_BY_THE_JAR
                                        .matcher(Path.of(entry).getFileName().toString())
                                        .find());
    }

    @Test
    void theDatabaseWantsThePassword(Stage stage) throws Exception {
        assertThatThrownBy(
                        () ->
                                DriverManager.getConnection(
                                        stage.url("postgres"), Stage.USER, "guessed"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
    }

    private static void assertFinishesWithTheRowsOfABackfill(
            Stage stage, String job, String database) throws Exception {
        stage.cluster().rest().await(job, "FINISHED");
        Map<String, List<String>> rows = stage.rows(database);
        assertThat(rows.get("late_event.ndjson")).isEmpty();
        assertThat(rows.get("cohort_tally.ndjson")).hasSizeGreaterThan(100);
        assertThat(rows).isEqualTo(stage.backfilled());
        assertThat(stage.number(database, "select events_read from accounting_check"))
                .isGreaterThan(stage.lines().size() / 2)
                .isLessThanOrEqualTo(stage.lines().size());
        assertThat(stage.number(database, "select difference from accounting_check")).isZero();
    }

    private static void assertNobodySeesThePassword(Stage stage, String job) throws Exception {
        Map<String, String> seen = whatOthersSee(stage.cluster(), job);
        assertThat(seen.get("/jobs/" + job + "/plan")).contains("write-cohort-tally");
        assertThat(seen.values()).anyMatch(text -> text.contains(job + ") switched from state"));
        seen.forEach((where, text) -> assertThat(text).as(where).doesNotContain(Stage.PASSWORD));
    }

    /** Everything of a cluster that is shown to others than its owner. */
    private static Map<String, String> whatOthersSee(FlinkCluster cluster, String job)
            throws IOException, InterruptedException {
        Map<String, String> seen = new TreeMap<>();
        FlinkRest rest = cluster.rest();
        for (String answer : JOB_ANSWERS) {
            String path = "/jobs/" + job + answer;
            seen.put(path, rest.text(path));
        }
        for (String path :
                List.of("/jobmanager/config", "/jobmanager/environment", "/jars", "/overview")) {
            seen.put(path, rest.text(path));
        }
        for (var vertex : rest.json("/jobs/" + job).path("vertices")) {
            String path = "/jobs/" + job + "/vertices/" + vertex.path("id").asText();
            seen.put(path, rest.text(path));
        }
        seen.put("process arguments", cluster.commands().toString());
        try (Stream<Path> files = Files.list(cluster.logs())) {
            for (Path file : files.toList()) {
                byte[] text = Files.readAllBytes(file);
                seen.put(file.toString(), new String(text, StandardCharsets.ISO_8859_1));
            }
        }
        return seen;
    }
}
