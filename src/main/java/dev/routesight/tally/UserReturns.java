package dev.routesight.tally;

import dev.routesight.attribution.EventOrder;
import dev.routesight.attribution.UserDecision;
import dev.routesight.tally.UserState.FirstDecision;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Follows whether a user comes back: in another session, within a day and within seven of the first
 * decision of a UTC day.
 */
public final class UserReturns {
    private static final long WEEK = 7 * Retained.DAY;
    private static final Comparator<UserDecision> ORDER =
            Comparator.comparingLong(UserDecision::ts)
                    .thenComparing(UserDecision::eventId, EventOrder::compareUtf8)
                    .thenComparingLong(UserDecision::session);

    private UserReturns() {}

    /** Takes all pending decisions up to a time, in order. */
    public static void advanceTo(long time, UserState state, Consumer<Retained> out) {
        List<UserDecision> pending = state.pending;
        if (pending.size() > 1) {
            pending.sort(ORDER);
        }
        int taken = 0;
        while (taken < pending.size() && pending.get(taken).ts() <= time) {
            take(pending.get(taken++), state, out);
        }
        state.pending = new ArrayList<>(pending.subList(taken, pending.size()));
        long oldest = time - WEEK;
        state.firsts.removeIf(first -> first.ts < oldest);
    }

    /** When something of the user is due next; Long.MAX_VALUE when nothing is kept. */
    public static long nextDue(UserState state) {
        long due = Long.MAX_VALUE;
        for (UserDecision decision : state.pending) {
            due = Math.min(due, decision.ts());
        }
        for (FirstDecision first : state.firsts) {
            due = Math.min(due, first.ts + WEEK + 1);
        }
        return due;
    }

    private static void take(UserDecision decision, UserState state, Consumer<Retained> out) {
        boolean firstOfDay = true;
        for (FirstDecision first : state.firsts) {
            firstOfDay &= Retained.dayOf(first.ts) != Retained.dayOf(decision.ts());
            long age = decision.ts() - first.ts;
            if (age <= 0 || age > WEEK || decision.session() == first.session) {
                continue;
            }
            boolean newly1d = age <= Retained.DAY && !first.returned1d;
            boolean newly7d = !first.returned7d;
            first.returned1d |= newly1d;
            first.returned7d = true;
            if (newly1d || newly7d) {
                out.accept(
                        new Retained(
                                Retained.dayOf(first.ts),
                                first.dimensions,
                                0,
                                newly1d ? 1 : 0,
                                newly7d ? 1 : 0));
            }
        }
        if (firstOfDay) {
            FirstDecision first = new FirstDecision();
            first.ts = decision.ts();
            first.session = decision.session();
            first.dimensions = decision.dimensions();
            state.firsts.add(first);
            out.accept(new Retained(Retained.dayOf(decision.ts()), decision.dimensions(), 1, 0, 0));
        }
    }
}
