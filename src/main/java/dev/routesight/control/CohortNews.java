package dev.routesight.control;

import dev.routesight.drift.CohortDrift;

/**
 * What is told of a cohort: a final window by bin of the score, or how a drift of it stands.
 * Exactly one of {@code bins} and {@code drift} is there.
 *
 * @param cut dimension names joined by a comma
 * @param cohort JSON object of the cut's dimensions
 * @param windowStart epoch milliseconds, inclusive; of a drift, up to when it counts
 * @param bins {@link PeriodBins} of the window alone, as bytes
 */
public record CohortNews(
        String cut, String cohort, long windowStart, byte[] bins, CohortDrift drift) {

    public static CohortNews of(CohortDrift drift) {
        return new CohortNews(drift.cut(), drift.cohort(), drift.at(), null, drift);
    }

    /** What thresholds are recommended by. */
    public String key() {
        return cut + "\n" + cohort;
    }
}
