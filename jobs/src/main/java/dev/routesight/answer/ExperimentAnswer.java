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
import dev.routesight.stats.SampleRatio;
import dev.routesight.stats.UnitSums;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an experiment shows, worked out from the units of its arms. */
public final class ExperimentAnswer {
    private final Experiment experiment;
    private final Roles roles;
    private final double level;
    private final Map<String, ArmData> arms;
    private final Instant asOf;

    /** One declared arm: what its units did. */
    public record ArmShown(Arm arm, long units, double decisions, Estimate share, Estimate rate) {}

    /** How one arm differs from another, in rate points, by each signal that is known. */
    public record Deltas(Arm arm, Arm base, Map<UnitSum, Estimate> bySignal) {}

    public ExperimentAnswer(
            Experiment experiment, String referenceRoute, ExperimentUnits.Read read, double level) {
        this.experiment = experiment;
        this.roles = Roles.of(experiment, referenceRoute);
        this.level = level;
        this.arms = new HashMap<>(read.arms());
        experiment.arms().forEach(arm -> arms.putIfAbsent(arm.name(), nothing(arm)));
        this.asOf = read.asOf();
    }

    private static ArmData nothing(Arm arm) {
        Map<UnitSum, ArmSums> sums = new HashMap<>();
        ExperimentUnits.SIGNALS.forEach(signal -> sums.put(signal, new ArmSums(arm.name())));
        return new ArmData(0, 0, sums, UnitSums.of(0, 0, 0));
    }

    public Experiment experiment() {
        return experiment;
    }

    public Roles roles() {
        return roles;
    }

    /** The declared arms, in their order. */
    public List<ArmShown> shown() {
        return experiment.arms().stream().map(this::shown).toList();
    }

    private ArmShown shown(Arm arm) {
        ArmSums sums = sums(arm);
        return new ArmShown(
                arm,
                arms.get(arm.name()).units(),
                sums.decisions(),
                sums.share(level),
                sums.rate(level));
    }

    /** Units that were seen in more than one arm; each counts for its first. */
    public long crossed() {
        return arms.values().stream().mapToLong(ArmData::crossed).sum();
    }

    /** Units in arms that are not declared; they are left out. */
    public long strange() {
        return arms.entrySet().stream()
                .filter(e -> experiment.arms().stream().noneMatch(a -> a.name().equals(e.getKey())))
                .mapToLong(e -> e.getValue().units())
                .sum();
    }

    public SampleRatio sampleRatio() {
        List<Arm> declared = experiment.arms();
        long[] units = declared.stream().mapToLong(a -> arms.get(a.name()).units()).toArray();
        return SampleRatio.of(units, declared.stream().mapToDouble(Arm::share).toArray());
    }

    /** Where live is between all-cheap and all-reference; empty without an arm of each. */
    public Optional<Calibration> calibration() {
        if (!roles.isRange()) {
            return Optional.empty();
        }
        Arm cheap = roles.cheap().orElseThrow();
        Arm reference = roles.reference().orElseThrow();
        Arm live = roles.live().orElseThrow();
        double[] shares = {cheap.share(), reference.share(), live.share()};
        return Optional.of(Calibration.of(sums(cheap), sums(reference), sums(live), shares, level));
    }

    /** Cost of a unit with the reference route alone less that of a live one, in USD. */
    public Estimate savedPerUnit() {
        return roles.isRange()
                ? Delta.ofCostPerUnit(
                        sums(roles.reference().orElseThrow()),
                        sums(roles.live().orElseThrow()),
                        level)
                : Estimate.NONE;
    }

    /** Whether its declared end has passed, in event time. */
    public boolean isOver() {
        return asOf != null && !asOf.isBefore(experiment.end());
    }

    /** Days that it has run, in event time. */
    public double days() {
        Instant until = isOver() ? experiment.end() : asOf;
        return asOf == null
                ? 0
                : Duration.between(experiment.start(), until).toMillis() / 86_400_000.0;
    }

    /** Days still needed to see a gain of this size; infinite while there is no range. */
    public double daysNeeded(double gain) {
        return calibration()
                .map(c -> c.stillNeeded(gain, days(), Critical.z(level)))
                .orElse(Double.POSITIVE_INFINITY);
    }

    /** Each other arm against live, else against the first arm. */
    public List<Deltas> deltas() {
        Arm base = base();
        List<Deltas> all = new ArrayList<>();
        for (Arm arm : experiment.arms()) {
            if (!arm.equals(base)) {
                Map<UnitSum, Estimate> bySignal = new LinkedHashMap<>();
                for (UnitSum signal : ExperimentUnits.SIGNALS) {
                    Estimate delta =
                            Delta.ofRate(
                                    arms.get(arm.name()).bySignal().get(signal),
                                    arms.get(base.name()).bySignal().get(signal),
                                    level);
                    if (delta.isKnown()) {
                        bySignal.put(signal, delta);
                    }
                }
                all.add(new Deltas(arm, base, bySignal));
            }
        }
        return all;
    }

    /** The arm that others are compared with. */
    public Arm base() {
        return roles.live().orElse(experiment.arms().get(0));
    }

    /** Rejected decisions over the units of an arm, with what those did before. */
    public UnitSums rejectedPerUnit(Arm arm) {
        return arms.get(arm.name()).rejected();
    }

    private ArmSums sums(Arm arm) {
        return arms.get(arm.name()).bySignal().get(UnitSum.REJECTED);
    }
}
