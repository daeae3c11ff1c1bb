package dev.routesight.control;

import java.io.Serializable;

/**
 * What recommending thresholds is told by the configuration.
 *
 * @param periodMillis how often a threshold is looked at: whole days, best whole weeks
 * @param windowMillis of the tallies that a period is summed from
 * @param horizonMillis age of decisions at which they are judged
 * @param scoreBins bins of the score in [0, 1]; thresholds between them are proposed
 * @param referenceRoute chosen from the threshold on
 * @param cheapRoute chosen below it; empty: whatever is not the reference
 * @param pricePerBadAnswer USD that a rejected answer costs beside its money
 * @param deadBand least predicted gain that is worth a change, as a share of the expected cost
 * @param harmBound Δ: most that a proposal may add to the expected cost of the last approved
 *     threshold, as a share of it, by an upper bound
 * @param rejectedBound most that a proposal may add to the rejected rate of the last approved
 *     threshold, by an upper bound; 1: no bound
 * @param alpha chance that a proposal since the last approved threshold harms beyond Δ; the k-th
 *     look spends α/(k(k+1)) of it
 * @param maxStep most that a threshold moves at once
 * @param leastDecisions randomised decisions of each route without which nothing is said
 * @param coolDownPeriods periods without another proposal after a proposal and after a change
 * @param pooledPeriods most periods that evidence is pooled over
 * @param followPeriods periods over which an adopted proposal is followed
 * @param adoptionApproves whether whoever applies a proposal approves it; false where a router
 *     applies it by itself: then harm is measured from the last threshold that was no proposal
 */
public record ControlSettings(
        long periodMillis,
        long windowMillis,
        long horizonMillis,
        int scoreBins,
        String referenceRoute,
        String cheapRoute,
        double pricePerBadAnswer,
        double deadBand,
        double harmBound,
        double rejectedBound,
        double alpha,
        double maxStep,
        long leastDecisions,
        int coolDownPeriods,
        int pooledPeriods,
        int followPeriods,
        boolean adoptionApproves)
        implements Serializable {
    public static final long DAY = 86_400_000L;
    public static final long WEEK = 7 * DAY;

    public ControlSettings {
        require(periodMillis > 0 && periodMillis % DAY == 0, "a period is whole days");
        require(
                windowMillis > 0 && periodMillis % windowMillis == 0,
                "a period is whole windows of the tallies");
        require(horizonMillis > 0, "a horizon is above 0");
        require(scoreBins >= 2, "a threshold needs two bins of the score or more");
        require(!referenceRoute.isEmpty(), "a reference route is named");
        require(!referenceRoute.equals(cheapRoute), "the routes are two");
        require(pricePerBadAnswer >= 0, "the price of a bad answer is not below 0");
        require(deadBand >= 0 && deadBand < 1, "the dead band is in [0, 1)");
        require(harmBound >= 0, "the bound of harm is not below 0");
        require(rejectedBound >= 0 && rejectedBound <= 1, "the rejected bound is in [0, 1]");
        require(alpha > 0 && alpha < 1, "alpha is in (0, 1)");
        require(maxStep > 0 && maxStep <= 1, "the largest step is in (0, 1]");
        require(leastDecisions >= 1, "some randomised decisions are needed");
        require(coolDownPeriods >= 0, "the cool-down is not below 0");
        require(pooledPeriods >= 1 && pooledPeriods <= 100, "periods pooled are in 1..100");
        require(followPeriods >= 0, "periods followed are not below 0");
    }

    /** The usual rule over whole weeks for tallies of an hour. */
    public static ControlSettings of(
            long horizonMillis, int scoreBins, String referenceRoute, double pricePerBadAnswer) {
        return new ControlSettings(
                WEEK,
                3_600_000L,
                horizonMillis,
                scoreBins,
                referenceRoute,
                "",
                pricePerBadAnswer,
                0.03,
                0.03,
                1,
                0.1,
                0.3,
                200,
                1,
                12,
                4,
                true);
    }

    /** For a router that applies proposals by itself: none of them is a person's approval. */
    public ControlSettings appliedByItself() {
        return with(pricePerBadAnswer, false);
    }

    /** The same where a bad answer costs something else. */
    public ControlSettings costing(double price) {
        return with(price, adoptionApproves);
    }

    private ControlSettings with(double price, boolean approves) {
        return new ControlSettings(
                periodMillis,
                windowMillis,
                horizonMillis,
                scoreBins,
                referenceRoute,
                cheapRoute,
                price,
                deadBand,
                harmBound,
                rejectedBound,
                alpha,
                maxStep,
                leastDecisions,
                coolDownPeriods,
                pooledPeriods,
                followPeriods,
                approves);
    }

    /** The start of the period of a time; weeks begin on Mondays, UTC. */
    public long periodStart(long ts) {
        long monday = 4 * DAY; // 1970-01-05
        return Math.floorDiv(ts - monday, periodMillis) * periodMillis + monday;
    }

    /** When all that a period that starts then holds is final. */
    public long finalAt(long periodStart) {
        return periodStart + periodMillis + horizonMillis;
    }

    /** Whether a route is the cheap one. */
    public boolean isCheap(String route) {
        return cheapRoute.isEmpty() ? !isReference(route) : cheapRoute.equals(route);
    }

    public boolean isReference(String route) {
        return referenceRoute.equals(route);
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException(what);
        }
    }
}
