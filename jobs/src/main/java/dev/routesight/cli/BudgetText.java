package dev.routesight.cli;

import static dev.routesight.answer.BudgetAnswer.plain;
import static dev.routesight.answer.BudgetAnswer.points;

import dev.routesight.answer.BudgetAnswer;
import dev.routesight.budget.Cohort;
import java.util.Locale;

/** What exploring takes, in words and a table. */
final class BudgetText {
    private final BudgetAnswer answer;
    private final StringBuilder t = new StringBuilder();

    BudgetText(BudgetAnswer answer) {
        this.answer = answer;
    }

    String text() {
        Cohort cohort = answer.known().cohort();
        String name = answer.known().name();
        line(
                "%s: %.0f decisions a week, %s %% rejected, %s %% sent to cheap%s.",
                name.isEmpty() || name.equals("{}") ? "All traffic" : "Cohort " + name,
                cohort.weekly(),
                points(cohort.rejectedRate()),
                points(cohort.cheapShare()),
                Double.isNaN(cohort.referenceUsd() - cohort.cheapUsd())
                        ? ""
                        : words(
                                "; %.6f USD a decision of cheap, %.6f of the reference",
                                cohort.cheapUsd(), cohort.referenceUsd()));
        line(
                "Users who recur make rates vary %s times as much; %s %% of judged pairs are ties.",
                words("%.2f", cohort.designEffect()), points(cohort.tieRate()));
        line("");
        String weeks = plain(answer.weeks()) + (answer.weeks() == 1 ? " week" : " weeks");
        line("To see %s points in %s:", points(answer.difference()), weeks);
        line("");
        line(
                "  %-8s %9s %12s %11s %11s   %9s %16s %15s",
                "way",
                "needs",
                "a week",
                "USD a week",
                "may reject",
                "has now",
                "sees in " + weeks,
                points(answer.difference()) + " points in");
        answer.lines().forEach(this::row);
        line("");
        answer.warnings().forEach(warning -> line("  warning: %s", warning));
        if (!answer.warnings().isEmpty()) {
            line("");
        }
        return t.toString();
    }

    private void row(BudgetAnswer.Line line) {
        double share = Math.min(1, line.needs());
        line(
                "  %-8s %9s %12.0f %11s %11s   %9s %16s %15s",
                line.way().label(),
                line.needs() > 1 ? "too much" : points(line.needs()) + " %",
                share * answer.known().cohort().weekly(),
                Double.isNaN(line.usdPerWeek()) ? "unknown" : words("%.2f", line.usdPerWeek()),
                words("%.1f", line.badPerWeek()),
                line.has() == 0 ? "nothing" : points(line.has()) + " %",
                Double.isInfinite(line.sees()) ? "nothing" : points(line.sees()) + " points",
                Double.isInfinite(line.weeksUntil())
                        ? "never"
                        : words("%.1f weeks", line.weeksUntil()));
    }

    private static String words(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private void line(String format, Object... values) {
        t.append(words(format, values).stripTrailing()).append('\n');
    }
}
