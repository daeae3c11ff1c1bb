package dev.routesight.database;

import dev.routesight.config.JdbcConfig;
import dev.routesight.label.Draw;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/** Draws decisions for labelling from {@code decision_outcome}, among fired and unfired ones. */
public final class LabelSample {
    private static final String FIRED =
            "case ? when 'rejected' then rejected else ? = any (signals) end";
    private static final String FROM =
            " from decision_outcome where dataset = ? and horizon_seconds = ? and complete";

    /** A drawn decision. */
    public record Drawn(
            String sessionId,
            String decisionId,
            Instant decisionTime,
            int turn,
            String route,
            String queryShape,
            String language,
            boolean fired,
            double probability) {}

    /** Receives what is drawn. */
    public interface Sink {
        void accept(Drawn drawn) throws IOException;
    }

    private final JdbcConfig database;
    private final String dataset;
    private final String signal;
    private final long horizonSeconds;

    public LabelSample(JdbcConfig database, String dataset, String signal, long horizonSeconds) {
        this.database = database;
        this.dataset = dataset;
        this.signal = signal;
        this.horizonSeconds = horizonSeconds;
    }

    /**
     * Draws in the order of session, decision and time.
     *
     * @param store also writes each into {@code signal_label}, its label null; what is there stays
     * @return how many decisions there were to draw from
     */
    public long draw(Draw draw, boolean store, Sink sink) throws SQLException, IOException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            Map<String, long[]> counts = count(connection);
            try (PreparedStatement rows = prepare(connection, rowsSql());
                    PreparedStatement insert = connection.prepareStatement(INSERT)) {
                rows.setFetchSize(1000);
                try (ResultSet row = rows.executeQuery()) {
                    while (row.next()) {
                        Drawn drawn = drawn(row, draw, counts);
                        if (drawn != null) {
                            sink.accept(drawn);
                            if (store) {
                                store(insert, drawn);
                            }
                        }
                    }
                }
            }
            connection.commit();
            return counts.values().stream().mapToLong(n -> n[0] + n[1]).sum();
        }
    }

    private static String rowsSql() {
        return "select session_id, decision_id, decision_ts, turn, route, query_shape, language, "
                + FIRED
                + " as fired"
                + FROM
                + " order by session_id collate \"C\", decision_id collate \"C\", decision_ts";
    }

    private Map<String, long[]> count(Connection connection) throws SQLException {
        Map<String, long[]> counts = new HashMap<>();
        String sql = "select route, " + FIRED + " as fired, count(*)" + FROM + " group by 1, 2";
        try (PreparedStatement statement = prepare(connection, sql);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                counts.computeIfAbsent(row.getString(1), r -> new long[2])[
                                row.getBoolean(2) ? 1 : 0] =
                        row.getLong(3);
            }
        }
        return counts;
    }

    private PreparedStatement prepare(Connection connection, String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setString(1, signal);
        statement.setString(2, signal);
        statement.setString(3, dataset);
        statement.setLong(4, horizonSeconds);
        return statement;
    }

    private static Drawn drawn(ResultSet row, Draw draw, Map<String, long[]> counts)
            throws SQLException {
        String route = row.getString("route");
        boolean fired = row.getBoolean("fired");
        long[] ofRoute = counts.get(route);
        double probability = draw.probability(fired, ofRoute[1], ofRoute[0]);
        Instant time = row.getObject("decision_ts", OffsetDateTime.class).toInstant();
        String session = row.getString("session_id");
        String decision = row.getString("decision_id");
        if (!draw.takes(session + '\n' + decision + '\n' + time.toEpochMilli(), probability)) {
            return null;
        }
        return new Drawn(
                session,
                decision,
                time,
                row.getInt("turn"),
                route,
                row.getString("query_shape"),
                row.getString("language"),
                fired,
                probability);
    }

    private static final String INSERT =
            "insert into signal_label (dataset, signal, horizon_seconds, session_id, decision_id,"
                    + " decision_ts, turn, route, query_shape, language, fired,"
                    + " inclusion_probability) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on"
                    + " conflict do nothing";

    private void store(PreparedStatement insert, Drawn drawn) throws SQLException {
        insert.setString(1, dataset);
        insert.setString(2, signal);
        insert.setLong(3, horizonSeconds);
        insert.setString(4, drawn.sessionId());
        insert.setString(5, drawn.decisionId());
        insert.setObject(6, drawn.decisionTime().atOffset(ZoneOffset.UTC));
        insert.setInt(7, drawn.turn());
        insert.setString(8, drawn.route());
        insert.setString(9, drawn.queryShape());
        insert.setString(10, drawn.language());
        insert.setBoolean(11, drawn.fired());
        insert.setDouble(12, drawn.probability());
        insert.executeUpdate();
    }
}
