package dev.routesight.budget;

import dev.routesight.stats.Power;

/**
 * What a share of a cohort's traffic buys and costs, by one way of learning.
 *
 * <p>Explored and forced: groups of n = share · weekly · weeks / 2 decisions, rates p + d and p;
 * {@link Power#trials}. Explored decisions are drawn one by one, so that users who recur are in
 * both groups and the variance is that of independent decisions (Neyman); forced ones are drawn by
 * user, so n is multiplied by the design effect (Kish). Shadow: n = share · weekly · weeks pairs
 * with a difference d of wins and losses and the share of ties t, variance of a pair 1 − t without
 * a difference and 1 − t − d² with it; the same two-sided test.
 *
 * <p>Cost a week: explored and forced decisions that the policy would have sent to cheap and that
 * go to the reference instead, one half of them, at the difference of prices; what is saved the
 * other way round is not counted. The bad answers that it may bring are told apart: one half of
 * what the policy sends to the reference, at the difference to be seen. Shadow answers cost what
 * they cost, and no user sees them.
 */
public record Budget(Cohort cohort, Way way, Power power) {
    private static final double FINEST = 1e-9;

    /** Share of traffic needed to see a difference within so many weeks; above 1: more than all. */
    public double shareFor(double difference, double weeks) {
        return needed(difference) / (cohort.weekly() * weeks);
    }

    /** Weeks until a share of the traffic shows a difference; infinite for none. */
    public double weeksFor(double difference, double share) {
        return needed(difference) / (cohort.weekly() * share);
    }

    /** Smallest difference that a share of the traffic shows within so many weeks; 1 or less. */
    public double detectable(double share, double weeks) {
        double have = share * cohort.weekly() * weeks;
        double most = way == Way.SHADOW ? 1 - cohort.tieRate() : 1 - cohort.rejectedRate();
        if (needed(most) > have) {
            return Double.POSITIVE_INFINITY;
        }
        double low = 0;
        double high = most;
        while (high - low > FINEST) {
            double middle = (low + high) / 2;
            if (needed(middle) > have) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** USD a week; {@code NaN} where prices are not known. */
    public double usdPerWeek(double share) {
        double decisions = share * cohort.weekly();
        return way == Way.SHADOW
                ? decisions * cohort.shadowUsd()
                : decisions * cohort.cheapShare() / 2 * (cohort.referenceUsd() - cohort.cheapUsd());
    }

    /** Rejections a week that it may bring, if cheap is worse by the difference. */
    public double badAnswersPerWeek(double share, double difference) {
        return way == Way.SHADOW
                ? 0
                : share * cohort.weekly() * (1 - cohort.cheapShare()) / 2 * difference;
    }

    /** Decisions to explore, to force or to double-route. */
    private double needed(double difference) {
        double p = cohort.rejectedRate();
        return switch (way) {
            case EXPLORE -> 2 * power.trials(p + difference, p, 1);
            case FORCED -> 2 * power.trials(p + difference, p, 1) * cohort.designEffect();
            case SHADOW -> power.pairs(difference, cohort.tieRate());
        };
    }
}
