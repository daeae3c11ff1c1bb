package dev.routesight.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routesight.testing.Await;
import dev.routesight.testing.EventLog;
import dev.routesight.testing.FlinkCluster;
import dev.routesight.testing.FlinkRest;
import dev.routesight.testing.JavaProcess;
import dev.routesight.testing.Stage;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What happens to a live job leaves no trace in its final rows. */
@ExtendWith(Stage.Extension.class)
class CrashITCase {
    private static final String OUTCOMES = "select count(*) from decision_outcome";
    private static final String OUTCOMES_AGAIN =
            "select sum(n_tup_upd) from pg_stat_user_tables where relname like 'decision_outcome%'";
    private static final String WAITING = "select count(*) from pg_locks where not granted";
    private static final String READ = "select events_read from accounting_check";
    private static final String[] LIVE = {
        "checkpoint.interval=1s", "jdbc.batch-interval=100ms", "jdbc.batch-size=20"
    };

    @Test
    void aKilledTaskManagerAndASlowDatabaseChangeNoRow(Stage stage) throws Exception {
        FlinkCluster cluster = stage.cluster();
        FlinkRest rest = cluster.rest();
        int quarter = stage.lines().size() / 4;
        String job = startedOn(stage, "crash", quarter);

        long latest;
        try (Connection slow = stage.connect("crash");
                Statement statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            statement.execute("lock table cohort_tally in share mode");
            send(stage, "crash", quarter, 2 * quarter);
            Await.until("a writer waits", () -> stage.number("crash", WAITING) > 0);
            // from here on no checkpoint can complete: what is written now is written again
            long before = stage.number("crash", OUTCOMES);
            send(stage, "crash", 2 * quarter, 3 * quarter);
            Await.until("others write", () -> stage.number("crash", OUTCOMES) > before + 20);
            latest = rest.json("/jobs/" + job + "/checkpoints").at("/latest/completed/id").asLong();
            cluster.taskManager().kill();
            cluster.startTaskManager();
            Await.until("restored", () -> rest.checkpoints(job, "restored") > 0);
            // what the dead writer had sent comes through now, after the restored job's beginning
            slow.rollback();
        }
        assertThat(rest.json("/jobs/" + job + "/checkpoints").at("/latest/restored/id").asLong())
                .as("restored from the checkpoint before the crash")
                .isGreaterThanOrEqualTo(latest)
                .isPositive();
        assertThat(stage.number("crash", READ)).isPositive().isLessThan(stage.lines().size());

        send(stage, "crash", 3 * quarter, stage.lines().size());
        assertEndsWithTheRowsOfABackfill(stage, "crash");
        Await.until("rows were repeated", () -> stage.number("crash", OUTCOMES_AGAIN) > 0);
        assertThat(rest.state(job)).isEqualTo("RUNNING");
        cluster.cancel(job);
    }

    @Test
    void aDatabaseThatGoesAwayFailsTheJobAloneAndChangesNoRow(Stage stage) throws Exception {
        FlinkCluster cluster = stage.cluster();
        FlinkRest rest = cluster.rest();
        JavaProcess taskManager = cluster.taskManager();
        int half = stage.lines().size() / 2;
        String job = startedOn(stage, "away", half);

        stage.closeDatabase("away");
        send(stage, "away", half, stage.lines().size());
        Await.until("the job has failed", () -> rest.failures(job) > 1);
        stage.openDatabase("away");

        assertEndsWithTheRowsOfABackfill(stage, "away");
        assertThat(taskManager.isAlive()).as("the TaskManager lives").isTrue();
        assertThat(rest.checkpoints(job, "restored")).isPositive();
        cluster.cancel(job);
    }

    @Test
    void aSavepointRestoredWithMoreInstancesChangesNoRow(Stage stage) throws Exception {
        FlinkCluster cluster = stage.cluster();
        int half = stage.lines().size() / 2;
        stage.broker().createTopic("rescaled", EventLog.PARTITIONS);
        stage.createDatabase("rescaled");
        send(stage, "rescaled", 0, half);
        String before = start(stage, "rescaled", List.of("-Dstate.backend.type=hashmap"), 2);
        Await.until("rows have come", () -> stage.number("rescaled", OUTCOMES) > 50);
        String savepoint = cluster.stop(before);
        cluster.rest().await(before, "FINISHED");
        assertThat(stage.number("rescaled", READ)).isPositive().isLessThanOrEqualTo(half);

        String after =
                start(
                        stage,
                        "rescaled",
                        List.of("-s", savepoint, "-Dstate.backend.type=rocksdb"),
                        3);
        send(stage, "rescaled", half, stage.lines().size());
        assertEndsWithTheRowsOfABackfill(stage, "rescaled");
        assertThat(cluster.rest().checkpoints(after, "restored")).isEqualTo(1);
        cluster.cancel(after);
    }

    /** A job that has written rows of the first events and has a checkpoint. */
    private static String startedOn(Stage stage, String name, int events) throws Exception {
        stage.broker().createTopic(name, EventLog.PARTITIONS);
        stage.createDatabase(name);
        send(stage, name, 0, events);
        String job = start(stage, name, List.of(), 2);
        Await.until("rows have come", () -> stage.number(name, OUTCOMES) > 50);
        FlinkRest rest = stage.cluster().rest();
        Await.until("a checkpoint is there", () -> rest.checkpoints(job, "completed") > 0);
        return job;
    }

    private static String start(Stage stage, String name, List<String> options, int parallelism)
            throws Exception {
        return stage.stream(name, options, LIVE[0], LIVE[1], LIVE[2], "parallelism=" + parallelism);
    }

    private static void send(Stage stage, String topic, int from, int to) throws Exception {
        stage.broker().produce(topic, stage.lines().subList(from, to), EventLog::partitionOf);
    }

    private static void assertEndsWithTheRowsOfABackfill(Stage stage, String name)
            throws Exception {
        Map<String, List<String>> expected = stage.backfilled();
        long read = stage.number("backfilled", READ);
        try {
            Await.until("all is read", () -> stage.number(name, READ) == read);
            Await.until("all rows are final", () -> stage.rows(name).equals(expected));
        } catch (AssertionError late) {
            expected.forEach(
                    (table, rows) ->
                            assertThat(rowsOf(stage, name).get(table))
                                    .as(table)
                                    .containsExactlyElementsOf(rows));
            throw late;
        }
        assertThat(stage.number(name, "select difference from accounting_check")).isZero();
    }

    private static Map<String, List<String>> rowsOf(Stage stage, String name) {
        try {
            return stage.rows(name);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
