package dev.routesight.drift;

import java.util.List;

/**
 * A row of {@code drift_alert}: one cause, as far as can be told.
 *
 * @param mode {@code budget} or {@code fdr}
 * @param resolution {@code recovered}, {@code vanished}, {@code merged} or {@code epoch_ended};
 *     null while open
 * @param mergedInto the alert that it turned out to be part of; null unless merged
 * @param windowStart of the window that opened it, epoch milliseconds
 * @param resolvedAt event time at which it was over; null while open
 * @param updatedAt event time up to which it counts
 * @param head the cohort that explains it best
 * @param covers the largest excess first
 * @param cohorts how many it covers, those not listed included
 */
public record DriftAlert(
        String alertId,
        String mode,
        String resolution,
        String mergedInto,
        long windowStart,
        long windowEnd,
        long openedAt,
        Long resolvedAt,
        long updatedAt,
        CohortDrift head,
        List<CohortDrift> covers,
        int cohorts) {

    public boolean isOpen() {
        return resolution == null;
    }
}
