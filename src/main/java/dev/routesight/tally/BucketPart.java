package dev.routesight.tally;

/**
 * What one subtask adds to a cut's day.
 *
 * @param cut index of the cut
 * @param day start of the UTC day, epoch milliseconds
 */
public record BucketPart(int cut, long day, BucketKey key, Bucketed sums) {

    /** What buckets are keyed by. */
    public String group() {
        return cut + "|" + day;
    }
}
