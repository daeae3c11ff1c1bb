package dev.routesight.tally;

import java.io.Serializable;
import java.util.List;
import java.util.Set;

/**
 * What tallying is told by the configuration.
 *
 * @param maxCohorts cohorts of a cut and window that keep rows of their own
 * @param alwaysKept cohorts (as JSON) that keep them whatever their hash
 * @param refreshMillis event time between provisional rows
 * @param batch whether the job runs in BATCH, where all rows are final
 */
public record TallySettings(
        List<Cut> cuts,
        long windowMillis,
        long lateJoinMillis,
        int maxCohorts,
        Set<String> alwaysKept,
        int scoreBins,
        long refreshMillis,
        boolean batch)
        implements Serializable {

    public long windowStart(long ts) {
        return Math.floorDiv(ts, windowMillis) * windowMillis;
    }

    /** The bin of a score in [0, 1]; -1 without one. */
    public int binOf(Double score) {
        return score == null ? -1 : Math.min(scoreBins - 1, (int) (score * scoreBins));
    }
}
