package dev.routesight.cli;

import dev.routesight.answer.MoneyAnswer;
import dev.routesight.answer.MoneyAnswer.Line;
import dev.routesight.database.MoneyTallies.Day;
import dev.routesight.money.Ledger;
import dev.routesight.money.MisrouteCost;
import dev.routesight.stats.Estimate;
import dev.routesight.stats.Fieller;
import dev.routesight.stats.Interval;
import java.util.Locale;

/** The ledger of a cohort as a table, and its bottom line in words. */
final class MoneyText {
    private final MoneyAnswer answer;
    private final double level;
    private final StringBuilder t = new StringBuilder();

    MoneyText(MoneyAnswer answer, double level) {
        this.answer = answer;
        this.level = level;
    }

    String text(String dataset, String cut) {
        line(
                "Dataset %s, %s, USD.",
                dataset, cut.isEmpty() ? "all traffic" : "cohort " + answer.cohort());
        line("");
        line(
                "  %-11s %10s %11s %11s %11s %11s %11s   %s",
                "day",
                "decisions",
                "spent",
                "of it extra",
                "shadows",
                "saved",
                "bad answers",
                title());
        answer.days().forEach(day -> row(day.day().toString(), day));
        row("to date", answer.toDate());
        line("");
        bottom();
        Day all = answer.toDate().sums();
        if (all.withoutCost > 0) {
            line(
                    "  %.0f of %.0f decisions have no known cost and count as 0",
                    all.withoutCost, all.decisions);
        }
        line("");
        return t.toString();
    }

    private String title() {
        return Math.round(100 * level) + " % interval";
    }

    private void row(String name, Line entry) {
        MisrouteCost misroutes = entry.misroutes();
        Day day = entry.sums();
        Ledger.Accounts a = day.accounts;
        line(
                "  %-11s %10.0f %11.4f %11.4f %11.4f %11.4f %11s   %s",
                name,
                day.decisions,
                a.spent(),
                day.extra,
                a.shadows(),
                a.saved(),
                misroutes.isIdentified() ? words("%.1f", misroutes.answers().value()) : "unknown",
                misroutes.isIdentified() ? range(misroutes.answers().interval(), "%.1f") : "");
    }

    private void bottom() {
        double saved = answer.toDate().saved();
        if (!answer.isIdentified()) {
            line(
                    "  saved %.4f; what bad answers cost is %s",
                    saved, answer.toDate().misroutes().reason());
            return;
        }
        if (answer.isPriced()) {
            Estimate lost = answer.toDate().lost();
            Estimate net = answer.toDate().net();
            line("  saved          %12.4f", saved);
            line("  bad answers    %12.4f   %s", lost.value(), range(lost.interval(), "%.4f"));
            line("  net            %12.4f   %s", net.value(), range(net.interval(), "%.4f"));
            Fieller ratio = answer.ratio();
            if (ratio != null && ratio.isBounded()) {
                line("  saved / lost   %12.2f   %s", ratio.ratio(), range(ratio));
            } else if (ratio != null) {
                line("  saved / lost   %12s", "unknown");
            }
        }
        Fieller breakEven = answer.toDate().breakEven();
        if (breakEven != null) {
            line(
                    "  break-even     %12.4f   %s: what a bad answer may cost before routing loses"
                            + " money",
                    breakEven.ratio(), range(breakEven));
        } else {
            line("  break-even     unknown: cheap cannot be told to give more bad answers");
        }
    }

    private static String range(Fieller f) {
        return words("%.4f to %.4f", f.low(), f.high());
    }

    private static String range(Interval i, String format) {
        return i.isBounded()
                ? words(format, i.low()) + " to " + words(format, i.high())
                : "unknown";
    }

    private static String words(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private void line(String format, Object... values) {
        t.append(words(format, values).stripTrailing()).append('\n');
    }
}
