package dev.routesight.budget;

/**
 * The traffic that a budget is for.
 *
 * @param weekly decisions a week
 * @param rejectedRate of the reference route, or of all where its own is not known
 * @param cheapShare of decisions that the policy sends to the cheap route
 * @param cheapUsd cost of a decision of the cheap route; {@code NaN} when not known
 * @param referenceUsd of the reference; {@code NaN} when not known
 * @param shadowUsd of a second answer and its judge; {@code NaN} when not known
 * @param tieRate share of judged pairs without a winner
 * @param designEffect how much more the rate varies than of as many independent decisions, as users
 *     recur; 1 or more
 */
public record Cohort(
        double weekly,
        double rejectedRate,
        double cheapShare,
        double cheapUsd,
        double referenceUsd,
        double shadowUsd,
        double tieRate,
        double designEffect) {
    public Cohort {
        require(weekly > 0, "decisions a week must be above 0");
        require(rejectedRate >= 0 && rejectedRate < 1, "the rejected rate must lie in [0, 1)");
        require(cheapShare >= 0 && cheapShare <= 1, "the share of cheap must lie in [0, 1]");
        require(tieRate >= 0 && tieRate < 1, "the share of ties must lie in [0, 1)");
        require(designEffect >= 1, "the design effect must be 1 or more");
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException(what);
        }
    }
}
