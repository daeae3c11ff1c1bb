package dev.routesight.control;

import dev.routesight.stats.Estimate;
import java.util.List;

/**
 * What a person should do about the threshold of a cohort at the end of a period. Costs are USD per
 * decision and include the price of bad answers; numbers that are not known are {@code NaN}.
 *
 * @param periodStart of the period that ended
 * @param status {@link Status#text}
 * @param reason {@link Reason#code}
 * @param why one sentence
 * @param currentThreshold that the router used at the end of the period
 * @param approvedThreshold the last one that a person approved
 * @param proposedThreshold the current one unless proposed or to roll back
 * @param cheapestThreshold where the estimated cost is least, of those that can be spoken of
 * @param currentCost expected cost at the current threshold
 * @param costChange predicted, from the current to the proposed threshold, with an interval that
 *     holds for all thresholds at once with 95 %
 * @param rejectedChange likewise of the rejected rate
 * @param bandCritical the quantile of the normal distribution that these and the curve are made
 *     with; NaN without a current threshold
 * @param consideredThreshold whose harm was bounded: the proposed one, or the one that was not
 *     proven; {@code NaN} where none was looked at so far
 * @param harmBound upper bound of what it adds to the expected cost of the approved threshold, as a
 *     share of it
 * @param rejectedBound likewise added to the rejected rate
 * @param harmCritical the quantile that both bounds are made with
 * @param alphaSpent by this look
 * @param alphaSpentInAll since the approved threshold
 * @param curve the expected cost by threshold
 */
public record Recommendation(
        long periodStart,
        long periodEnd,
        String status,
        String reason,
        String why,
        double currentThreshold,
        double approvedThreshold,
        double proposedThreshold,
        double cheapestThreshold,
        double currentCost,
        Estimate costChange,
        Estimate rejectedChange,
        double bandCritical,
        double consideredThreshold,
        double harmBound,
        double rejectedBound,
        double harmCritical,
        double alphaSpent,
        double alphaSpentInAll,
        Evidence evidence,
        FollowUp followUp,
        Exploration exploration,
        List<CurvePoint> curve) {

    public boolean is(Status other) {
        return status.equals(other.text());
    }
}
