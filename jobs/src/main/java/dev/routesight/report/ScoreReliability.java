package dev.routesight.report;

import static dev.routesight.report.Rows.count;
import static dev.routesight.report.Rows.number;
import static dev.routesight.report.Rows.text;

import dev.routesight.confidence.Uplift;
import dev.routesight.stats.Critical;
import dev.routesight.stats.Traffic;
import dev.routesight.stats.TwoByTwo;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether the router's score, and the cascade's gate, are related to what happened. */
final class ScoreReliability implements Section {
    private static final String AUC =
            """
            select query_shape, route, traffic, horizon_seconds as horizon, decisions, rejected,
              auc, auc_low, auc_high
            from score_auc(?, ?, ?) where cut = ? order by query_shape, route, traffic, horizon_seconds
            """;

    private static final String UPLIFT =
            """
            select query_shape, horizon_seconds as horizon, score_bin, decisions, rejected,
              reference_decisions, reference_rejected, uplift, uplift_low, uplift_high
            from score_uplift(?, ?, ?, ?, ?) where cut = ?
            order by query_shape, horizon_seconds, score_bin
            """;

    private static final String BINS =
            """
            select max(score_bin) + 1 as bins from score_tally
            where dataset = ? and cut = ? and (window_start at time zone 'UTC')::date >= ?
              and (window_start at time zone 'UTC')::date < ?
            """;

    private static final String GATE =
            """
            select horizon_seconds as horizon, score_bin, sum(decisions) as decisions,
              sum(escalation) as refused,
              (sum(escalation) / sum(decisions))::float8 as rate,
              wilson_low(sum(escalation), sum(decisions))::float8 as low,
              wilson_high(sum(escalation), sum(decisions))::float8 as high
            from score_tally
            where dataset = ? and cut = ? and route = ? and final and complete and score_bin >= 0
              and (window_start at time zone 'UTC')::date >= ?
              and (window_start at time zone 'UTC')::date < ?
            group by horizon_seconds, score_bin having sum(decisions) > 0
            order by horizon_seconds, score_bin
            """;

    @Override
    public Map<String, Object> read(Rows rows, Scope scope) throws SQLException {
        String cut = scope.cuts().contains("") ? "" : scope.cuts().get(0);
        String ds = scope.dataset();
        int bins = (int) count(rows.one(BINS, ds, cut, scope.since(), scope.until()), "bins");
        List<Map<String, Object>> auc = rows.of(AUC, ds, scope.since(), scope.until(), cut);
        List<Map<String, Object>> uplift = new ArrayList<>();
        List<Map<String, Object>> gate = new ArrayList<>();
        if (scope.cheap() != null) {
            uplift =
                    rows.of(
                            UPLIFT,
                            ds,
                            scope.cheap(),
                            scope.reference(),
                            scope.since(),
                            scope.until(),
                            cut);
            gate = rows.of(GATE, ds, cut, scope.cheap(), scope.since(), scope.until());
        }
        VerifierReliability verifier = VerifierReliability.of(rows, scope);
        boolean gated = gate.stream().anyMatch(row -> count(row, "refused") > 0);
        return Json.object(
                "bins",
                bins,
                "auc",
                auc,
                "uplift",
                uplift,
                "slopes",
                slopes(uplift, bins),
                "gate",
                gated ? gate : List.of(),
                "verifier",
                verifier.json(),
                "words",
                words(auc, uplift, gated, verifier));
    }

    /** How much uplift rises from score 0 to 1, by query shape and horizon. */
    private static List<Map<String, Object>> slopes(List<Map<String, Object>> uplift, int bins) {
        Map<List<Object>, List<TwoByTwo>> shapes = new LinkedHashMap<>();
        for (Map<String, Object> row : uplift) {
            List<TwoByTwo> of =
                    shapes.computeIfAbsent(
                            List.of(text(row, "query_shape"), count(row, "horizon")),
                            k -> {
                                List<TwoByTwo> none = new ArrayList<>();
                                for (int bin = 0; bin < bins; bin++) {
                                    none.add(new TwoByTwo(0, 0, 0, 0));
                                }
                                return none;
                            });
            of.set(
                    (int) count(row, "score_bin"),
                    new TwoByTwo(
                            number(row, "rejected"),
                            number(row, "decisions"),
                            number(row, "reference_rejected"),
                            number(row, "reference_decisions")));
        }
        List<Map<String, Object>> slopes = new ArrayList<>();
        shapes.forEach(
                (key, tables) -> {
                    Map<String, Object> slope =
                            Json.object("query_shape", key.get(0), "horizon", key.get(1));
                    slope.putAll(
                            Figures.of(
                                    Uplift.of(tables, Traffic.RANDOMISED, Critical.LEVEL).slope()));
                    slopes.add(slope);
                });
        return slopes;
    }

    private static List<String> words(
            List<Map<String, Object>> auc,
            List<Map<String, Object>> uplift,
            boolean gated,
            VerifierReliability verifier) {
        List<String> words = new ArrayList<>();
        if (auc.isEmpty()) {
            words.add(
                    "No decision carries a score with a rejected and an accepted answer: log score"
                            + " and threshold with each decision.");
        }
        if (!auc.isEmpty() && uplift.isEmpty()) {
            words.add(
                    "Whether a high score really needs the reference cannot be told: no score bin"
                            + " has randomised traffic of both routes. Send a small share by"
                            + " chance.");
        }
        List<String> ofVerifier = verifier.words(gated);
        words.addAll(ofVerifier);
        if (!gated && ofVerifier.isEmpty() && !auc.isEmpty()) {
            words.add("No answer was refused by a gate.");
        }
        return words;
    }
}
