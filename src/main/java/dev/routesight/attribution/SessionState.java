package dev.routesight.attribution;

import dev.routesight.event.Event;
import dev.routesight.event.LongByHash;
import java.util.List;

/**
 * All that is kept of a session but stubs past the first few. Mutable, bounded by the configured
 * limits, empty when its last deadline has passed. Most sessions only wait for their stubs to be
 * forgotten: what they do not need is null, or an empty object that all of them share.
 */
public final class SessionState {
    static final int[] NO_TURNS = {};
    static final int[] NO_OUTCOMES = {};

    /** Everything up to here has been decided. */
    public long released = Long.MIN_VALUE;

    /**
     * Events not yet decided, in {@link EventOrder}. Like the other lists unmodifiable when empty.
     */
    public List<Event> pending = List.of();

    /** Kept time of each event and decision id seen, by hash; null when there is none. */
    public LongByHash seen;

    /** Size of {@code seen} at which it is next pruned. */
    public int pruneSeenAt = 64;

    /** Latest time in {@code seen}. */
    public long lastKept = Long.MIN_VALUE;

    public List<Waiting> waiting = List.of();

    /** Null when there is none. */
    public SessionStubs stubs;

    /** Time of the life's last event; Long.MIN_VALUE outside a life. */
    public long lastSeen = Long.MIN_VALUE;

    /** The verdict on the present silence has been given. */
    public boolean silenceJudged;

    /** A turn, action or handoff came after the latest decision. */
    public boolean actedSinceDecision;

    public int acceptedEvents;
    public List<DecisionState> decisions = List.of();

    /** For each horizon, how many of the decisions have had their outcome; empty without any. */
    public int[] outcomesTaken = NO_OUTCOMES;

    /** Turns of this life whose message turned the answer before down, or asked again. */
    public int[] repairTurns = NO_TURNS;

    /** The latest turn spoken, and the latest with another number. */
    public SpokenTurn lastTurn;

    public SpokenTurn turnBefore;

    /** The decisions told of the user so far; null before the first. */
    public Visit visit;

    /**
     * When the session next wants to be woken, as asked of the timer service; Long.MAX_VALUE when
     * not.
     */
    public long wakeAt = Long.MAX_VALUE;

    public SessionState() {}

    boolean alive() {
        return lastSeen != Long.MIN_VALUE;
    }

    boolean hasSeen() {
        return seen != null && seen.size > 0;
    }

    /** Nothing of the session is left. */
    public boolean isEmpty() {
        return !alive() && pending.isEmpty() && waiting.isEmpty() && !hasSeen() && stubs == null;
    }
}
