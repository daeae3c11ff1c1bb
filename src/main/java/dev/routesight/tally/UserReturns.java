package dev.routesight.tally;

import dev.routesight.attribution.DecisionStub;
import dev.routesight.attribution.EventOrder;
import dev.routesight.tally.UserState.FirstDecision;
import java.util.Comparator;
import java.util.function.Consumer;

/**
 * Follows whether a user comes back: in another session, within a day and within seven of the first
 * decision of a UTC day.
 */
public final class UserReturns {
    private static final long WEEK = 7 * Retained.DAY;
    private static final Comparator<DecisionStub> ORDER =
            Comparator.comparingLong(DecisionStub::decisionTs)
                    .thenComparing(DecisionStub::eventId, EventOrder::compareUtf8)
                    .thenComparing(DecisionStub::sessionId, EventOrder::compareUtf8);

    private UserReturns() {}

    /** Takes all pending decisions up to a time, in order. */
    public static void advanceTo(long time, UserState state, Consumer<Retained> out) {
        if (state.pending.size() > 1) {
            state.pending.sort(ORDER);
        }
        int taken = 0;
        while (taken < state.pending.size() && state.pending.get(taken).decisionTs() <= time) {
            take(state.pending.get(taken++), state, out);
        }
        state.pending.subList(0, taken).clear();
        long oldest = time - WEEK;
        state.firsts.removeIf(first -> first.decision.decisionTs() < oldest);
    }

    /** When something of the user is due next; Long.MAX_VALUE when nothing is kept. */
    public static long nextDue(UserState state) {
        long due = Long.MAX_VALUE;
        for (DecisionStub decision : state.pending) {
            due = Math.min(due, decision.decisionTs());
        }
        for (FirstDecision first : state.firsts) {
            due = Math.min(due, first.decision.decisionTs() + WEEK + 1);
        }
        return due;
    }

    private static void take(DecisionStub decision, UserState state, Consumer<Retained> out) {
        boolean firstOfDay = true;
        for (FirstDecision first : state.firsts) {
            firstOfDay &= day(first.decision) != day(decision);
            long age = decision.decisionTs() - first.decision.decisionTs();
            if (age <= 0 || age > WEEK || decision.sessionId().equals(first.decision.sessionId())) {
                continue;
            }
            boolean newly1d = age <= Retained.DAY && !first.returned1d;
            boolean newly7d = !first.returned7d;
            first.returned1d |= newly1d;
            first.returned7d = true;
            if (newly1d || newly7d) {
                out.accept(new Retained(first.decision, 0, newly1d ? 1 : 0, newly7d ? 1 : 0));
            }
        }
        if (firstOfDay) {
            FirstDecision first = new FirstDecision();
            first.decision = decision;
            state.firsts.add(first);
            out.accept(new Retained(decision, 1, 0, 0));
        }
    }

    private static long day(DecisionStub decision) {
        return Math.floorDiv(decision.decisionTs(), Retained.DAY);
    }
}
