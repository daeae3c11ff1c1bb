package dev.routesight.report;

import static dev.routesight.report.Rows.text;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whether the router still tries things, logs what later questions need, and what else it could.
 */
final class PolicyHealth implements Section {
    private static final String DAYS =
            """
            select router_version, horizon_seconds as horizon, day, decisions, explored, forced,
              explored_share, explored_share_low::float8, explored_share_high::float8,
              without_propensity_share
            from policy_health
            where dataset = ? and cut = ? and day >= ? and day < ?
            order by day, router_version, horizon_seconds
            """;

    private static final String SHARES =
            """
            select router_version, horizon_seconds as horizon,
              (window_start at time zone 'UTC')::date as day, sum(decisions) as decisions,
              sum(decisions) filter (where route = ?) as to_reference,
              (coalesce(sum(decisions) filter (where route = ?), 0) / sum(decisions))::float8
                as share,
              wilson_low(coalesce(sum(decisions) filter (where route = ?), 0),
                sum(decisions))::float8 as low,
              wilson_high(coalesce(sum(decisions) filter (where route = ?), 0),
                sum(decisions))::float8 as high
            from cohort_tally
            where dataset = ? and cut = ? and assignment = 'policy' and final and complete
              and (window_start at time zone 'UTC')::date >= ?
              and (window_start at time zone 'UTC')::date < ?
            group by 1, 2, 3 having sum(decisions) > 0 order by 3, 1, 2
            """;

    private static final String CANDIDATES =
            """
            select policy, horizon_seconds as horizon, measure, estimator, value, low, high,
              decisions, logged, effective, mean_weight, unsupported, verdict
            from candidate_value(?, ?, ?) where cut = ?
            order by policy, horizon_seconds, measure, estimator
            """;

    private static final String AGREEMENT =
            """
            select horizon_seconds as horizon, cells, old_decisions, new_decisions, agreement,
              moved, moved_low, moved_high, verdict
            from router_agreement(?, ?, ?, ?, ?, ?) where cut = ?
            """;

    private static final String BENCHMARKS =
            """
            select benchmark, route, horizon_seconds as horizon, rows, failed, decisions,
              rejected, gap, gap - 1.959963984540054 * gap_error as low,
              gap + 1.959963984540054 * gap_error as high
            from benchmark_gap(?, ?, ?) order by benchmark, route, horizon_seconds
            """;

    @Override
    public Map<String, Object> read(Rows rows, Scope scope) throws SQLException {
        String cut = scope.cuts().contains("") ? "" : scope.cuts().get(0);
        Object[] days = {scope.dataset(), cut, scope.since(), scope.until()};
        String ref = scope.reference();
        List<Map<String, Object>> shares =
                rows.of(
                        SHARES,
                        ref,
                        ref,
                        ref,
                        ref,
                        scope.dataset(),
                        cut,
                        scope.since(),
                        scope.until());
        Object[] period = {scope.dataset(), scope.since(), scope.until()};
        List<Map<String, Object>> health = rows.of(DAYS, days);
        List<Map<String, Object>> candidates =
                rows.of(CANDIDATES, period[0], period[1], period[2], cut);
        return Json.object(
                "days", health,
                "shares", shares,
                "reference", ref,
                "candidates", candidates,
                "agreement", agreement(rows, scope, cut, shares),
                "benchmarks", rows.of(BENCHMARKS, period),
                "words", words(health, candidates));
    }

    /** Each version against the one that was seen before it. */
    private static List<Map<String, Object>> agreement(
            Rows rows, Scope scope, String cut, List<Map<String, Object>> shares)
            throws SQLException {
        List<String> versions =
                shares.stream().map(row -> text(row, "router_version")).distinct().toList();
        List<Map<String, Object>> all = new ArrayList<>();
        int first = Math.max(1, versions.size() - 5);
        for (int i = first; i < versions.size(); i++) {
            for (Map<String, Object> row :
                    rows.of(
                            AGREEMENT,
                            scope.dataset(),
                            versions.get(i - 1),
                            versions.get(i),
                            scope.reference(),
                            scope.since(),
                            scope.until(),
                            cut)) {
                row.put("old", versions.get(i - 1));
                row.put("new", versions.get(i));
                all.add(row);
            }
        }
        return all;
    }

    private static List<String> words(
            List<Map<String, Object>> health, List<Map<String, Object>> candidates) {
        List<String> words = new ArrayList<>();
        boolean explores = health.stream().anyMatch(row -> Rows.count(row, "explored") > 0);
        if (!health.isEmpty() && !explores) {
            words.add(
                    "The router explores nothing: it will only ever learn what it already does."
                            + " Send a small share of decisions by chance and log assignment and"
                            + " propensities.");
        }
        if (candidates.isEmpty()) {
            words.add(
                    "No candidate policy is tallied: let the gateway log what another policy would"
                            + " have done (candidates), and name it in the key tally.candidates.");
        }
        return words;
    }
}
