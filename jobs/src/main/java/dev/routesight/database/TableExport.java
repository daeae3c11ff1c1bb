package dev.routesight.database;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.routesight.config.JdbcConfig;
import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Writes the rows of a dataset as {@code TABLE.ndjson}, sorted by primary key, the final ones of a
 * tally. Each file is renamed into place when it is whole.
 */
public final class TableExport {
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'");
    private static final Set<String> NOT_SHOWN = Set.of("generation", "row_key", "raw");
    private static final Set<String> JSON = Set.of("cohort", "labels");
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
        ORDER.put("retention_tally", "day, " + COHORT + ", assignment, " + ARM);
        ORDER.put("malformed_event", "source collate \"C\", position");
        ORDER.put("late_event", STRAY);
        ORDER.put("orphan_signal", STRAY);
        ORDER.put("eval_result", "event_id collate \"C\"");
        ORDER.put("job_accounting", "source collate \"C\", place collate \"C\"");
    }

    private final JdbcConfig database;
    private final String dataset;
    private final ObjectMapper json = new ObjectMapper();

    public TableExport(JdbcConfig database, String dataset) {
        this.database = database;
        this.dataset = dataset;
    }

    /** Writes every table to a folder, which is made if need be. */
    public void writeTo(Path folder) throws SQLException, IOException {
        Files.createDirectories(folder);
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            for (Map.Entry<String, String> table : ORDER.entrySet()) {
                Path whole = folder.resolve(table.getKey() + ".ndjson");
                Path part = folder.resolve("." + table.getKey() + ".ndjson.part");
                write(connection, table.getKey(), table.getValue(), part);
                Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private Connection connect() throws SQLException {
        return database.user().isEmpty()
                ? DriverManager.getConnection(database.url())
                : DriverManager.getConnection(database.url(), database.user(), database.password());
    }

    private void write(Connection connection, String table, String order, Path file)
            throws SQLException, IOException {
        boolean tally = table.endsWith("_tally");
        String sql =
                "select * from "
                        + table
                        + " where dataset = ?"
                        + (tally ? " and final" : "")
                        + (table.equals("job_accounting") ? " and events <> 0" : "")
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
            out.enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);
            out.writeStartObject();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                String name = columns.getColumnName(i);
                boolean watermark = name.equals("as_of") && table.equals("job_accounting");
                if (!NOT_SHOWN.contains(name) && !watermark) {
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
        if (type.equals("timestamptz")) {
            OffsetDateTime time = rows.getObject(column, OffsetDateTime.class);
            out.writeObject(
                    time == null
                            ? null
                            : MILLIS.format(time.withOffsetSameInstant(ZoneOffset.UTC)));
            return;
        }
        Object value = rows.getObject(column);
        if (value == null) {
            out.writeNull();
        } else if (JSON.contains(name)) {
            String text = value.toString();
            if (text.startsWith("{")) {
                out.writeTree(json.readTree(text));
            } else {
                out.writeString(text);
            }
        } else if (value instanceof BigDecimal number) {
            BigDecimal canonical = number.stripTrailingZeros();
            out.writeNumber(canonical.scale() < 0 ? canonical.setScale(0) : canonical);
        } else if (value instanceof Array array) {
            out.writeObject(array.getArray());
        } else if (value instanceof Number || value instanceof Boolean) {
            out.writeObject(value);
        } else {
            out.writeString(value.toString());
        }
    }
}
