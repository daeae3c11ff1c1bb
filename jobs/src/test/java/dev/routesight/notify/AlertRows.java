package dev.routesight.notify;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Rows of drift_alert as the job writes them: upserts of whole rows. */
public final class AlertRows {
    private static final String UPSERT =
            """
            insert into drift_alert (dataset, alert_id, generation, state, resolution, summary, mode,
              test, signal, direction, cut, cohort, route, horizon_seconds, before_rate, now_rate,
              now_low, now_high, ratio, ratio_low, ratio_high, measured, decisions, events, excess,
              cost_usd, since, window_start, window_end, opened_at, resolved_at, updated_at,
              log_evidence, log_threshold, cohorts, covers, router_versions, models, changed,
              decisions_sql)
            values (?, ?, 0, ?, ?, ?, 'budget', 'baseline', 'rejected', 'rise', 'query_shape', ?,
              'cheap', 1800, 0.1, ?, 0.15, 0.25, 2, 1.5, 2.5, 'since', 100, 20, 10.5, 0.123456789,
              '2026-10-05 01:00Z', '2026-10-05 02:00Z', '2026-10-05 03:00Z', '2026-10-05 03:30Z', ?,
              timestamptz '2026-10-05 04:30Z' + ? * interval '1 hour', 12.5, 11.25, 1, '[]', '{v1}',
              '{}', '{}', 'select 1')
            on conflict (dataset, alert_id) do update set state = excluded.state,
              resolution = excluded.resolution, summary = excluded.summary,
              cohort = excluded.cohort, now_rate = excluded.now_rate,
              resolved_at = excluded.resolved_at, updated_at = excluded.updated_at\
            """;

    private final Connection connection;
    private final String dataset;

    public AlertRows(Connection connection, String dataset) {
        this.connection = connection;
        this.dataset = dataset;
    }

    public void open(String id) throws SQLException {
        write(id, true, "{\"query_shape\":\"sql\"}", 0.2, 0);
    }

    public void refresh(String id, String cohort, double rate, int hour) throws SQLException {
        write(id, true, cohort, rate, hour);
    }

    public void resolve(String id, int hour) throws SQLException {
        write(id, false, "{\"query_shape\":\"sql\"}", 0.11, hour);
    }

    private void write(String id, boolean open, String cohort, double rate, int hour)
            throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
            upsert.setString(1, dataset);
            upsert.setString(2, id);
            upsert.setString(3, open ? "open" : "resolved");
            upsert.setString(4, open ? null : "recovered");
            upsert.setString(5, "rejected of " + id + " rose to " + rate);
            upsert.setString(6, cohort);
            upsert.setDouble(7, rate);
            upsert.setObject(
                    8, open ? null : java.time.OffsetDateTime.parse("2026-10-06T00:00:00Z"));
            upsert.setInt(9, hour);
            upsert.executeUpdate();
        }
    }

    public List<String> query(String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
