package dev.routesight.cli;

import dev.routesight.answer.CascadeAnswer;
import dev.routesight.cascade.CascadeValue;
import dev.routesight.cascade.Gate;
import dev.routesight.cascade.GateBin;
import dev.routesight.cascade.GateThreshold;
import dev.routesight.control.CurvePoint;
import dev.routesight.database.CascadeTables;
import dev.routesight.stats.Estimate;
import java.util.Locale;

/** A cascade in words and tables. */
final class CascadeText {
    private final CascadeAnswer.Asked asked;
    private final StringBuilder t = new StringBuilder();

    CascadeText(CascadeAnswer.Asked asked) {
        this.asked = asked;
    }

    String of(CascadeTables.Read read, String dataset, String horizon) {
        line("Dataset %s, %s after each decision, 95 %% intervals.", dataset, horizon);
        line("");
        for (CascadeTables.Rate rate : read.rates()) {
            line(
                    "  escalated: %.0f of %.0f decisions of %s, %s traffic: %s",
                    rate.escalated(),
                    rate.decisions(),
                    rate.route(),
                    rate.traffic(),
                    percent(rate.rate()));
        }
        if (read.gates().isEmpty()) {
            line("  No verifier's score is in decision_outcome: send verifier and verifier_score");
            line("  on escalations and on the stream of answers that ship.");
        }
        for (CascadeTables.Scored scored : read.gates()) {
            gate(CascadeAnswer.of(scored, asked));
        }
        return t.toString();
    }

    private void gate(CascadeAnswer answer) {
        Gate gate = answer.gate();
        GateBin all = gate.all();
        line("");
        line("Verifier '%s' on answers of %s", gate.verifier(), gate.route());
        line("");
        line(
                "  %-10s %8s %9s   %-26s %-26s %s",
                "score",
                "answers",
                "escalated",
                "rejected when let through",
                "… of what came instead",
                "… when shipped by chance");
        for (int i = 0; i < Gate.BINS; i++) {
            GateBin bin = gate.bins().get(i);
            if (!bin.equals(GateBin.EMPTY)) {
                row(words("%.1f to %.1f", i / 10.0, (i + 1) / 10.0), bin);
            }
        }
        row("all", all);
        line("");
        line(
                "  let through          %.0f answers, of which users rejected %s",
                all.shipped().answers(), percent(CascadeAnswer.rejected(all.shipped())));
        line(
                "  stopped needlessly   %s",
                answer.needless().isIdentified()
                        ? words(
                                "%s of %.0f, as users took %.0f of like score that chance shipped",
                                percent(answer.needless().share()),
                                all.escalated().answers(),
                                answer.needless().compared())
                        : answer.needless().reason());
        if (answer.judged().pairs() > 0) {
            line(
                    "  … as judges see it   %s of %.0f judged pairs",
                    percent(answer.judged().needless()), answer.judged().pairs());
        }
        value(answer);
        threshold(answer);
    }

    private void row(String name, GateBin bin) {
        line(
                "  %-10s %8.0f %9s   %-26s %-26s %s",
                name,
                bin.gated(),
                bin.gated() == 0
                        ? ""
                        : words("%.1f %%", 100 * bin.escalated().answers() / bin.gated()),
                percent(CascadeAnswer.rejected(bin.shipped())),
                percent(CascadeAnswer.rejected(bin.escalated())),
                percent(CascadeAnswer.rejected(bin.shippedByChance())));
    }

    private void value(CascadeAnswer answer) {
        CascadeValue value = answer.value();
        line(
                "  spent                %.4f USD: %.4f on answers that came instead, %.4f on the"
                        + " verifier, %.4f on the wait",
                value.spentUsd(), value.escalationUsd(), value.verifierUsd(), value.waitUsd());
        if (!value.isIdentified()) {
            line("  worth                %s", value.reason());
            return;
        }
        line(
                "  spared               %.1f rejections (%s) in %.0f escalations",
                value.spared().value(), range(value.spared(), "%.1f"), value.escalations());
        if (answer.priced()) {
            line(
                    "  worth                %.4f USD (%s) at %s USD a rejection",
                    value.net().value(), range(value.net(), "%.4f"), number(asked.rejected()));
        }
        Estimate least = value.breakEven();
        line(
                "  break-even           %s",
                least.isKnown()
                        ? words(
                                "a rejection must cost %.4f USD (%s) for it to pay",
                                least.value(), range(least, "%.4f"))
                        : "unknown: escalating cannot be told to spare rejections");
    }

    private void threshold(CascadeAnswer answer) {
        GateThreshold gate = answer.threshold();
        if (gate == null) {
            line("  threshold            needs --price-per-rejected");
            return;
        }
        String now = Double.isNaN(gate.current()) ? "unknown" : number(gate.current());
        line("  threshold            %s now; %s: %s", now, gate.status(), gate.why());
        if (gate.costChange().isKnown()) {
            line(
                    "  … at %-15s %+.6f USD an answer (%s), rejected rate %+.2f points (%s)",
                    number(gate.proposed()),
                    gate.costChange().value(),
                    range(gate.costChange(), "%+.6f"),
                    100 * gate.rejectedChange().value(),
                    range(gate.rejectedChange().times(100), "%+.2f"));
        }
        if (gate.coin() > 0) {
            line(
                    "  what would help      let a coin ship or escalate %.1f %% of the scored"
                            + " answers, for %d times as long as these data took",
                    100 * gate.coin(), gate.coinPeriods());
        }
        if (gate.curve().isEmpty()) {
            return;
        }
        line("");
        line("  %-10s %14s   %s", "threshold", "USD an answer", "95 % band of the difference");
        for (CurvePoint point : gate.curve()) {
            String mark =
                    point.threshold() == gate.current()
                            ? "   now"
                            : point.threshold() == gate.cheapest() ? "   cheapest" : "";
            line(
                    "  %-10s %14.6f   %.6f to %.6f%s",
                    number(point.threshold()), point.cost(), point.low(), point.high(), mark);
        }
    }

    private static String percent(Estimate e) {
        return e.isKnown()
                ? words("%.1f %% (%s)", 100 * e.value(), range(e.times(100), "%.1f"))
                : "";
    }

    private static String range(Estimate e, String format) {
        return e.interval().isBounded()
                ? words(format, e.interval().low()) + " to " + words(format, e.interval().high())
                : "unknown";
    }

    private static String number(double value) {
        return java.math.BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    private static String words(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private void line(String format, Object... values) {
        t.append(words(format, values).stripTrailing()).append('\n');
    }
}
