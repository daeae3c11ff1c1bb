package dev.routesight.report;

import static dev.routesight.report.Rows.count;
import static dev.routesight.report.Rows.number;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether the score of the cascade's verifier is related to which answers users accepted. */
final class VerifierReliability {
    /** Fewer rejected or accepted answers than that, and an interval is too narrow. */
    private static final int ENOUGH = 10;

    private static final String SCORED =
            """
            select count(*) filter (where fate = 'shipped') as shipped,
              count(*) filter (where fate = 'shipped' and rejected) as rejected,
              count(*) filter (where fate = 'refused') as refused,
              count(*) filter (where fate = 'replaced') as replaced,
              count(*) filter (where score < 0 or score > 1) as outside
            from verified_answer
            where dataset = ? and day >= ? and day < ? and horizon_seconds = ?
            """;

    private static final String AUC =
            """
            select verifier, query_shape, route, traffic, horizon_seconds as horizon, decisions,
              rejected, auc, auc_low, auc_high
            from verifier_auc(?, ?, ?)
            order by verifier, query_shape, route, horizon_seconds
            """;

    private static final String UPLIFT =
            """
            select verifier, query_shape, traffic, horizon_seconds as horizon, score_bin, decisions,
              rejected, reference_decisions, reference_rejected, uplift, uplift_low, uplift_high
            from verifier_uplift(?, ?, ?, ?, ?)
            order by verifier, query_shape, traffic, horizon_seconds, score_bin
            """;

    /** For a score that is meant as the chance of acceptance. */
    private static final String CALIBRATION =
            """
            select verifier, route, traffic, horizon_seconds as horizon, decisions,
              round(decisions * rejected) as hits, predicted, rejected, gap, gap_low, gap_high
            from verifier_calibration(?, ?, ?, 1, -1)
            order by verifier, route, horizon_seconds
            """;

    private final Map<String, Object> scored;
    private final List<Map<String, Object>> auc;
    private final List<Map<String, Object>> uplift;
    private final List<Map<String, Object>> calibration;

    private VerifierReliability(Rows rows, Scope scope) throws SQLException {
        String dataset = scope.dataset();
        scored = rows.one(SCORED, dataset, scope.since(), scope.until(), scope.horizon());
        auc = enough(rows.of(AUC, dataset, scope.since(), scope.until()), "rejected");
        uplift =
                scope.cheap() == null
                        ? List.of()
                        : rows.of(
                                UPLIFT,
                                dataset,
                                scope.cheap(),
                                scope.reference(),
                                scope.since(),
                                scope.until());
        calibration =
                isChance()
                        ? enough(
                                rows.of(CALIBRATION, dataset, scope.since(), scope.until()), "hits")
                        : List.of();
    }

    static VerifierReliability of(Rows rows, Scope scope) throws SQLException {
        return new VerifierReliability(rows, scope);
    }

    /** Marks the rows whose interval can be believed. */
    private static List<Map<String, Object>> enough(List<Map<String, Object>> rows, String hits) {
        for (Map<String, Object> row : rows) {
            double x = number(row, hits);
            row.put("enough", Math.min(x, number(row, "decisions") - x) >= ENOUGH);
        }
        return rows;
    }

    /** Whether the scores can be chances: all within 0 to 1. */
    private boolean isChance() {
        return count(scored, "shipped") > 0 && count(scored, "outside") == 0;
    }

    Map<String, Object> json() {
        return Json.object("auc", auc, "uplift", uplift, "calibration", calibration);
    }

    /**
     * @param gated whether answers were refused
     */
    List<String> words(boolean gated) {
        long shipped = count(scored, "shipped");
        long refused = count(scored, "refused") + count(scored, "replaced");
        if (shipped == 0) {
            return unscored(gated, refused);
        }
        List<String> words = new ArrayList<>();
        long rejected = count(scored, "rejected");
        if (auc.stream().noneMatch(row -> Boolean.TRUE.equals(row.get("enough")))) {
            words.add(
                    Figures.words(
                            "Of %s answers that shipped with a verifier's score %s were rejected:"
                                    + " too little to tell whether it knows good answers from bad"
                                    + " ones. It takes %d of each, of a route and query shape.",
                            Figures.count(shipped), Figures.count(rejected), ENOUGH));
        }
        if (refused > 0 && uplift.isEmpty()) {
            words.add(
                    "What escalating spares cannot be told: no tenth of the verifier's score has"
                            + " answers that shipped and answers that came instead of refused"
                            + " ones. Ship a small share of refused answers by chance, and mark"
                            + " these decisions explore.");
        }
        if (count(scored, "outside") > 0) {
            words.add(
                    "The verifier's scores are not all within 0 to 1, so they are no chances:"
                            + " verifier_calibration(…) takes a map of them.");
        }
        return words;
    }

    private static List<String> unscored(boolean gated, long refused) {
        if (refused > 0) {
            return List.of(
                    "Only refused answers carry the verifier's score, so how sharp it is cannot be"
                            + " told. Send verifier and verifier_score on the stream event of an"
                            + " answer that ships as well.");
        }
        return gated
                ? List.of(
                        "Answers were refused, but no verifier's score is kept of them: send"
                                + " verifier and verifier_score with escalation and stream events,"
                                + " and run the job with decision-outcome: postgres.")
                : List.of();
    }
}
