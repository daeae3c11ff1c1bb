package dev.routesight.database;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.routesight.config.JdbcConfig;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Writes the rows of a dataset as {@code TABLE.ndjson}, sorted by primary key, the final ones of a
 * tally. Each file is renamed into place when it is whole.
 */
public final class TableExport {
    private static final String ARM = "experiment collate \"C\", arm collate \"C\"";
    private static final String COHORT =
            "cut collate \"C\", cohort collate \"C\", route collate \"C\"";
    private static final String TALLY =
            COHORT + ", router_version collate \"C\", assignment, " + ARM + ", ";
    private static final String STRAY = "event_id collate \"C\", source collate \"C\", position";

    /** Table to what its rows are sorted by. */
    private static final Map<String, String> ORDER = new LinkedHashMap<>();

    static {
        ORDER.put(
                "judgement",
                "session_id collate \"C\", event_id collate \"C\", decision_id collate \"C\","
                        + " ts");
        ORDER.put(
                "decision_outcome",
                "session_id collate \"C\", decision_id collate \"C\", decision_ts,"
                        + " horizon_seconds");
        ORDER.put("cohort_tally", TALLY + "horizon_seconds, window_start");
        ORDER.put(
                "score_tally",
                TALLY + "horizon_seconds, window_start, query_shape collate \"C\", score_bin");
        ORDER.put(
                "judgement_tally",
                TALLY
                        + "window_start, kind, model collate \"C\", shadow_route collate \"C\","
                        + " verdict, judge collate \"C\", judge_model collate \"C\", shown_first"
                        + " collate \"C\", longer");
        String buckets =
                "day, " + TALLY + "horizon_seconds, query_shape collate \"C\", score_bin, bucket";
        ORDER.put("bucket_tally", buckets);
        ORDER.put("candidate_tally", buckets + ", policy collate \"C\", to_route collate \"C\"");
        ORDER.put("retention_tally", "day, " + COHORT + ", assignment, " + ARM);
        ORDER.put("drift_alert", "alert_id collate \"C\"");
        ORDER.put(
                "threshold_recommendation",
                "cut collate \"C\", cohort collate \"C\", period_start");
        ORDER.put("experiment_unit", "experiment collate \"C\", horizon_seconds, unit");
        ORDER.put("malformed_event", "source collate \"C\", position");
        ORDER.put("late_event", STRAY);
        ORDER.put("orphan_signal", STRAY);
        ORDER.put("eval_result", "event_id collate \"C\"");
        ORDER.put("job_accounting", "source collate \"C\", place collate \"C\"");
    }

    /**
     * Which of a table's rows are shown: final ones, without the zeros that stand where a row shown
     * before has merged into others or has emptied.
     */
    private static final Map<String, String> WHICH =
            Map.of(
                    "cohort_tally", " and final and decisions > 0",
                    "score_tally", " and final and decisions > 0",
                    "judgement_tally", " and final",
                    "retention_tally", " and final",
                    "experiment_unit", " and final",
                    "job_accounting", " and events <> 0");

    private final JdbcConfig database;
    private final String dataset;
    private final ObjectMapper json =
            new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);

    public TableExport(JdbcConfig database, String dataset) {
        this.database = database;
        this.dataset = dataset;
    }

    /** Writes every table to a folder, which is made if need be. */
    public void writeTo(Path folder) throws SQLException, IOException {
        writeTo(folder, Set.of());
    }

    /**
     * The same without some tables, of which no earlier file remains either: it would look as if it
     * belonged to the others.
     */
    public void writeTo(Path folder, Set<String> without) throws SQLException, IOException {
        Files.createDirectories(folder);
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            for (Map.Entry<String, String> table : ORDER.entrySet()) {
                Path whole = folder.resolve(table.getKey() + ".ndjson");
                if (without.contains(table.getKey())) {
                    Files.deleteIfExists(whole);
                    continue;
                }
                Path part = folder.resolve("." + table.getKey() + ".ndjson.part");
                write(connection, table.getKey(), table.getValue(), part);
                Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private void write(Connection connection, String table, String order, Path file)
            throws SQLException, IOException {
        String sql =
                "select * from "
                        + table
                        + " where dataset = ?"
                        + WHICH.getOrDefault(table, "")
                        + " order by "
                        + order;
        try (PreparedStatement statement = connection.prepareStatement(sql);
                BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            statement.setFetchSize(5000);
            statement.setString(1, dataset);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    out.write(line(table, rows));
                    out.write('\n');
                }
            }
        }
    }

    private String line(String table, ResultSet rows) throws SQLException, IOException {
        ResultSetMetaData columns = rows.getMetaData();
        java.io.StringWriter text = new java.io.StringWriter();
        try (JsonGenerator out = json.getFactory().createGenerator(text)) {
            out.writeStartObject();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                String name = columns.getColumnName(i);
                boolean watermark = name.equals("as_of") && table.equals("job_accounting");
                if (RowJson.shows(name) && !watermark) {
                    out.writeFieldName(name);
                    writeValue(out, name, columns.getColumnTypeName(i), rows, i);
                }
            }
            out.writeEndObject();
        }
        return text.toString();
    }

    private void writeValue(JsonGenerator out, String name, String type, ResultSet rows, int column)
            throws SQLException, IOException {
        switch (type) {
            case "timestamptz" ->
                    RowJson.writeValue(out, rows.getObject(column, OffsetDateTime.class));
            // its members come in an order of the database's own
            case "jsonb" -> out.writePOJO(json.readValue(rows.getString(column), Object.class));
            case "_text" -> {
                Array array = rows.getArray(column);
                RowJson.writeValue(out, array == null ? null : array.getArray());
            }
            default -> {
                if (name.equals("cohort") && rows.getString(column).startsWith("{")) {
                    out.writeTree(json.readTree(rows.getString(column)));
                } else {
                    RowJson.writeValue(out, rows.getObject(column));
                }
            }
        }
    }
}
