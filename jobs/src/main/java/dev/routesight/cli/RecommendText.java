package dev.routesight.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A recommendation as a diff that a person can review. */
final class RecommendText {
    private final JsonNode row;
    private final StringBuilder t = new StringBuilder();

    RecommendText(JsonNode row) {
        this.row = row;
    }

    String text() {
        line("%s, %s: %s", oneLine(row.get("dataset").asText()), cohort(row), status());
        diff();
        line("  %s (%s)", row.get("why").asText(), row.get("reason").asText());
        change();
        evidence();
        before();
        if (!row.get("drifting").asText().isEmpty()) {
            line("  drifting      %s", row.get("drifting").asText());
        }
        line("  again         %s", oneLine(row.get("evidence_sql").asText()));
        line("");
        return t.toString();
    }

    /** A cohort in words. */
    static String cohort(JsonNode row) {
        List<String> values = new ArrayList<>();
        row.get("cohort")
                .properties()
                .forEach(d -> values.add(d.getKey() + "=" + d.getValue().asText()));
        return values.isEmpty() ? "all traffic" : oneLine(String.join(", ", values));
    }

    /** Names come from outside: none may end a line or a comment, or talk to a terminal. */
    static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029]", " ");
    }

    /** The period that was looked at. */
    static String period(JsonNode row) {
        return day(row, "period_start") + " to " + day(row, "period_end");
    }

    /** The predicted change, in one line; empty where there is none. */
    static String predicted(JsonNode row) {
        if (row.get("cost_change_usd").isNull()) {
            return "";
        }
        return String.format(
                Locale.ROOT,
                "cost a decision %s USD, rejected rate %s",
                range(row, "cost_change_usd", 1, "%+.6f"),
                range(row, "rejected_change", 100, "%+.2f") + " points");
    }

    private String status() {
        return row.get("status").asText() + ", looked at " + period(row);
    }

    private void diff() {
        String current = threshold("current_threshold");
        boolean moves = List.of("proposed", "rollback").contains(row.get("status").asText());
        if (moves) {
            line("- threshold: %s", current);
            line("+ threshold: %s", threshold("proposed_threshold"));
        } else {
            line("  threshold: %s", current);
        }
    }

    private void change() {
        if (!row.get("cost_change_usd").isNull()) {
            line(
                    "  cost          %s USD a decision of %.6f, a rejected answer at %s USD",
                    range(row, "cost_change_usd", 1, "%+.6f"),
                    row.get("current_cost_usd").asDouble(),
                    row.get("price_per_rejected_usd").asText());
            line("  rejected      %s points", range(row, "rejected_change", 100, "%+.2f"));
        }
        if (!row.get("harm_upper").isNull()) {
            line(
                    "  harm          at most %+.2f %% of the cost at the approved %s, for %s; alpha"
                            + " %.4f, %.4f since then",
                    100 * row.get("harm_upper").asDouble(),
                    threshold("approved_threshold"),
                    threshold("considered_threshold"),
                    row.get("alpha_spent").asDouble(),
                    row.get("alpha_spent_in_all").asDouble());
        }
        if (row.get("explore_share").asDouble() > 0) {
            line(
                    "  to know       give %.1f %% of decisions a random route, one half each, for"
                            + " %d period(s): %d decisions of each route%s",
                    100 * row.get("explore_share").asDouble(),
                    row.get("explore_periods").asInt(),
                    row.get("explore_decisions").asLong(),
                    row.get("explore_cost_usd").isNull()
                            ? ""
                            : words(
                                    "; costs about %.2f USD more",
                                    row.get("explore_cost_usd").asDouble()));
        }
    }

    private void evidence() {
        line(
                "  evidence      %d and %d randomised decisions of the two routes in %d period(s)"
                        + " from %s; %d decisions; %d bins of the score; design effect %.2f",
                row.get("cheap_decisions").asLong(),
                row.get("reference_decisions").asLong(),
                row.get("evidence_periods").asInt(),
                day(row, "evidence_from"),
                row.get("decisions").asLong(),
                row.get("bins_supported").asInt(),
                row.get("design_effect").asDouble());
    }

    private void before() {
        String followed = row.get("followed").asText();
        if (followed.equals("none")) {
            return;
        }
        line(
                "  before        %s to %s of %s: %s",
                threshold("followed_from"),
                threshold("followed_to"),
                day(row, "followed_since"),
                followed.replace('_', ' '));
        if (!row.get("observed_cost_change_usd").isNull()) {
            line(
                    "                promised %s, observed %s USD a decision%s",
                    range(row, "predicted_cost_change_usd", 1, "%+.6f"),
                    range(row, "observed_cost_change_usd", 1, "%+.6f"),
                    row.get("kept").isNull()
                            ? ""
                            : row.get("kept").asBoolean() ? ": kept" : ": not kept");
        }
    }

    private String threshold(String name) {
        return row.get(name).isNull() ? "unknown" : row.get(name).asText();
    }

    private static String range(JsonNode row, String name, double times, String format) {
        JsonNode low = row.get(name + "_low");
        JsonNode high = row.get(name + "_high");
        String value = words(format, times * row.get(name).asDouble());
        return low.isNull() || high.isNull()
                ? value
                : value
                        + " ("
                        + words(format, times * low.asDouble())
                        + " to "
                        + words(format, times * high.asDouble())
                        + ")";
    }

    private static String day(JsonNode row, String name) {
        return row.get(name).asText().substring(0, 10);
    }

    private static String words(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private void line(String format, Object... values) {
        t.append(words(format, values).stripTrailing()).append('\n');
    }
}
