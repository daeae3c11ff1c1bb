package dev.routesight.control;

/**
 * A row of {@code threshold_recommendation}: what is recommended to a cohort at the end of a
 * period.
 *
 * @param cut dimension names joined by a comma
 * @param cohort JSON object of the cut's dimensions
 * @param pricePerBadAnswer USD that a rejected answer of this cohort costs beside its money
 * @param asOf event time at which all of the period was final
 * @param drift the open drift that speaks for a roll-back, {@code signal on route since}; empty
 *     without one
 */
public record ThresholdRow(
        String cut,
        String cohort,
        double pricePerBadAnswer,
        long asOf,
        String drift,
        Recommendation recommendation) {

    /** Tells cohorts apart. */
    public String key() {
        return cut + "\n" + cohort;
    }
}
