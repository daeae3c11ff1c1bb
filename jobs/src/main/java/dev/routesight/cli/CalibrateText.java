package dev.routesight.cli;

import dev.routesight.calibration.Arm;
import dev.routesight.calibration.ArmSums;
import dev.routesight.calibration.Calibration;
import dev.routesight.calibration.Delta;
import dev.routesight.calibration.Experiment;
import dev.routesight.calibration.Roles;
import dev.routesight.calibration.UnitSum;
import dev.routesight.database.ExperimentUnits;
import dev.routesight.database.ExperimentUnits.ArmData;
import dev.routesight.stats.Critical;
import dev.routesight.stats.Estimate;
import dev.routesight.stats.Interval;
import dev.routesight.stats.MeanDifference;
import dev.routesight.stats.SampleRatio;
import dev.routesight.stats.UnitSums;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What an experiment shows, as a table and in words. */
final class CalibrateText {
    private final Experiment experiment;
    private final Roles roles;
    private final double level;
    private final double worth;
    private final StringBuilder t = new StringBuilder();

    CalibrateText(Experiment experiment, String referenceRoute, double level, double worth) {
        this.experiment = experiment;
        this.roles = Roles.of(experiment, referenceRoute);
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
        Map<String, ArmData> arms = new HashMap<>(read.arms());
        experiment.arms().forEach(arm -> arms.putIfAbsent(arm.name(), nothing(arm)));
        arms(arms);
        SampleRatio ratio = sampleRatio(arms);
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
        if (roles.isRange()) {
            verdict(arms, read.asOf());
        } else {
            line("  no range: that takes an arm forced to the reference route, one forced to");
            line("  another, and a live one");
            line("");
        }
        deltas(arms);
        return t.toString();
    }

    private String name() {
        return experiment.name();
    }

    private static ArmData nothing(Arm arm) {
        Map<UnitSum, ArmSums> sums = new HashMap<>();
        ExperimentUnits.SIGNALS.forEach(signal -> sums.put(signal, new ArmSums(arm.name())));
        return new ArmData(0, 0, sums, UnitSums.of(0, 0, 0));
    }

    private void arms(Map<String, ArmData> arms) {
        line(
                "  %-20s %8s %10s %10s %9s %9s   %s",
                "arm", "share", "units", "decisions", "reference", "rejected", title());
        long crossed = 0;
        long strange = 0;
        for (Map.Entry<String, ArmData> entry : arms.entrySet()) {
            crossed += entry.getValue().crossed();
            strange += armNamed(entry.getKey()) == null ? entry.getValue().units() : 0;
        }
        for (Arm arm : experiment.arms()) {
            ArmData data = arms.get(arm.name());
            ArmSums sums = data.bySignal().get(UnitSum.REJECTED);
            Estimate rate = sums.rate(level);
            line(
                    "  %-20s %7.2f%% %10d %10.0f %9s %9s   %s",
                    arm.name(),
                    arm.share() / 1e4,
                    data.units(),
                    sums.decisions(),
                    percent(sums.share(level).value()),
                    percent(rate.value()),
                    range(rate.interval(), 100, "%.2f %%"));
        }
        if (crossed > 0) {
            line("  %d units were seen in more than one arm; each counts for its first", crossed);
        }
        if (strange > 0) {
            line("  %d units are in arms that are not declared: they are left out", strange);
        }
        line("");
    }

    private Arm armNamed(String arm) {
        return experiment.arms().stream()
                .filter(a -> a.name().equals(arm))
                .findFirst()
                .orElse(null);
    }

    private String title() {
        return Math.round(100 * level) + " % interval";
    }

    private SampleRatio sampleRatio(Map<String, ArmData> arms) {
        List<Arm> declared = experiment.arms();
        long[] units = declared.stream().mapToLong(a -> arms.get(a.name()).units()).toArray();
        return SampleRatio.of(units, declared.stream().mapToDouble(Arm::share).toArray());
    }

    private void verdict(Map<String, ArmData> arms, Instant asOf) {
        Arm cheap = roles.cheap().orElseThrow();
        Arm reference = roles.reference().orElseThrow();
        Arm live = roles.live().orElseThrow();
        ArmSums ofReference = sums(arms, reference);
        ArmSums ofLive = sums(arms, live);
        double[] shares = {cheap.share(), reference.share(), live.share()};
        Calibration calibration =
                Calibration.of(sums(arms, cheap), ofReference, ofLive, shares, level);
        line("  %s", calibration.verdict());
        Estimate saved = Delta.ofCostPerUnit(ofReference, ofLive, level);
        if (saved.isKnown()) {
            line(
                    "  a unit costs %.6f USD less than with the reference route alone (%s)",
                    saved.value(), range(saved.interval(), 1, "%.6f"));
        }
        boolean over = !asOf.isBefore(experiment.end());
        Instant until = over ? experiment.end() : asOf;
        double days = Duration.between(experiment.start(), until).toMillis() / 86_400_000.0;
        double more = calibration.stillNeeded(worth, days, Critical.z(level));
        line("  %s", power(more, days, over));
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

    private static ArmSums sums(Map<String, ArmData> arms, Arm arm) {
        return arms.get(arm.name()).bySignal().get(UnitSum.REJECTED);
    }

    /** Each signal and each other arm against live, else against the first arm. */
    private void deltas(Map<String, ArmData> arms) {
        Arm base = roles.live().orElse(experiment.arms().get(0));
        for (Arm arm : experiment.arms()) {
            if (arm.equals(base)) {
                continue;
            }
            line("  %-20s %12s   %s", arm.name() + " - " + base.name(), "points", title());
            ArmData one = arms.get(arm.name());
            ArmData zero = arms.get(base.name());
            for (UnitSum signal : ExperimentUnits.SIGNALS) {
                Estimate delta =
                        Delta.ofRate(
                                one.bySignal().get(signal), zero.bySignal().get(signal), level);
                if (delta.isKnown()) {
                    line(
                            "  %-20s %+12.2f   %s",
                            signal.column(),
                            100 * delta.value(),
                            range(delta.interval(), 100, "%+.2f"));
                }
            }
            cuped(one.rejected(), zero.rejected());
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
