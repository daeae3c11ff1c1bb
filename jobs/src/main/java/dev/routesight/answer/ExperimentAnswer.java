package dev.routesight.answer;

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
import dev.routesight.stats.MeanDifference;
import dev.routesight.stats.SampleRatio;
import dev.routesight.stats.UnitSums;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an experiment shows, worked out from the units of its arms.
 *
 * @param asOf event time up to which units count; null while there is none
 * @param arms as declared; empty while there is no unit
 * @param crossed units that were seen in more than one arm
 * @param undeclared units in arms that are not declared
 * @param sampleRatio null while there is no unit
 * @param range null without arms for a range, or when the experiment is broken
 * @param differences of each other arm to live, else to the first; none when it is broken
 */
public record ExperimentAnswer(
        Experiment experiment,
        Roles roles,
        Instant asOf,
        List<ArmAnswer> arms,
        long crossed,
        long undeclared,
        SampleRatio sampleRatio,
        RangeAnswer range,
        List<Difference> differences) {

    /**
     * An arm.
     *
     * @param reference share of its decisions that went to the reference route
     */
    public record ArmAnswer(
            Arm arm, long units, double decisions, Estimate reference, Estimate rejected) {}

    /**
     * The range between all cheap and all reference, and where live is in it.
     *
     * @param saved USD that a unit costs less than with the reference route alone
     * @param more days to see a gain of the worth asked for; infinite while there is no range
     */
    public record RangeAnswer(Calibration calibration, Estimate saved, double more) {}

    /**
     * An arm less another.
     *
     * @param signals rate points, by signal; those that are known
     * @param plain rejected decisions per unit; null without a period before the experiment
     * @param cuped the same, adjusted by what units did before; null likewise
     */
    public record Difference(
            Arm arm, Arm base, Map<UnitSum, Estimate> signals, Estimate plain, Estimate cuped) {}

    /** Whether arms got other shares than declared. */
    public boolean isBroken() {
        return sampleRatio != null && sampleRatio.isBroken();
    }

    /** Whether its declared end has passed, in event time. */
    public boolean isOver() {
        return asOf != null && !asOf.isBefore(experiment.end());
    }

    /** Days that it has run so far, in event time. */
    public double days() {
        return days(experiment, asOf);
    }

    private static double days(Experiment experiment, Instant asOf) {
        if (asOf == null) {
            return 0;
        }
        Instant until = asOf.isBefore(experiment.end()) ? asOf : experiment.end();
        return Duration.between(experiment.start(), until).toMillis() / 86_400_000.0;
    }

    /**
     * @param worth routing gain to see, as a share of the range
     */
    public static ExperimentAnswer of(
            Experiment experiment,
            String referenceRoute,
            ExperimentUnits.Read read,
            double level,
            double worth) {
        Roles roles = Roles.of(experiment, referenceRoute);
        if (read.arms().isEmpty()) {
            return new ExperimentAnswer(
                    experiment, roles, null, List.of(), 0, 0, null, null, List.of());
        }
        Map<String, ArmData> data = new HashMap<>(read.arms());
        experiment.arms().forEach(arm -> data.putIfAbsent(arm.name(), nothing(arm)));
        List<Arm> declared = experiment.arms();
        List<ArmAnswer> arms = declared.stream().map(a -> answer(a, data, level)).toList();
        long crossed = data.values().stream().mapToLong(ArmData::crossed).sum();
        long all = data.values().stream().mapToLong(ArmData::units).sum();
        long known = arms.stream().mapToLong(ArmAnswer::units).sum();
        SampleRatio ratio =
                SampleRatio.of(
                        arms.stream().mapToLong(ArmAnswer::units).toArray(),
                        declared.stream().mapToDouble(Arm::share).toArray());
        boolean broken = ratio.isBroken();
        return new ExperimentAnswer(
                experiment,
                roles,
                read.asOf(),
                arms,
                crossed,
                all - known,
                ratio,
                broken || !roles.isRange()
                        ? null
                        : range(experiment, roles, data, read.asOf(), level, worth),
                broken ? List.of() : differences(experiment, roles, data, level));
    }

    private static ArmData nothing(Arm arm) {
        Map<UnitSum, ArmSums> sums = new HashMap<>();
        ExperimentUnits.SIGNALS.forEach(signal -> sums.put(signal, new ArmSums(arm.name())));
        return new ArmData(0, 0, sums, UnitSums.of(0, 0, 0));
    }

    private static ArmAnswer answer(Arm arm, Map<String, ArmData> data, double level) {
        ArmSums sums = sums(data, arm);
        return new ArmAnswer(
                arm,
                data.get(arm.name()).units(),
                sums.decisions(),
                sums.share(level),
                sums.rate(level));
    }

    private static ArmSums sums(Map<String, ArmData> data, Arm arm) {
        return data.get(arm.name()).bySignal().get(UnitSum.REJECTED);
    }

    private static RangeAnswer range(
            Experiment experiment,
            Roles roles,
            Map<String, ArmData> data,
            Instant asOf,
            double level,
            double worth) {
        Arm cheap = roles.cheap().orElseThrow();
        Arm reference = roles.reference().orElseThrow();
        Arm live = roles.live().orElseThrow();
        ArmSums ofReference = sums(data, reference);
        ArmSums ofLive = sums(data, live);
        double[] shares = {cheap.share(), reference.share(), live.share()};
        Calibration calibration =
                Calibration.of(sums(data, cheap), ofReference, ofLive, shares, level);
        return new RangeAnswer(
                calibration,
                Delta.ofCostPerUnit(ofReference, ofLive, level),
                calibration.stillNeeded(worth, days(experiment, asOf), Critical.z(level)));
    }

    private static List<Difference> differences(
            Experiment experiment, Roles roles, Map<String, ArmData> data, double level) {
        Arm base = roles.live().orElse(experiment.arms().get(0));
        List<Difference> differences = new ArrayList<>();
        for (Arm arm : experiment.arms()) {
            if (!arm.equals(base)) {
                differences.add(difference(experiment, arm, base, data, level));
            }
        }
        return differences;
    }

    private static Difference difference(
            Experiment experiment, Arm arm, Arm base, Map<String, ArmData> data, double level) {
        ArmData one = data.get(arm.name());
        ArmData zero = data.get(base.name());
        Map<UnitSum, Estimate> signals = new LinkedHashMap<>();
        for (UnitSum signal : ExperimentUnits.SIGNALS) {
            Estimate delta =
                    Delta.ofRate(one.bySignal().get(signal), zero.bySignal().get(signal), level);
            if (delta.isKnown()) {
                signals.put(signal, delta);
            }
        }
        UnitSums y = one.rejected();
        UnitSums x = zero.rejected();
        if (!experiment.before().isZero() && y.x() + x.x() > 0) {
            Estimate plain = MeanDifference.welch(y, x, level);
            Estimate cuped = MeanDifference.cuped(y, x, level);
            if (plain.isKnown() && cuped.isKnown()) {
                return new Difference(arm, base, signals, plain, cuped);
            }
        }
        return new Difference(arm, base, signals, null, null);
    }
}
