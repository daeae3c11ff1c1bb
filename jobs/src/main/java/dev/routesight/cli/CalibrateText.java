package dev.routesight.cli;

import dev.routesight.answer.ExperimentAnswer;
import dev.routesight.answer.ExperimentAnswer.ArmShown;
import dev.routesight.answer.ExperimentAnswer.Deltas;
import dev.routesight.calibration.Experiment;
import dev.routesight.database.ExperimentUnits;
import dev.routesight.stats.Estimate;
import dev.routesight.stats.Interval;
import dev.routesight.stats.MeanDifference;
import dev.routesight.stats.SampleRatio;
import dev.routesight.stats.UnitSums;
import java.util.Locale;

/** What an experiment shows, as a table and in words. */
final class CalibrateText {
    private final Experiment experiment;
    private final String referenceRoute;
    private final double level;
    private final double worth;
    private final StringBuilder t = new StringBuilder();

    CalibrateText(Experiment experiment, String referenceRoute, double level, double worth) {
        this.experiment = experiment;
        this.referenceRoute = referenceRoute;
        this.level = level;
        this.worth = worth;
    }

    String of(ExperimentUnits.Read read, String dataset, String horizon) {
        line("Experiment '%s', dataset %s, %s after each decision.", name(), dataset, horizon);
        line("");
        if (read.arms().isEmpty()) {
            line("  no unit yet");
            line("");
            return t.toString();
        }
        ExperimentAnswer answer = new ExperimentAnswer(experiment, referenceRoute, read, level);
        arms(answer);
        SampleRatio ratio = answer.sampleRatio();
        if (ratio.isBroken()) {
            line(
                    "  experiment broken: sample ratio p = %.2g; assignment or logging",
                    ratio.pValue());
            line("  gives other shares than declared, and no contrast of the arms means anything");
            line("");
            return t.toString();
        }
        line("  sample ratio as declared (p = %.2g)", ratio.pValue());
        line("");
        if (answer.roles().isRange()) {
            verdict(answer);
        } else {
            line("  no range: that takes an arm forced to the reference route, one forced to");
            line("  another, and a live one");
            line("");
        }
        deltas(answer);
        return t.toString();
    }

    private String name() {
        return experiment.name();
    }

    private void arms(ExperimentAnswer answer) {
        line(
                "  %-20s %8s %10s %10s %9s %9s   %s",
                "arm", "share", "units", "decisions", "reference", "rejected", title());
        for (ArmShown shown : answer.shown()) {
            line(
                    "  %-20s %7.2f%% %10d %10.0f %9s %9s   %s",
                    shown.arm().name(),
                    shown.arm().share() / 1e4,
                    shown.units(),
                    shown.decisions(),
                    percent(shown.share().value()),
                    percent(shown.rate().value()),
                    range(shown.rate().interval(), 100, "%.2f %%"));
        }
        if (answer.crossed() > 0) {
            line(
                    "  %d units were seen in more than one arm; each counts for its first",
                    answer.crossed());
        }
        if (answer.strange() > 0) {
            line(
                    "  %d units are in arms that are not declared: they are left out",
                    answer.strange());
        }
        line("");
    }

    private String title() {
        return Math.round(100 * level) + " % interval";
    }

    private void verdict(ExperimentAnswer answer) {
        line("  %s", answer.calibration().orElseThrow().verdict());
        Estimate saved = answer.savedPerUnit();
        if (saved.isKnown()) {
            line(
                    "  a unit costs %.6f USD less than with the reference route alone (%s)",
                    saved.value(), range(saved.interval(), 1, "%.6f"));
        }
        line("  %s", power(answer.daysNeeded(worth), answer.days(), answer.isOver()));
        line("");
    }

    private String power(double more, double days, boolean over) {
        String seen = words("a gain of %.0f points (power 80 %%)", 100 * worth);
        if (Double.isInfinite(more)) {
            return "how long it takes to see " + seen + " cannot be told while there is no range";
        }
        if (more == 0) {
            return words("%.1f days are enough to see %s", days, seen);
        }
        return words(
                "to see %s it %s %.1f days more at this pace",
                seen, over ? "would have taken" : "must run", more);
    }

    private void deltas(ExperimentAnswer answer) {
        for (Deltas deltas : answer.deltas()) {
            String names = deltas.arm().name() + " - " + deltas.base().name();
            line("  %-20s %12s   %s", names, "points", title());
            deltas.bySignal()
                    .forEach(
                            (signal, delta) ->
                                    line(
                                            "  %-20s %+12.2f   %s",
                                            signal.column(),
                                            100 * delta.value(),
                                            range(delta.interval(), 100, "%+.2f")));
            cuped(answer.rejectedPerUnit(deltas.arm()), answer.rejectedPerUnit(deltas.base()));
            line("");
        }
    }

    private void cuped(UnitSums one, UnitSums zero) {
        if (experiment.before().isZero() || one.x() + zero.x() == 0) {
            return;
        }
        Estimate plain = MeanDifference.welch(one, zero, level);
        Estimate adjusted = MeanDifference.cuped(one, zero, level);
        if (!plain.isKnown() || !adjusted.isKnown()) {
            return;
        }
        double kept = adjusted.standardError() / plain.standardError();
        line(
                "  %-20s %+12.4f   %s, by what units did before (CUPED); plain %+.4f, %s",
                "rejected per unit",
                adjusted.value(),
                range(adjusted.interval(), 1, "%+.4f"),
                plain.value(),
                range(plain.interval(), 1, "%+.4f"));
        line("  %-20s %11.0f%%   of the variance is gone", "", 100 * (1 - kept * kept));
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
