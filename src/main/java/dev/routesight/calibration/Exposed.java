package dev.routesight.calibration;

import dev.routesight.attribution.Outcome;
import dev.routesight.event.Hash64;
import java.time.Instant;

/**
 * What one decision adds to a unit of an experiment, at one horizon.
 *
 * @param unit 64-bit hash of the user or session
 * @param arm as logged; empty for a decision from before the experiment
 * @param decision tells decisions of one instant apart
 * @param signals bit set of kinds
 * @param costNanos 0 when absent
 */
public record Exposed(
        String experiment,
        long unit,
        String arm,
        long ts,
        String decision,
        long horizonMillis,
        boolean rejected,
        int signals,
        boolean toReference,
        long costNanos) {

    /** Of an outcome in an experiment or in the period before it; else null. */
    public static Exposed of(Outcome o, Experiment experiment, String referenceRoute) {
        Instant time = Instant.ofEpochMilli(o.decisionTs());
        boolean in =
                o.experiment().equals(experiment.name())
                        && !o.arm().isEmpty()
                        && experiment.runsAt(time);
        if (!o.complete() || !in && !experiment.isBefore(time)) {
            return null;
        }
        return new Exposed(
                experiment.name(),
                experiment.isOfUsers() ? o.unit() : Hash64.of("s:" + o.sessionId()),
                in ? o.arm() : "",
                o.decisionTs(),
                o.sessionId() + '\n' + o.decisionId(),
                o.horizonMillis(),
                o.rejected(),
                o.signals(),
                o.route().equals(referenceRoute),
                o.costNanos() == null ? 0 : o.costNanos());
    }

    public boolean isBefore() {
        return arm.isEmpty();
    }

    /** What units are keyed by. */
    public String key() {
        return horizonMillis + "|" + Long.toHexString(unit) + "|" + experiment;
    }
}
