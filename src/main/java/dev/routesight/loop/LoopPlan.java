package dev.routesight.loop;

import dev.routesight.simulate.Scenario;
import java.time.Duration;
import java.time.Instant;

/**
 * What a closed loop plays.
 *
 * @param world routes, users and the first mix of shapes; of its router only the noise counts
 * @param periods how many, each a day
 * @param startThreshold of the router before the first recommendation
 * @param pricePerBadAnswer USD of a rejected answer, for the truth; the job has its own price book
 * @param worsensIn the first period in which the default route's model is worse; no event says so
 * @param worsensBy share of its good answers that are bad then
 * @param worsensOver periods until it is fully so
 * @param harderBy how much the weight of the hardest shape grows until the last period, as a factor
 */
public record LoopPlan(
        Scenario world,
        int periods,
        double startThreshold,
        double pricePerBadAnswer,
        int worsensIn,
        double worsensBy,
        int worsensOver,
        double harderBy) {
    public static final Duration PERIOD = Duration.ofDays(1);

    /**
     * A period's traffic begins so long after its start, and its last sessions as long before its
     * end.
     */
    public static final Duration PAUSE = Duration.ofHours(2);

    public LoopPlan {
        require(periods >= 1 && periods <= 1000, "periods must be from 1 to 1000");
        require(startThreshold >= 0 && startThreshold <= 1, "the threshold must be from 0 to 1");
        require(pricePerBadAnswer > 0, "the price of a bad answer must be above 0");
        require(worsensBy >= 0 && worsensBy <= 1, "worsens-by must be from 0 to 1");
        require(worsensOver >= 1, "worsens-over must be at least 1");
        require(harderBy > 0, "harder-by must be above 0");
    }

    /** Share of the default route's good answers that are bad in a period. */
    public double worse(int period) {
        double reached = (period - worsensIn + 1.0) / worsensOver;
        return worsensBy * Math.min(1, Math.max(0, reached));
    }

    public Instant start(int period) {
        return world.start().plus(PERIOD.multipliedBy(period));
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException(what);
        }
    }
}
