package dev.routesight.tally;

/**
 * What one subtask adds to a cut's window: exactly one of cell (under key), judged (under
 * judgedKey).
 *
 * @param cut index of the cut
 */
public record Partial(
        int cut, long windowStart, CellKey key, Cell cell, JudgedKey judgedKey, Judged judged) {

    /** What tallies are keyed by. */
    public String group() {
        return cut + "|" + windowStart;
    }
}
