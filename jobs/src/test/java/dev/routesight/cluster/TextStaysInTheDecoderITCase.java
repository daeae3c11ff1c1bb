package dev.routesight.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routesight.database.Migrations;
import dev.routesight.testing.Await;
import dev.routesight.testing.EventLog;
import dev.routesight.testing.FlinkCluster;
import dev.routesight.testing.Stage;
import dev.routesight.testing.Traces;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A word of the messages is looked for in all that a job leaves behind: checkpoints, savepoints,
 * RocksDB's files, spilled and shuffled data, logs and tables. So that the search is known to find
 * what is there, a word of the session ids must be found in the same places.
 */
@ExtendWith(Stage.Extension.class)
class TextStaysInTheDecoderITCase {
    private static final String WAITING = "select count(*) from pg_locks where not granted";
    private static final String READ = "select events_read from accounting_check";

    @ParameterizedTest
    @ValueSource(strings = {"hashmap", "rocksdb"})
    void aLiveJobKeepsNone(String backend, Stage stage) throws Exception {
        String name = "text_" + backend;
        List<byte[]> lines = TellingEvents.of(300);
        stage.broker().createTopic(name, 1);
        stage.broker().produce(name, lines, line -> 0);
        stage.createDatabase(name);
        FlinkCluster cluster = stage.cluster();
        String job =
                stage.stream(
                        name,
                        List.of(
                                "-Dstate.backend.type=" + backend,
                                // so that none goes while it is searched
                                "-Dexecution.checkpointing.num-retained=1000"),
                        "parallelism=1",
                        "checkpoint.interval=500ms");
        Await.until("all is read", () -> stage.number(name, READ) == lines.size());
        long before = cluster.rest().checkpoints(job, "completed");
        Await.until("kept", () -> cluster.rest().checkpoints(job, "completed") > before);
        if (backend.equals("rocksdb")) {
            assertKnown(cluster.temporary(), ".sst");
        }
        Path checkpoints = cluster.snapshots().resolve("checkpoints").resolve(job);
        assertKnown(checkpoints, "");
        assertNoSecret(cluster);

        byte[] end = TellingEvents.end(300).getBytes(StandardCharsets.UTF_8);
        stage.broker().produce(name, List.of(end), line -> 0);
        Await.until(
                "rows are final",
                () -> stage.number(name, "select count(*) from cohort_tally where final") > 0);
        assertKnown(Path.of(java.net.URI.create(cluster.stop(job))), "");
        assertNoSecret(cluster);
        Map<String, String> tables = tables(stage, name);
        assertThat(tables.get("decision_outcome")).contains(TellingEvents.KNOWN);
        assertThat(tables.get("malformed_event").lines()).hasSize(TellingEvents.BROKEN.size());
        tables.forEach(
                (table, rows) -> assertThat(rows).as(table).doesNotContain(TellingEvents.SECRET));
    }

    @Test
    void aBackfillKeepsOnlyThePieceOfABrokenRecordThatItIsToldTo(Stage stage) throws Exception {
        String name = "text_batch";
        List<byte[]> lines = TellingEvents.of(4000);
        lines.add(TellingEvents.end(4000).getBytes(StandardCharsets.UTF_8));
        Path file = EventLog.write(lines, stage.folder("telling.ndjson"));
        stage.createDatabase(name);
        Migrations.migrate(stage.reached(name));
        FlinkCluster cluster = stage.cluster();
        String job;
        try (Connection holding = stage.connect(name);
                Statement statement = holding.createStatement()) {
            holding.setAutoCommit(false);
            statement.execute("lock table decision_outcome in share mode");
            job =
                    cluster.submit(
                            stage.environment(name),
                            List.of(),
                            "dev.routesight.BatchJob",
                            "--input",
                            file.toString(),
                            "--set",
                            "dataset=same",
                            "--set",
                            "parallelism=1",
                            "--set",
                            "malformed.raw-bytes=64");
            Await.until("a writer waits", () -> stage.number(name, WAITING) > 0);
            assertKnown(cluster.temporary(), ".shuffle.data");
            assertKnown(cluster.temporary(), ".channel");
            assertNoSecret(cluster);
        }
        cluster.rest().await(job, "FINISHED");
        assertNoSecret(cluster);
        assertThat(stage.number(name, "select max(length(raw)) from malformed_event"))
                .isEqualTo(64);
        assertThat(tables(stage, name).get("malformed_event")).contains(hex(TellingEvents.SECRET));
        try (Connection connection = stage.connect(name);
                Statement statement = connection.createStatement()) {
            statement.execute("update malformed_event set raw = null");
        }
        Map<String, String> tables = tables(stage, name);
        assertThat(tables.get("decision_outcome")).contains(TellingEvents.KNOWN);
        tables.forEach(
                (table, rows) ->
                        assertThat(rows)
                                .as(table)
                                .doesNotContain(TellingEvents.SECRET)
                                .doesNotContain(hex(TellingEvents.SECRET)));
    }

    private static void assertKnown(Path folder, String ending) throws Exception {
        assertThat(Traces.of(TellingEvents.KNOWN, folder))
                .as("files *" + ending + " that hold a session's id")
                .anyMatch(file -> file.toString().endsWith(ending));
    }

    private static void assertNoSecret(FlinkCluster cluster) throws Exception {
        for (Path folder : List.of(cluster.snapshots(), cluster.temporary(), cluster.logs())) {
            assertThat(Traces.of(TellingEvents.SECRET, folder)).isEmpty();
        }
    }

    /** Every table with all its columns as text. */
    private static Map<String, String> tables(Stage stage, String name) throws SQLException {
        Map<String, String> tables = new TreeMap<>();
        try (Connection connection = stage.connect(name);
                Statement statement = connection.createStatement()) {
            List<String> names = new ArrayList<>();
            try (ResultSet rows =
                    statement.executeQuery(
                            "select table_name from information_schema.tables where table_schema ="
                                    + " 'public' and table_type = 'BASE TABLE'")) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            for (String table : names) {
                StringBuilder text = new StringBuilder();
                try (ResultSet rows =
                        statement.executeQuery("select t::text from " + table + " t")) {
                    while (rows.next()) {
                        text.append(rows.getString(1)).append('\n');
                    }
                }
                tables.put(table, text.toString());
            }
        }
        return tables;
    }

    private static String hex(String text) {
        return java.util.HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
}
