package dev.routesight.tally;

import dev.routesight.attribution.UserDecision;
import dev.routesight.event.Dimensions;
import java.util.ArrayList;
import java.util.List;

/**
 * What is kept of a user: decisions not yet in order, and the first of each of the last days.
 * Mutable.
 */
public final class UserState {
    public List<UserDecision> pending = new ArrayList<>(0);
    public List<FirstDecision> firsts = new ArrayList<>(0);

    /** When the user's next timer is due; Long.MAX_VALUE when none is. */
    public long wakeAt = Long.MAX_VALUE;

    public UserState() {}

    /** A user's first decision of a UTC day. Mutable. */
    public static final class FirstDecision {
        /** Epoch milliseconds. */
        public long ts;

        /** Hash of the session's id. */
        public long session;

        public Dimensions dimensions;
        public boolean returned1d;
        public boolean returned7d;

        public FirstDecision() {}
    }
}
