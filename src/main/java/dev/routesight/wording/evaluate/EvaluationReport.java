package dev.routesight.wording.evaluate;

import dev.routesight.wording.Verdict;
import dev.routesight.wording.evaluate.Evaluation.Scored;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The evaluation as text for a terminal. */
public final class EvaluationReport {
    private static final int MOST_ROWS = 20;
    private static final int MOST_MISTAKES = 20;
    private static final int WIDTH = 160;
    private final Evaluation evaluation;
    private final StringBuilder text = new StringBuilder();

    private EvaluationReport(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    public static String of(Evaluation evaluation) {
        EvaluationReport report = new EvaluationReport(evaluation);
        report.headline();
        report.table("language", evaluation.countsBy(s -> s.verdict().language()));
        report.table("source", evaluation.countsBy(s -> s.turn().source()));
        report.confusion();
        report.mistakes();
        return report.text.toString();
    }

    private void headline() {
        Counts c = evaluation.counts();
        line("turns %d, positive %d, fired %d", c.turns(), c.hits() + c.misses(), fired(c));
        rate("precision", c.precision(), Interval.wilson(c.hits(), fired(c)));
        rate("recall", c.recall(), Interval.wilson(c.hits(), c.hits() + c.misses()));
        rate("F1", c.f1(), Interval.ofF1(evaluation.countsBy(s -> s.turn().group()).values()));
        rate("false alarms", c.falseAlarms(), Interval.wilson(c.alarms(), c.alarms() + c.passes()));
        line("lift         %s", number(c.lift(), 2));
        Counts t = evaluation.templatedCounts();
        if (t.turns() > 0) {
            line(
                    "left out: %d turns written by a program, precision %s, recall %s, F1 %s",
                    t.turns(), number(t.precision(), 3), number(t.recall(), 3), number(t.f1(), 3));
        }
        line("Intervals of 95 %%: Wilson; of F1 a bootstrap over groups.");
    }

    private void table(String name, Map<String, Counts> rows) {
        line("");
        line(
                "%-34s %7s %8s %9s %7s %7s %12s",
                "by " + name, "turns", "positive", "precision", "recall", "F1", "false alarms");
        List<Map.Entry<String, Counts>> sorted =
                rows.entrySet().stream()
                        .sorted(
                                Comparator.comparingLong(
                                        (Map.Entry<String, Counts> e) -> -e.getValue().turns()))
                        .toList();
        Counts rest = Counts.NONE;
        for (int i = 0; i < sorted.size(); i++) {
            if (i < MOST_ROWS) {
                row(sorted.get(i).getKey(), sorted.get(i).getValue());
            } else {
                rest = rest.plus(sorted.get(i).getValue());
            }
        }
        if (rest.turns() > 0) {
            row((sorted.size() - MOST_ROWS) + " others", rest);
        }
    }

    private void row(String name, Counts c) {
        line(
                "%-34s %7d %8d %9s %7s %7s %12s",
                name.isEmpty() ? "unknown" : cut(name, 34),
                c.turns(),
                c.hits() + c.misses(),
                number(c.precision(), 3),
                number(c.recall(), 3),
                number(c.f1(), 3),
                number(c.falseAlarms(), 3));
    }

    private void confusion() {
        line("");
        line("%-34s %10s %10s %10s", "label \\ verdict", "correction", "rephrase", "none");
        evaluation
                .confusion()
                .forEach(
                        (label, verdicts) ->
                                line(
                                        "%-34s %10d %10d %10d",
                                        cut(label, 34),
                                        verdicts.getOrDefault(Verdict.CORRECTION, 0L),
                                        verdicts.getOrDefault(Verdict.REPHRASE, 0L),
                                        verdicts.getOrDefault(Verdict.NONE, 0L)));
    }

    private void mistakes() {
        List<Scored> worst = evaluation.worstMistakes(MOST_MISTAKES);
        line("");
        line("most confident mistakes: %d", worst.size());
        for (Scored s : worst) {
            line(
                    "line %d: %s %s (%s), labelled %s",
                    s.turn().line(),
                    s.verdict().kind(),
                    number(s.verdict().confidence(), 2),
                    s.verdict().rule(),
                    s.turn().label());
            quoted("  before", s.turn().previousUser());
            quoted("  answer", s.turn().previousAnswer());
            quoted("  turn  ", s.turn().user());
        }
    }

    private void quoted(String name, String said) {
        if (said != null) {
            line("%s %s", name, cut(said.replaceAll("\\s+", " "), WIDTH));
        }
    }

    private static long fired(Counts c) {
        return c.hits() + c.alarms();
    }

    private void rate(String name, double value, Interval interval) {
        line(
                "%-12s %s   %s to %s",
                name, number(value, 3), number(interval.low(), 3), number(interval.high(), 3));
    }

    private static String number(double value, int digits) {
        return Double.isNaN(value) || Double.isInfinite(value)
                ? "-"
                : String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    private static String cut(String text, int width) {
        return text.codePointCount(0, text.length()) <= width
                ? text
                : text.substring(0, text.offsetByCodePoints(0, width - 1)) + "…";
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
