package dev.routesight.cli;

import dev.routesight.answer.MoneyAnswer;
import dev.routesight.answer.MoneyAnswer.Line;
import dev.routesight.money.Ledger;
import dev.routesight.money.MisrouteCost;
import dev.routesight.stats.Estimate;
import dev.routesight.stats.Fieller;
import dev.routesight.stats.Interval;
import java.util.Locale;

/** The ledger of a cohort as a table, and its bottom line in words. */
final class MoneyText {
    private final MoneyAnswer answer;
    private final boolean priced;
    private final double level;
    private final StringBuilder t = new StringBuilder();

    /**
     * @param priced whether there is a price book
     */
    MoneyText(MoneyAnswer answer, boolean priced, double level) {
        this.answer = answer;
        this.priced = priced;
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
        for (Line day : answer.days()) {
            row(day.day().toString(), day);
        }
        Line all = answer.toDate();
        row("to date", all);
        line("");
        bottom(all);
        if (all.sums().withoutCost > 0) {
            line(
                    "  %.0f of %.0f decisions have no known cost and count as 0",
                    all.sums().withoutCost, all.sums().decisions);
        }
        line("");
        return t.toString();
    }

    private String title() {
        return Math.round(100 * level) + " % interval";
    }

    private void row(String name, Line day) {
        MisrouteCost misroutes = day.misroutes();
        Ledger.Accounts a = day.sums().accounts;
        line(
                "  %-11s %10.0f %11.4f %11.4f %11.4f %11.4f %11s   %s",
                name,
                day.sums().decisions,
                a.spent(),
                day.sums().extra,
                a.shadows(),
                a.saved(),
                misroutes.isIdentified() ? words("%.1f", misroutes.answers().value()) : "unknown",
                misroutes.isIdentified() ? range(misroutes.answers().interval(), "%.1f") : "");
    }

    private void bottom(Line all) {
        MisrouteCost misroutes = all.misroutes();
        Ledger ledger = all.ledger();
        if (!misroutes.isIdentified()) {
            line("  saved %.4f; what bad answers cost is %s", ledger.saved(), misroutes.reason());
            return;
        }
        Estimate lost = all.lost();
        if (priced) {
            Interval i = lost.interval();
            double saved = ledger.saved();
            line("  saved          %12.4f", saved);
            line("  bad answers    %12.4f   %s", lost.value(), range(i, "%.4f"));
            line(
                    "  net            %12.4f   %s",
                    saved - lost.value(),
                    i.isBounded()
                            ? words("%.4f to %.4f", saved - i.high(), saved - i.low())
                            : "unknown");
            if (answer.pricesRejectedOnly() && answer.priceOfRejected() > 0) {
                line("  saved / lost   %12s   %s", ratio(ledger.ratio()), range(ledger.ratio()));
            }
        }
        Fieller breakEven = ledger.breakEven();
        if (misroutes.answers().value() > 0 && breakEven.isBounded()) {
            line(
                    "  break-even     %12.4f   %s: what a bad answer may cost before routing loses"
                            + " money",
                    breakEven.ratio(), range(breakEven));
        } else {
            line("  break-even     unknown: cheap cannot be told to give more bad answers");
        }
    }

    private static String ratio(Fieller f) {
        return f.isBounded() ? words("%.2f", f.ratio()) : "unknown";
    }

    private static String range(Fieller f) {
        return f.isBounded() ? words("%.4f to %.4f", f.low(), f.high()) : "";
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
