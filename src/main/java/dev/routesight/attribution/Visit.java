package dev.routesight.attribution;

import dev.routesight.event.Hash64;

/**
 * A user's decisions in one session on one UTC day, of which two tell all that retention asks: the
 * first, and the first that is later than it. Whether a user came back after the first decision of
 * a day is told by the earliest later decision of each other session, and that is one of these two:
 * were it a third, a decision of its session would stand before the day's first one. Mutable.
 */
public final class Visit {
    private static final long DAY = 86_400_000L;

    /** Hash of the user's id. */
    public long user;

    public long firstTs = Long.MIN_VALUE;
    public boolean later;

    public Visit() {}

    /** Whether the next decision, in order, is one of the two. */
    public boolean isNews(String nextUser, long ts) {
        long next = Hash64.of(nextUser);
        if (firstTs == Long.MIN_VALUE
                || user != next
                || Math.floorDiv(ts, DAY) != Math.floorDiv(firstTs, DAY)) {
            user = next;
            firstTs = ts;
            later = false;
            return true;
        }
        boolean firstLater = !later && ts > firstTs;
        later |= firstLater;
        return firstLater;
    }
}
