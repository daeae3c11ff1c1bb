package dev.routesight.report;

import static dev.routesight.report.Figures.words;
import static dev.routesight.report.Rows.count;
import static dev.routesight.report.Rows.number;
import static dev.routesight.report.Rows.text;

import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Is quality drifting, where, since when, what does it cost, and how sure are we: in a sentence.
 */
final class Summary implements Section {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMMM HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    /** What a baseline is learnt from by default, in days. */
    private static final int LEARN_DAYS = 14;

    @Override
    public Map<String, Object> read(Rows rows, Scope scope) throws SQLException {
        Map<String, Object> json;
        if (scope.isEmpty()) {
            json = nothing(rows, scope);
        } else {
            Map<String, Object> many = DriftAlerts.howMany(rows, scope);
            json =
                    count(many, "open") > 0
                            ? drifting(DriftAlerts.alerts(rows, scope), count(many, "open"))
                            : quiet(scope, count(many, "resolved"));
            json.put("numbers", new HeadlineNumbers(rows, scope).all());
        }
        json.put("left_out", scope.leftOut());
        return json;
    }

    private static Map<String, Object> drifting(List<Map<String, Object>> alerts, long open) {
        Map<String, Object> a = worst(alerts);
        boolean rise = "rise".equals(text(a, "direction"));
        StringBuilder sentence = new StringBuilder("Quality is drifting: ");
        sentence.append(
                words(
                        "%s of %s on %s %s from %s to %s since %s\u00a0UTC",
                        signal(text(a, "signal")),
                        text(a, "label"),
                        text(a, "route"),
                        rise ? "rose" : "fell",
                        Figures.percent(number(a, "before_rate")),
                        Figures.percent(number(a, "now_rate")),
                        TIME.format(Instant.parse(text(a, "since")))));
        if (rise) {
            sentence.append(words(", %s more than before", Figures.count(number(a, "excess"))));
            if (a.get("cost_usd") != null) {
                sentence.append(
                        words(", and %s spent on those", Figures.usd(number(a, "cost_usd"))));
            }
        }
        sentence.append('.');
        StringBuilder sure = new StringBuilder();
        sure.append(
                words(
                        "The rate is between %.1f and %.1f %% now, with 95 %% confidence, from"
                                + " decisions %s; ",
                        100 * number(a, "now_low"),
                        100 * number(a, "now_high"),
                        "after".equals(text(a, "measured"))
                                ? "after the alert"
                                : "since the estimated start, which flatters the alert"));
        sure.append(
                "fdr".equals(text(a, "mode"))
                        ? "of the alerts of an epoch at most the configured share is false."
                        : "chance alone sets off no more alerts than the configured budget, one a"
                                + " week over the whole fleet by default.");
        if (open > 1) {
            sure.append(
                    words(" %d more %s open.", open - 1, open == 2 ? "alert is" : "alerts are"));
        }
        return Json.object("state", "drift", "sentence", sentence, "sure", sure);
    }

    /** The open alert with the most rejected answers beyond what the past gives. */
    private static Map<String, Object> worst(List<Map<String, Object>> alerts) {
        return alerts.stream()
                .filter(a -> "open".equals(text(a, "state")))
                .max((a, b) -> Double.compare(weight(a), weight(b)))
                .orElseThrow();
    }

    private static double weight(Map<String, Object> alert) {
        return "rise".equals(text(alert, "direction")) ? number(alert, "excess") : 0;
    }

    private static String signal(String signal) {
        return switch (signal) {
            case "rejected" -> "rejected answers";
            case "quiet_exit" -> "quiet exits";
            case "thumbs_down" -> "thumbs down";
            case "thumbs_up" -> "thumbs up";
            default -> signal + "s";
        };
    }

    private static Map<String, Object> quiet(Scope scope, long resolved) {
        String over =
                words("%s decisions in %.1f days", Figures.count(scope.decisions()), scope.days());
        if (resolved > 0) {
            return Json.object(
                    "state", "quiet",
                    "sentence", "Quality has come back: no alert is open.",
                    "sure",
                            words(
                                    "%d %s resolved in these days, over %s.",
                                    resolved, resolved == 1 ? "alert was" : "alerts were", over));
        }
        if (scope.days() < LEARN_DAYS) {
            return Json.object(
                    "state", "young",
                    "sentence", "No drift is seen yet, and it is early to say.",
                    "sure",
                            "There is no alert over "
                                    + over
                                    + "; a baseline is learnt from 14 days by default, and until"
                                    + " then silence means nothing.");
        }
        return Json.object(
                "state", "quiet",
                "sentence", "No drift is seen.",
                "sure",
                        "There is no alert over "
                                + over
                                + ". How small a drift would have been seen depends on traffic:"
                                + " ./routesight power says.");
    }

    private static Map<String, Object> nothing(Rows rows, Scope scope) throws SQLException {
        List<String> others =
                rows
                        .of(
                                "select dataset from job_accounting group by dataset order by"
                                        + " dataset limit 12")
                        .stream()
                        .map(row -> text(row, "dataset"))
                        .filter(d -> !d.equals(scope.dataset()))
                        .toList();
        String next =
                others.isEmpty()
                        ? "Run ./routesight demo to see a full page, ./routesight backfill for"
                                + " logs that you have, or ./routesight stream for live traffic."
                        : "There are other datasets in this database: "
                                + String.join(", ", others)
                                + ". Give one of them with --dataset.";
        return Json.object(
                "state",
                "empty",
                "sentence",
                "Nothing can be said yet: there is no tally.",
                "sure",
                "Dataset " + scope.dataset() + " has none in the days asked for. " + next,
                "numbers",
                List.of());
    }
}
