package dev.routesight.report;

import static dev.routesight.report.Rows.text;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Alerts that are open, and those that were resolved in these days. */
final class DriftAlerts implements Section {
    /** Alerts that are shown at most, open ones first. */
    static final int MOST = 60;

    private static final String SQL =
            """
            select alert_id, state, resolution, summary, mode, test, against, signal, direction, cut, cohort,
              route, horizon_seconds as horizon, before_rate, now_rate, now_low, now_high, ratio,
              ratio_low, ratio_high, measured, decisions, events, excess, cost_usd, since,
              since_low, since_high, opened_at, resolved_at, updated_at, log_evidence,
              log_threshold, cohorts, covers, router_versions, models, changed, decisions_sql
            from drift_alert
            where dataset = ? and opened_at < ? and (state = 'open' or resolved_at >= ?)
            order by state, opened_at desc, alert_id limit ?
            """;

    private static final String HOW_MANY =
            """
            select count(*) filter (where state = 'open') as open,
              count(*) filter (where state <> 'open') as resolved
            from drift_alert
            where dataset = ? and opened_at < ? and (state = 'open' or resolved_at >= ?)
            """;

    /** Alerts are dated to when their windows were final: after the end of the last window. */
    private static final int GRACE_DAYS = 3650;

    @Override
    public Map<String, Object> read(Rows rows, Scope scope) throws SQLException {
        List<Map<String, Object>> alerts = alerts(rows, scope);
        Map<String, Object> json = howMany(rows, scope);
        json.put("alerts", alerts);
        json.put("most", MOST);
        json.put("words", words(scope, alerts));
        return json;
    }

    static Map<String, Object> howMany(Rows rows, Scope scope) throws SQLException {
        return rows.one(HOW_MANY, scope.dataset(), end(scope), scope.from());
    }

    /** The newest of the open ones, then of the resolved ones. */
    static List<Map<String, Object>> alerts(Rows rows, Scope scope) throws SQLException {
        List<Map<String, Object>> alerts =
                rows.of(SQL, scope.dataset(), end(scope), scope.from(), MOST);
        for (Map<String, Object> alert : alerts) {
            alert.put("label", label(alert));
            alert.put("place", scope.place(text(alert, "cut"), text(alert, "cohort")));
        }
        return alerts;
    }

    private static Instant end(Scope scope) {
        boolean whole = scope.request().until().getYear() >= 9999;
        return whole
                ? scope.to().plus(Duration.ofDays(GRACE_DAYS))
                : scope.to().plusSeconds(2 * scope.horizon() + 86_400);
    }

    static String label(Map<String, Object> alert) {
        return text(alert, "cut").isEmpty() ? "all traffic" : Cohorts.label(text(alert, "cohort"));
    }

    private static List<String> words(Scope scope, List<Map<String, Object>> alerts) {
        if (!alerts.isEmpty()) {
            return List.of();
        }
        return List.of(
                Figures.words(
                        "No alert in these %.1f days. A cohort is first learnt (drift.learn, 14"
                                + " days by default) and only then watched; until then silence"
                                + " means nothing. ./routesight power says how many decisions a"
                                + " drift needs to be seen.",
                        scope.days()));
    }
}
