package dev.routesight.report;

import static dev.routesight.report.Rows.text;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What threshold each cohort should have: the latest recommendation, and what became of others. */
final class ThresholdAdvice implements Section {
    /** Cohorts whose recommendation is shown, those that ask a person to act first. */
    static final int MOST = 30;

    /** Earlier periods that are shown of each. */
    private static final int PERIODS = 26;

    private static final String LATEST =
            """
            select * from (
              select distinct on (cut, cohort) cut, cohort, period_start, period_end,
                horizon_seconds as horizon, status, reason, why, current_threshold,
                approved_threshold, proposed_threshold, price_per_rejected_usd, current_cost_usd,
                cost_change_usd, cost_change_usd_low, cost_change_usd_high, rejected_change,
                rejected_change_low, rejected_change_high, harm_upper, evidence_from, evidence_to,
                cheap_decisions, reference_decisions, drifting, followed, followed_from,
                followed_to, predicted_cost_change_usd, predicted_cost_change_usd_low,
                predicted_cost_change_usd_high, observed_cost_change_usd,
                observed_cost_change_usd_low, observed_cost_change_usd_high, kept, explore_share,
                explore_periods, explore_cost_usd, curve, evidence_sql
              from threshold_recommendation
              where dataset = ? and period_start < ?
              order by cut, cohort, period_start desc
            ) latest
            where period_end >= ?
            order by array_position(array['rollback', 'proposed', 'unidentifiable', 'hold'], status),
              cheap_decisions + reference_decisions desc, cut, cohort
            """;

    private static final String HISTORY =
            """
            select period_end, status, current_threshold, proposed_threshold, cost_change_usd,
              cost_change_usd_low, cost_change_usd_high
            from threshold_recommendation
            where dataset = ? and cut = ? and cohort = ? and period_start < ?
            order by period_start desc limit ?
            """;

    /** A period ends at most so long after the last window that the page has. */
    private static final Duration GRACE = Duration.ofDays(60);

    @Override
    public Map<String, Object> read(Rows rows, Scope scope) throws SQLException {
        var until = scope.to().plus(GRACE);
        List<Map<String, Object>> all =
                rows.of(LATEST, scope.dataset(), until, scope.from().minus(GRACE));
        List<Map<String, Object>> shown = all.subList(0, Math.min(MOST, all.size()));
        for (Map<String, Object> advice : shown) {
            advice.put("label", DriftAlerts.label(advice));
            advice.put("place", scope.place(text(advice, "cut"), text(advice, "cohort")));
            List<Map<String, Object>> history =
                    new ArrayList<>(
                            rows.of(
                                    HISTORY,
                                    scope.dataset(),
                                    text(advice, "cut"),
                                    text(advice, "cohort"),
                                    until,
                                    PERIODS));
            Collections.reverse(history);
            advice.put("history", history);
        }
        return Json.object("cohorts", shown, "of", all.size(), "words", words(all));
    }

    private static List<String> words(List<Map<String, Object>> all) {
        if (all.isEmpty()) {
            return List.of(
                    "No threshold is recommended yet. It takes decisions with a score and a"
                            + " threshold, a share of them routed by chance, a price of rejected"
                            + " answers (prices), and a whole control.period, a week by default.");
        }
        long unknown = all.stream().filter(a -> "unidentifiable".equals(a.get("status"))).count();
        List<String> words = new ArrayList<>();
        if (unknown > 0) {
            words.add(
                    Figures.words(
                            "Of %d %s nothing can be said: no randomised traffic of both routes"
                                    + " where it is needed. ./routesight explore-budget says how"
                                    + " much.",
                            unknown, unknown == 1 ? "cohort" : "cohorts"));
        }
        return words;
    }
}
