package dev.routesight.cli;

import dev.routesight.answer.ExperimentAnswer;
import dev.routesight.answer.ExperimentAnswer.ArmAnswer;
import dev.routesight.answer.ExperimentAnswer.Difference;
import dev.routesight.answer.ExperimentAnswer.RangeAnswer;
import dev.routesight.stats.Interval;
import java.util.Locale;

/** What an experiment shows, as a table and in words. */
final class CalibrateText {
    private final ExperimentAnswer answer;
    private final double level;
    private final double worth;
    private final StringBuilder t = new StringBuilder();

    CalibrateText(ExperimentAnswer answer, double level, double worth) {
        this.answer = answer;
        this.level = level;
        this.worth = worth;
    }

    String of(String dataset, String horizon) {
        line(
                "Experiment '%s', dataset %s, %s after each decision.",
                answer.experiment().name(), dataset, horizon);
        line("");
        if (answer.arms().isEmpty()) {
            line("  no unit yet");
            line("");
            return t.toString();
        }
        arms();
        if (answer.isBroken()) {
            line(
                    "  experiment broken: sample ratio p = %.2g; assignment or logging",
                    answer.sampleRatio().pValue());
            line("  gives other shares than declared, and no contrast of the arms means anything");
            line("");
            return t.toString();
        }
        line("  sample ratio as declared (p = %.2g)", answer.sampleRatio().pValue());
        line("");
        if (answer.range() != null) {
            verdict(answer.range());
        } else {
            line("  no range: that takes an arm forced to the reference route, one forced to");
            line("  another, and a live one");
            line("");
        }
        answer.differences().forEach(this::difference);
        return t.toString();
    }

    private void arms() {
        line(
                "  %-20s %8s %10s %10s %9s %9s   %s",
                "arm", "share", "units", "decisions", "reference", "rejected", title());
        for (ArmAnswer arm : answer.arms()) {
            line(
                    "  %-20s %7.2f%% %10d %10.0f %9s %9s   %s",
                    arm.arm().name(),
                    arm.arm().share() / 1e4,
                    arm.units(),
                    arm.decisions(),
                    percent(arm.reference().value()),
                    percent(arm.rejected().value()),
                    range(arm.rejected().interval(), 100, "%.2f %%"));
        }
        if (answer.crossed() > 0) {
            line(
                    "  %d units were seen in more than one arm; each counts for its first",
                    answer.crossed());
        }
        if (answer.undeclared() > 0) {
            line(
                    "  %d units are in arms that are not declared: they are left out",
                    answer.undeclared());
        }
        line("");
    }

    private String title() {
        return Math.round(100 * level) + " % interval";
    }

    private void verdict(RangeAnswer range) {
        line("  %s", range.calibration().verdict());
        if (range.saved().isKnown()) {
            line(
                    "  a unit costs %.6f USD less than with the reference route alone (%s)",
                    range.saved().value(), range(range.saved().interval(), 1, "%.6f"));
        }
        line("  %s", power(range));
        line("");
    }

    private String power(RangeAnswer range) {
        String seen = words("a gain of %.0f points (power 80 %%)", 100 * worth);
        if (Double.isInfinite(range.more())) {
            return "how long it takes to see " + seen + " cannot be told while there is no range";
        }
        if (range.more() == 0) {
            return words("%.1f days are enough to see %s", answer.days(), seen);
        }
        return words(
                "to see %s it %s %.1f days more at this pace",
                seen, answer.isOver() ? "would have taken" : "must run", range.more());
    }

    private void difference(Difference d) {
        line("  %-20s %12s   %s", d.arm().name() + " - " + d.base().name(), "points", title());
        d.signals()
                .forEach(
                        (signal, delta) ->
                                line(
                                        "  %-20s %+12.2f   %s",
                                        signal.column(),
                                        100 * delta.value(),
                                        range(delta.interval(), 100, "%+.2f")));
        if (d.cuped() != null) {
            double kept = d.cuped().standardError() / d.plain().standardError();
            line(
                    "  %-20s %+12.4f   %s, by what units did before (CUPED); plain %+.4f, %s",
                    "rejected per unit",
                    d.cuped().value(),
                    range(d.cuped().interval(), 1, "%+.4f"),
                    d.plain().value(),
                    range(d.plain().interval(), 1, "%+.4f"));
            line("  %-20s %11.0f%%   of the variance is gone", "", 100 * (1 - kept * kept));
        }
        line("");
    }

    private static String percent(double share) {
        return Double.isFinite(share) ? words("%.2f %%", 100 * share) : "-";
    }

    private static String range(Interval i, double factor, String format) {
        return i.isBounded()
                ? words(format, factor * i.low()) + " to " + words(format, factor * i.high())
                : "unknown";
    }

    private static String words(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private void line(String format, Object... values) {
        t.append(words(format, values).stripTrailing()).append('\n');
    }
}
