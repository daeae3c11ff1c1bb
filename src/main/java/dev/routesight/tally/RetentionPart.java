package dev.routesight.tally;

/**
 * What one subtask adds to a row of {@code retention_tally}.
 *
 * @param cut index of the cut
 * @param day start of the UTC day
 * @param counts users, returned within a day, within seven
 */
public record RetentionPart(int cut, long day, RetentionKey key, long[] counts) {

    /** What retention is keyed by. */
    public String group() {
        return cut + "|" + day;
    }
}
