package dev.routesight.tally;

import java.io.Serializable;
import java.util.Set;

/**
 * What of the tallies is also kept by day and bucket of the unit, for intervals.
 *
 * @param cuts as many of the first cuts; 0: none
 * @param candidates names of candidate policies that are tallied
 * @param lastHorizonMillis the largest horizon: nothing of a day comes after its end + this
 */
public record BucketSettings(int cuts, Set<String> candidates, long lastHorizonMillis)
        implements Serializable {
    public static final BucketSettings NONE = new BucketSettings(0, Set.of(), 0);
}
