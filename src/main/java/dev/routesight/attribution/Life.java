package dev.routesight.attribution;

import java.util.Arrays;
import java.util.List;

/**
 * Which decision of a session's present life an event means when it does not name one. Looks only
 * backward.
 */
final class Life {
    private Life() {}

    /** The latest decision of that id, or null. */
    static DecisionState named(List<DecisionState> decisions, String id) {
        for (int i = decisions.size() - 1; i >= 0; i--) {
            if (decisions.get(i).id.equals(id)) {
                return decisions.get(i);
            }
        }
        return null;
    }

    static boolean contains(int[] turns, int turn) {
        for (int each : turns) {
            if (each == turn) {
                return true;
            }
        }
        return false;
    }

    static int[] with(int[] turns, int turn) {
        if (contains(turns, turn)) {
            return turns;
        }
        int[] more = Arrays.copyOf(turns, turns.length + 1);
        more[turns.length] = turn;
        return more;
    }

    static DecisionState last(List<DecisionState> decisions) {
        return decisions.isEmpty() ? null : decisions.get(decisions.size() - 1);
    }

    /** The last decision that completed, or of whose stream nothing was said. */
    static DecisionState lastAnswered(List<DecisionState> decisions) {
        for (int i = decisions.size() - 1; i >= 0; i--) {
            if (decisions.get(i).answered()) {
                return decisions.get(i);
            }
        }
        return null;
    }

    static DecisionState lastNotClosed(List<DecisionState> decisions) {
        for (int i = decisions.size() - 1; i >= 0; i--) {
            if (!decisions.get(i).closed()) {
                return decisions.get(i);
            }
        }
        return null;
    }

    /**
     * Of a turn's decisions the last that completed, else the last; null when the turn has none.
     */
    static DecisionState answerOf(List<DecisionState> decisions, int turn) {
        DecisionState last = null;
        for (int i = decisions.size() - 1; i >= 0; i--) {
            DecisionState decision = decisions.get(i);
            if (decision.turn != turn) {
                continue;
            }
            if (decision.shipped()) {
                return decision;
            }
            if (last == null) {
                last = decision;
            }
        }
        return last;
    }

    /**
     * The answer that turn {@code turn} reacts to: of the turn before, else of the latest decision
     * of another turn; or null.
     */
    static DecisionState answerBefore(List<DecisionState> decisions, int turn) {
        DecisionState before = answerOf(decisions, turn - 1);
        if (before != null) {
            return before;
        }
        for (int i = decisions.size() - 1; i >= 0; i--) {
            if (decisions.get(i).turn != turn) {
                return answerOf(decisions, decisions.get(i).turn);
            }
        }
        return null;
    }
}
