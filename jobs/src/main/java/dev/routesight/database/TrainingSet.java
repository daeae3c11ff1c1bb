package dev.routesight.database;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.routesight.config.JdbcConfig;
import dev.routesight.offpolicy.PolicyBias;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Decisions of {@code decision_outcome} as a set to train a router on: features, route, propensity,
 * weight, outcome; deliberately misrouted ones marked.
 */
public final class TrainingSet {
    /** Columns and their types in DuckDB, as they stand in Parquet. */
    private static final Map<String, String> TYPES = new LinkedHashMap<>();

    static {
        TYPES.put("session_id", "VARCHAR");
        TYPES.put("decision_id", "VARCHAR");
        TYPES.put("decision_ts", "TIMESTAMPTZ");
        TYPES.put("turn", "INTEGER");
        TYPES.put("query_shape", "VARCHAR");
        TYPES.put("language", "VARCHAR");
        TYPES.put("prompt_tokens", "INTEGER");
        TYPES.put("labels", "MAP(VARCHAR, VARCHAR)");
        TYPES.put("router_version", "VARCHAR");
        TYPES.put("score", "DOUBLE");
        TYPES.put("threshold", "DOUBLE");
        TYPES.put("route", "VARCHAR");
        TYPES.put("model", "VARCHAR");
        TYPES.put("assignment", "VARCHAR");
        TYPES.put("experiment", "VARCHAR");
        TYPES.put("arm", "VARCHAR");
        TYPES.put("deliberate", "BOOLEAN");
        TYPES.put("propensity", "DOUBLE");
        TYPES.put("weight", "DOUBLE");
        TYPES.put("root", "BOOLEAN");
        TYPES.put("signals", "VARCHAR[]");
        TYPES.put("rejected", "BOOLEAN");
        TYPES.put("cost_usd", "DOUBLE");
        TYPES.put("reference_cost_usd", "DOUBLE");
    }

    private static final String SQL =
            "select session_id, decision_id, decision_ts, turn, query_shape, language,"
                    + " prompt_tokens, labels::text as labels, router_version, score, threshold,"
                    + " route, model, assignment, experiment, arm, assignment in ('explore',"
                    + " 'forced') as deliberate, propensity, case when propensity > 0 then 1 /"
                    + " propensity end as weight, root, signals, rejected, cost_usd,"
                    + " reference_cost_usd from decision_outcome where dataset = ? and"
                    + " horizon_seconds = ? and complete and decision_ts >= ? and decision_ts < ?"
                    + " order by decision_ts, session_id collate \"C\", decision_id collate \"C\"";

    private final JdbcConfig database;
    private final String dataset;
    private final long horizonSeconds;
    private final ObjectMapper json = new ObjectMapper();

    public TrainingSet(JdbcConfig database, String dataset, long horizonSeconds) {
        this.database = database;
        this.dataset = dataset;
        this.horizonSeconds = horizonSeconds;
    }

    /** Writes a line a decision of the days from since to before until; tells their bias. */
    public PolicyBias writeTo(Path file, LocalDate since, LocalDate until, int scoreBins)
            throws SQLException, IOException {
        PolicyBias bias = new PolicyBias(scoreBins);
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(SQL);
                BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            connection.setAutoCommit(false);
            statement.setFetchSize(5000);
            statement.setString(1, dataset);
            statement.setLong(2, horizonSeconds);
            statement.setObject(3, start(since));
            statement.setObject(4, start(until));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    out.write(line(row));
                    out.write('\n');
                    bias.add(
                            row.getString("route"),
                            row.getString("query_shape"),
                            row.getObject("score", Double.class),
                            row.getObject("propensity", Double.class),
                            row.getBoolean("deliberate"),
                            row.getBoolean("rejected"));
                }
            }
        }
        return bias;
    }

    private static OffsetDateTime start(LocalDate day) {
        return day.atStartOfDay().atOffset(java.time.ZoneOffset.UTC);
    }

    private String line(ResultSet row) throws SQLException, IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = json.getFactory().createGenerator(text)) {
            out.writeStartObject();
            for (String column : TYPES.keySet()) {
                out.writeFieldName(column);
                switch (column) {
                    case "labels" ->
                            out.writePOJO(json.readValue(row.getString(column), TreeMap.class));
                    case "signals" -> RowJson.writeValue(out, row.getArray(column).getArray());
                    case "decision_ts" ->
                            RowJson.writeValue(out, row.getObject(column, OffsetDateTime.class));
                    default -> RowJson.writeValue(out, row.getObject(column));
                }
            }
            out.writeEndObject();
        }
        return text.toString();
    }

    /** The same rows as Parquet, by DuckDB. */
    public static void toParquet(Path ndjson, Path parquet) throws SQLException {
        StringBuilder columns = new StringBuilder();
        TYPES.forEach(
                (name, type) ->
                        columns.append(columns.length() == 0 ? "" : ", ")
                                .append(name)
                                .append(": '")
                                .append(type)
                                .append('\''));
        String sql =
                "copy (select * from read_json("
                        + quoted(ndjson)
                        + ", format = 'newline_delimited', columns = {"
                        + columns
                        + "})) to "
                        + quoted(parquet)
                        + " (format parquet, compression zstd)";
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                var statement = duck.createStatement()) {
            statement.execute("set timezone = 'UTC'");
            statement.execute("set preserve_insertion_order = true");
            statement.execute(sql);
        }
    }

    private static String quoted(Path file) {
        return "'" + file.toString().replace("'", "''") + "'";
    }
}
