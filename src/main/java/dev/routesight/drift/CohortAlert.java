package dev.routesight.drift;

import java.util.Map;
import java.util.TreeMap;

/**
 * An open alert, as grouping sees it.
 *
 * @param id of the alert
 * @param cohort dimension names and values; empty for all traffic
 * @param signal what drifted
 * @param earliest first window in which the change may have begun
 * @param latest last such window
 * @param excess events beyond the baseline since then, above 0 for either direction
 * @param ratio rate after over rate before, above 0
 */
public record CohortAlert(
        String id,
        Map<String, String> cohort,
        String signal,
        Direction direction,
        int earliest,
        int latest,
        double excess,
        double ratio) {
    public CohortAlert {
        cohort = Map.copyOf(cohort);
    }

    /** Whether both may speak of the same decisions at the same time. */
    boolean related(CohortAlert other) {
        if (!signal.equals(other.signal) || direction != other.direction) {
            return false;
        }
        if (earliest > other.latest || other.earliest > latest) {
            return false;
        }
        return cohort.entrySet().stream()
                .allMatch(
                        mine ->
                                other.cohort
                                        .getOrDefault(mine.getKey(), mine.getValue())
                                        .equals(mine.getValue()));
    }

    /** How strong the change is, whichever the direction: |log ratio|. */
    double strength() {
        return Math.abs(StrictMath.log(ratio));
    }

    /** A name by which to order without chance. */
    String sortKey() {
        return cohort.size() + " " + new TreeMap<>(cohort) + " " + id;
    }
}
