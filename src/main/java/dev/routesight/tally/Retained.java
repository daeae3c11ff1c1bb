package dev.routesight.tally;

import dev.routesight.event.Dimensions;

/**
 * So many more users whose day began with a decision of these dimensions, and who came back within
 * a day, within seven.
 *
 * @param day start of the UTC day
 */
public record Retained(long day, Dimensions dimensions, int users, int returned1d, int returned7d) {
    public static final long DAY = 86_400_000L;

    /** Start of the UTC day of a time. */
    public static long dayOf(long ts) {
        return Math.floorDiv(ts, DAY) * DAY;
    }
}
