package dev.routesight.attribution;

import dev.routesight.event.DecisionPart;
import dev.routesight.wording.TextFeatures;

/**
 * A decision of the session's present life, as far as its story is known. Mutable: it is kept in
 * state.
 */
public final class DecisionState {
    public String id;
    public long ts;
    public int turn;

    /** What the decision said; null once its largest horizon has passed. */
    public DecisionPart part;

    /** Hash of the unit of assignment: the user, else the session. */
    public long unit;

    public boolean root;
    public boolean followed;
    public boolean streamStarted;
    public boolean streamClosed;
    public boolean completed;
    public boolean escalated;

    /** Bit set of {@link SignalKind}. */
    public int signals;

    /** Time of the first rejecting signal; -1 without one. */
    public long firstSignalTs = -1;

    public int tokens = -1;
    public int expectedTokens = -1;
    public Long streamCostNanos;
    public long handoffSharedNanos;
    public TextFeatures answer;

    /** Who scored this answer, or the one refused before it; null when unknown. */
    public String verifier;

    /** Of this answer; null without one. */
    public Double verifierScore;

    /** Of the answer that was refused before this one came; null without one. */
    public Double refusedScore;

    /** The decision whose answer came instead; null when unknown. */
    public String escalatedTo;

    public DecisionState() {}

    static DecisionState of(DecisionPart part, long ts, boolean root) {
        DecisionState decision = new DecisionState();
        decision.id = part.decisionId();
        decision.ts = ts;
        decision.turn = part.turn();
        decision.part = part;
        decision.root = root;
        return decision;
    }

    /** What is kept after the last horizon. */
    DecisionStub stub() {
        return new DecisionStub(ts, part.dimensions());
    }

    /** Notes what a verifier said of this answer. */
    void verify(String by, Double score) {
        if (score != null) {
            verifier = by;
            verifierScore = score;
        }
    }

    /** Notes whose answer this one came instead of. */
    void replaces(DecisionState refused) {
        refused.escalatedTo = id;
        if (refused.verifierScore != null) {
            refusedScore = refused.verifierScore;
            verifier = verifierScore == null ? refused.verifier : verifier;
        }
    }

    /** Null where no verifier said anything. */
    Verified verified() {
        return verifierScore == null && refusedScore == null
                ? null
                : new Verified(verifier == null ? "" : verifier, verifierScore, refusedScore);
    }

    /** A stream that was started and not closed, of an answer that was not refused. */
    boolean streaming() {
        return streamStarted && !closed();
    }

    boolean closed() {
        return streamClosed || escalated;
    }

    /** The answer came out whole and shipped. */
    boolean shipped() {
        return completed && !escalated;
    }

    /**
     * The user had an answer, as far as is known: it completed, or nothing was said of its stream.
     */
    boolean answered() {
        return !escalated && (completed || !streamStarted);
    }
}
