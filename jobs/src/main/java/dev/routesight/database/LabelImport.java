package dev.routesight.database;

import dev.routesight.config.JdbcConfig;
import java.io.IOException;
import java.io.Reader;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.postgresql.PGConnection;

/**
 * Takes labels that people wrote into a drawn sample into {@code signal_label}: all of a file or
 * nothing. PostgreSQL reads the CSV, as with {@code \copy}.
 */
public final class LabelImport {
    /** What a row must have. */
    public static final List<String> REQUIRED =
            List.of(
                    "dataset",
                    "signal",
                    "horizon_seconds",
                    "session_id",
                    "decision_id",
                    "decision_ts",
                    "inclusion_probability",
                    "label");

    /** What it may have besides. */
    public static final List<String> OPTIONAL =
            List.of("turn", "route", "query_shape", "language", "fired", "labelled_by");

    /**
     * What became of a file.
     *
     * @param labelled rows that had a label, now in the table
     * @param blank rows without one, left out
     */
    public record Taken(long labelled, long blank) {}

    /** A file that cannot be taken, and why. */
    public static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String why) {
            super(why);
        }
    }

    private final JdbcConfig database;

    public LabelImport(JdbcConfig database) {
        this.database = database;
    }

    /**
     * @param columns of the CSV, in order
     * @param csv without a header
     * @param labelledBy who labelled, where the file does not say; may be null
     */
    public Taken take(List<String> columns, Reader csv, String labelledBy)
            throws SQLException, IOException, Refused {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(
                    "create temporary table label_import (like signal_label including constraints"
                            + " including indexes, line bigint generated always as identity) on"
                            + " commit drop");
            copy(connection, columns, csv);
            refuseUnknown(statement);
            long rows = number(statement, "select count(*) from label_import");
            long labelled = upsert(connection, labelledBy);
            connection.commit();
            return new Taken(labelled, rows - labelled);
        }
    }

    private static void copy(Connection connection, List<String> columns, Reader csv)
            throws SQLException, IOException, Refused {
        String sql =
                "copy label_import (" + String.join(", ", columns) + ") from stdin (format csv)";
        try {
            connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql, csv);
        } catch (org.postgresql.util.PSQLException e) {
            if (e.getServerErrorMessage() == null) {
                throw e;
            }
            String where = Optional.ofNullable(e.getServerErrorMessage().getWhere()).orElse("");
            throw new Refused(
                    where.replaceFirst("COPY label_import, line", "row")
                            + ": "
                            + e.getServerErrorMessage().getMessage());
        }
    }

    private static void refuseUnknown(Statement statement) throws SQLException, Refused {
        String unknown =
                " from label_import i where not exists (select from decision_outcome o where"
                        + " o.dataset = i.dataset and o.session_id = i.session_id and o.decision_id"
                        + " = i.decision_id and o.decision_ts = i.decision_ts and o.horizon_seconds"
                        + " = i.horizon_seconds)";
        long rows = number(statement, "select count(*)" + unknown);
        if (rows > 0) {
            long first = number(statement, "select min(line)" + unknown);
            throw new Refused(
                    rows
                            + " rows name no decision of decision_outcome, the first is row "
                            + first
                            + ": session_id, decision_id, decision_ts and horizon_seconds must be"
                            + " as they were drawn");
        }
    }

    private static long upsert(Connection connection, String labelledBy) throws SQLException {
        String sql =
                "insert into signal_label select dataset, signal, horizon_seconds, session_id,"
                    + " decision_id, decision_ts, turn, route, query_shape, language, fired,"
                    + " inclusion_probability, label, coalesce(labelled_by, ?) from label_import"
                    + " where label is not null on conflict (dataset, signal, horizon_seconds,"
                    + " session_id, decision_id, decision_ts) do update set inclusion_probability ="
                    + " excluded.inclusion_probability, label = excluded.label, labelled_by ="
                    + " excluded.labelled_by";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setString(1, labelledBy);
            return insert.executeUpdate();
        }
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private Connection connect() throws SQLException {
        return database.user().isEmpty()
                ? DriverManager.getConnection(database.url())
                : DriverManager.getConnection(database.url(), database.user(), database.password());
    }
}
