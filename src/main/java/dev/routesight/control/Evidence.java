package dev.routesight.control;

/**
 * What a recommendation is computed from, so that it can be computed again from {@code
 * score_tally}.
 *
 * @param from start of the first period, inclusive
 * @param to end of the last, exclusive
 * @param periods how many
 * @param decisions of the last period, whatever became of them: the weights of the bins
 * @param cheapDecisions randomised decisions of the cheap route
 * @param referenceDecisions of the reference
 * @param binsSupported bins of the score that have enough of both
 * @param lowestThreshold the lowest threshold that the evidence can speak of; NaN: none
 * @param highestThreshold the highest
 * @param designEffect of users who recur: variances are larger by this than of as many independent
 *     decisions
 */
public record Evidence(
        long from,
        long to,
        int periods,
        long decisions,
        long cheapDecisions,
        long referenceDecisions,
        int binsSupported,
        double lowestThreshold,
        double highestThreshold,
        double designEffect) {}
