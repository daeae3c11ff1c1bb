package dev.routesight.attribution;

import dev.routesight.event.ActionPart;
import dev.routesight.event.DecisionPart;
import dev.routesight.event.EscalationPart;
import dev.routesight.event.Event;
import dev.routesight.event.EventType;
import dev.routesight.event.Hash64;
import dev.routesight.event.LongByHash;
import dev.routesight.event.TurnPart;
import dev.routesight.wording.TextFeatures;
import dev.routesight.wording.TurnClassifier;
import dev.routesight.wording.Verdict;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * Attributes the events of one session to its decisions, in the order of event time.
 *
 * <p>{@link #accept} only stores; {@link #advanceTo} releases events and deadlines in order and
 * decides. At one instant come events, then the verdict on a silence, then outcomes. The same calls
 * in any other grouping give the same verdicts. One object serves many sessions, one after another
 * ({@link #on}); it is not thread-safe.
 */
public final class AttributeSession {
    private static final long NEVER = Long.MAX_VALUE;

    private final AttributionSettings settings;
    private final TurnClassifier classifier;
    private final AttributionSink sink;
    private final OutcomeOf outcomeOf;
    private String sessionId;
    private SessionState state;
    private StubStore furtherStubs;
    private long observedUntil;

    /** When the next outcome is to be taken; of the state, looked up once. */
    private long outcomeDue;

    public AttributeSession(
            AttributionSettings settings, TurnClassifier classifier, AttributionSink sink) {
        this.settings = settings;
        this.classifier = classifier;
        this.sink = sink;
        this.outcomeOf = new OutcomeOf(settings);
    }

    /**
     * Turns to a session.
     *
     * @param furtherStubs what its state has no room for
     * @param observedUntil the latest time of the whole feed once its end is known, else
     *     Long.MAX_VALUE: no silence past it is judged, and outcomes past it are not complete
     */
    public AttributeSession on(
            String id, SessionState session, StubStore furtherStubs, long observedUntil) {
        this.sessionId = id;
        this.state = session;
        this.furtherStubs = furtherStubs;
        this.observedUntil = observedUntil;
        if (!session.decisions.isEmpty()) {
            reserveOutcomes();
        }
        outcomeDue = outcomeDue();
        return this;
    }

    /**
     * Stores an event until time has passed it; one at or before {@code watermark}, or before what
     * was released, is late.
     */
    public void accept(Event event, long watermark) {
        boolean past = event.ts() <= Math.max(watermark, state.released);
        if (event.type() == EventType.EVAL && past) {
            release(event);
            return;
        }
        if (past) {
            decided(event, Place.LATE);
            sink.stray(Stray.of(event, Place.LATE, "not after the watermark"));
            return;
        }
        insert(event);
        if (state.pending.size() > memoryLimit()) {
            decided(state.pending.remove(state.pending.size() - 1), Place.OVER_LIMIT);
        }
    }

    /** Decides all that is dated up to and including {@code time}. */
    public void advanceTo(long time) {
        int next = 0;
        while (true) {
            long event = next < state.pending.size() ? state.pending.get(next).ts() : NEVER;
            long deadline = nextDeadline();
            if (Math.min(event, deadline) > time || event == NEVER && deadline == NEVER) {
                break;
            }
            if (event <= deadline) {
                release(state.pending.get(next++));
            } else {
                meet(deadline);
            }
        }
        if (next == state.pending.size()) {
            state.pending = List.of(); // the session may wait for days
        } else {
            state.pending.subList(0, next).clear();
        }
        state.released = Math.max(state.released, time);
    }

    /** When something of this session is due next; Long.MAX_VALUE when nothing is. */
    public long nextDue() {
        long event = state.pending.isEmpty() ? NEVER : state.pending.get(0).ts();
        return Math.min(event, nextDeadline());
    }

    private void insert(Event event) {
        if (state.pending.isEmpty()) {
            state.pending = new ArrayList<>(4);
        }
        List<Event> pending = state.pending;
        int at = pending.size();
        while (at > 0 && EventOrder.INSTANCE.compare(pending.get(at - 1), event) > 0) {
            at--;
        }
        pending.add(at, event);
    }

    private int memoryLimit() {
        return 2 * settings.maxEvents() + 1000;
    }

    // ---- deadlines

    private long nextDeadline() {
        long due = Math.min(silenceDue(), outcomeDue);
        due = Math.min(due, waitingDue());
        due = Math.min(due, state.alive() ? state.lastSeen + settings.lifeGap() : NEVER);
        due = Math.min(due, state.hasSeen() ? state.lastKept + settings.duplicateSpan() : NEVER);
        return Math.min(due, stubsDue());
    }

    private void meet(long instant) {
        if (silenceDue() == instant) {
            judgeSilence(instant);
            return;
        }
        if (outcomeDue == instant) {
            takeOutcome(instant);
            outcomeDue = outcomeDue();
            return;
        }
        if (waitingDue() == instant) {
            Waiting waiting = state.waiting.get(0);
            noLonger(waiting);
            if (waiting.event().type() != EventType.DECISION) {
                orphan(waiting.event(), "its decision did not come within the largest horizon");
            }
            return;
        }
        if (state.alive() && state.lastSeen + settings.lifeGap() == instant) {
            endLife();
            return;
        }
        if (state.hasSeen() && state.lastKept + settings.duplicateSpan() == instant) {
            state.seen = null;
            if (!state.alive()) {
                state.acceptedEvents = 0; // judgements after a life, which no life's end forgets
            }
            return;
        }
        forgetStubsBefore(instant - settings.lateJoinMillis());
    }

    private long silenceDue() {
        boolean toJudge = state.alive() && !state.silenceJudged && !state.decisions.isEmpty();
        return toJudge ? state.lastSeen + settings.idleMillis() : NEVER;
    }

    private void reserveOutcomes() {
        if (state.outcomesTaken.length != settings.horizonsMillis().length) {
            state.outcomesTaken = new int[settings.horizonsMillis().length];
        }
    }

    private long outcomeDue() {
        long due = NEVER;
        for (int h = 0; h < state.outcomesTaken.length; h++) {
            if (state.outcomesTaken[h] < state.decisions.size()) {
                long ts = state.decisions.get(state.outcomesTaken[h]).ts;
                due = Math.min(due, ts + settings.horizonsMillis()[h]);
            }
        }
        return due;
    }

    private long waitingDue() {
        return state.waiting.isEmpty()
                ? NEVER
                : state.waiting.get(0).event().ts() + settings.largestHorizon();
    }

    /**
     * Stubs are forgotten in bulk: an eighth later than need be, so that each is looked at a few
     * times only.
     */
    private long stubsDue() {
        return state.stubs == null
                ? NEVER
                : state.stubs.earliest
                        + settings.lateJoinMillis()
                        + settings.lateJoinMillis() / 8
                        + 1;
    }

    private void judgeSilence(long instant) {
        state.silenceJudged = true;
        if (instant <= observedUntil) {
            leave(instant);
        }
    }

    /** The user is gone: open streams are abandoned, a completed last answer was a quiet exit. */
    private void leave(long at) {
        for (int i = firstOpen(); i < state.decisions.size(); i++) {
            DecisionState decision = state.decisions.get(i);
            if (decision.streaming()) {
                signal(decision, SignalKind.ABANDONMENT, at);
            }
        }
        DecisionState last = Life.last(state.decisions);
        if (last != null && last.shipped() && !state.actedSinceDecision) {
            signal(last, SignalKind.QUIET_EXIT, at);
        }
    }

    private void takeOutcome(long instant) {
        for (int h = 0; h < state.outcomesTaken.length; h++) {
            int index = state.outcomesTaken[h];
            if (index >= state.decisions.size()) {
                continue;
            }
            DecisionState decision = state.decisions.get(index);
            long horizon = settings.horizonsMillis()[h];
            if (decision.ts + horizon != instant) {
                continue;
            }
            state.outcomesTaken[h]++;
            sink.outcome(
                    outcomeOf.at(
                            horizon,
                            decision,
                            sessionId,
                            state.lastSeen,
                            instant <= observedUntil));
            if (h == state.outcomesTaken.length - 1) {
                retire(decision);
            }
            return;
        }
    }

    private void retire(DecisionState decision) {
        if (state.stubs == null) {
            state.stubs = new SessionStubs();
        }
        state.stubs.put(Hash64.of(decision.id), decision.stub(), furtherStubs);
        decision.part = null;
    }

    /** The stub of a decision, or null. */
    private DecisionStub stub(String decisionId) {
        return state.stubs == null ? null : state.stubs.get(Hash64.of(decisionId), furtherStubs);
    }

    private void forgetStubsBefore(long ts) {
        state.stubs.forgetBefore(ts, furtherStubs);
        if (state.stubs.earliest == NEVER) {
            state.stubs = null;
        }
    }

    private void endLife() {
        state.lastSeen = Long.MIN_VALUE;
        state.silenceJudged = false;
        state.actedSinceDecision = false;
        state.acceptedEvents = 0;
        state.decisions = List.of();
        outcomeDue = NEVER;
        state.outcomesTaken = SessionState.NO_OUTCOMES;
        state.repairTurns = SessionState.NO_TURNS;
        state.lastTurn = null;
        state.turnBefore = null;
    }

    // ---- events

    private void release(Event event) {
        if (isDuplicate(event)) {
            decided(event, Place.DUPLICATE);
            return;
        }
        boolean ofLife = event.type() != EventType.JUDGEMENT && event.type() != EventType.EVAL;
        if (ofLife) {
            beAlive(event.ts());
        }
        boolean decision = event.type() == EventType.DECISION;
        if (state.acceptedEvents >= settings.maxEvents()
                || decision && state.decisions.size() >= settings.maxDecisions()) {
            decided(event, Place.OVER_LIMIT);
            return;
        }
        state.acceptedEvents++;
        switch (event.type()) {
            case EventType.DECISION -> decide(event);
            case EventType.TURN -> speak(event);
            case EventType.ACTION -> act(event);
            case EventType.HANDOFF -> handOff(event);
            case EventType.SESSION_END -> {
                leave(event.ts());
                decided(event, Place.USED);
            }
            case EventType.EVAL -> {
                sink.eval(event);
                decided(event, Place.USED);
            }
            default -> attributeNamed(event);
        }
    }

    /** Also what exceeds a limit is a sign of life; judgements before a life use up none of it. */
    private void beAlive(long at) {
        if (!state.alive()) {
            state.acceptedEvents = 0;
        }
        state.lastSeen = at;
        state.silenceJudged = false;
    }

    private boolean isDuplicate(Event event) {
        long id = Hash64.of(event.eventId());
        long decisionId = event.decision() == null ? id : ~Hash64.of(event.decision().decisionId());
        if (isKept(id, event.ts()) || decisionId != id && isKept(decisionId, event.ts())) {
            return true;
        }
        if (state.seen == null) {
            state.seen = new LongByHash();
        }
        if (state.seen.size < 2 * memoryLimit()) {
            state.seen.put(id, event.ts());
            if (decisionId != id) {
                state.seen.put(decisionId, event.ts());
            }
            state.lastKept = event.ts();
        }
        if (state.seen.size > state.pruneSeenAt) {
            long oldest = event.ts() - settings.duplicateSpan();
            state.seen.removeLess(oldest);
            state.pruneSeenAt = 2 * state.seen.size + 64;
        }
        return false;
    }

    private boolean isKept(long hash, long ts) {
        long kept = state.seen == null ? NEVER : state.seen.get(hash, NEVER);
        return kept != NEVER && ts <= kept + settings.duplicateSpan();
    }

    private void decide(Event event) {
        DecisionPart part = event.decision();
        boolean root =
                part.retryOf() == null
                        && part.escalatedFrom() == null
                        && !Life.contains(state.repairTurns, part.turn());
        markFollowed(part.turn());
        DecisionState decision = DecisionState.of(part, event.ts(), root);
        decision.unit = Hash64.of(part.userId() != null ? "u:" + part.userId() : "s:" + sessionId);
        if (state.decisions.isEmpty()) {
            state.decisions = new ArrayList<>(4);
            reserveOutcomes();
        }
        state.decisions.add(decision);
        outcomeDue = outcomeDue();
        state.actedSinceDecision = false;
        if (part.userId() != null && isNews(part.userId(), event.ts())) {
            sink.visit(
                    new UserDecision(
                            part.userId(),
                            Hash64.of(sessionId),
                            event.eventId(),
                            event.ts(),
                            part.dimensions()));
        }
        decided(event, Place.USED);
        for (int i = firstOpen(); i < state.decisions.size(); i++) {
            DecisionState refused = state.decisions.get(i);
            if (decision.id.equals(refused.escalatedTo)) {
                decision.replaces(refused);
            }
        }
        meetWaiting(decision);
        refer(event, part.retryOf(), SignalKind.REGENERATION);
        refer(event, part.escalatedFrom(), SignalKind.ESCALATION);
    }

    private boolean isNews(String userId, long ts) {
        if (state.visit == null) {
            state.visit = new Visit();
        }
        return state.visit.isNews(userId, ts);
    }

    /** What waited for this decision happened to it at age 0. */
    private void meetWaiting(DecisionState decision) {
        if (state.waiting.isEmpty()) {
            return;
        }
        for (Waiting waiting : List.copyOf(state.waiting)) {
            if (!waiting.decisionId().equals(decision.id)) {
                continue;
            }
            noLonger(waiting);
            Event event = waiting.event();
            if (event.type() == EventType.DECISION) {
                referBack(event.decision(), decision);
            } else {
                apply(event, decision, decision.ts);
                decided(event, Place.USED);
            }
        }
    }

    private void referBack(DecisionPart from, DecisionState decision) {
        if (decision.id.equals(from.retryOf())) {
            refer(decision, SignalKind.REGENERATION, decision.ts);
        }
        if (decision.id.equals(from.escalatedFrom())) {
            refer(decision, SignalKind.ESCALATION, decision.ts);
            replace(decision, from.decisionId());
        }
    }

    private void refer(Event event, String decisionId, SignalKind kind) {
        if (decisionId == null || decisionId.equals(event.decision().decisionId())) {
            return;
        }
        DecisionState decision = Life.named(state.decisions, decisionId);
        if (decision != null) {
            refer(decision, kind, event.ts());
            if (kind == SignalKind.ESCALATION) {
                replace(decision, event.decision().decisionId());
            }
        } else if (stub(decisionId) == null) {
            await(decisionId, event);
        }
    }

    private void await(String decisionId, Event event) {
        if (state.waiting.isEmpty()) {
            state.waiting = new ArrayList<>(1);
        }
        state.waiting.add(new Waiting(decisionId, event));
    }

    private void noLonger(Waiting waiting) {
        state.waiting.remove(waiting);
        if (state.waiting.isEmpty()) {
            state.waiting = List.of();
        }
    }

    private void refer(DecisionState decision, SignalKind kind, long at) {
        signal(decision, kind, at);
        if (kind == SignalKind.ESCALATION) {
            decision.escalated = true;
        }
    }

    /** The answer of another decision, which may be yet to come, came instead of a refused one. */
    private void replace(DecisionState refused, String by) {
        refused.escalatedTo = by;
        DecisionState next = Life.named(state.decisions, by);
        if (next != null && next != refused) {
            next.replaces(refused);
        }
    }

    private void escalate(EscalationPart part, DecisionState decision, long at) {
        refer(decision, SignalKind.ESCALATION, at);
        decision.verify(part.verifier(), part.verifierScore());
        String next = part.toDecisionId() == null ? decision.escalatedTo : part.toDecisionId();
        if (next != null) {
            replace(decision, next);
        }
    }

    private void speak(Event event) {
        TurnPart turn = event.turn();
        markFollowed(turn.turn());
        state.actedSinceDecision = true;
        DecisionState before = Life.answerBefore(state.decisions, turn.turn());
        String kind = before == null ? Verdict.NONE : verdictOn(turn, before);
        if (!kind.equals(Verdict.NONE)) {
            boolean correction = kind.equals(Verdict.CORRECTION);
            signal(before, correction ? SignalKind.CORRECTION : SignalKind.REPHRASE, event.ts());
            state.repairTurns = Life.with(state.repairTurns, turn.turn());
        }
        if (state.lastTurn != null && state.lastTurn.turn() != turn.turn()) {
            state.turnBefore = state.lastTurn;
        }
        state.lastTurn = new SpokenTurn(turn.turn(), turn.features());
        decided(event, Place.USED);
    }

    private String verdictOn(TurnPart turn, DecisionState before) {
        if (turn.cue() != null) {
            return turn.cue();
        }
        if (turn.features() == null) {
            return Verdict.NONE;
        }
        return classifier.classify(spokenAt(before.turn), before.answer, turn.features()).kind();
    }

    private TextFeatures spokenAt(int turn) {
        for (SpokenTurn spoken : new SpokenTurn[] {state.lastTurn, state.turnBefore}) {
            if (spoken != null && spoken.turn() == turn) {
                return spoken.features();
            }
        }
        return null;
    }

    private void act(Event event) {
        state.actedSinceDecision = true;
        ActionPart action = event.action();
        if (action.decisionId() != null) {
            attributeNamed(event);
            return;
        }
        if (action.action() == ActionPart.COPY) {
            decided(event, Place.USED);
            return;
        }
        attribute(event, meantBy(action));
    }

    private DecisionState meantBy(ActionPart action) {
        if (action.action() == ActionPart.STOP) {
            return Life.lastNotClosed(state.decisions);
        }
        if (action.action() == ActionPart.EDIT && action.turn() != null) {
            DecisionState edited = Life.answerOf(state.decisions, action.turn());
            if (edited != null) {
                return edited;
            }
        }
        return Life.lastAnswered(state.decisions);
    }

    private void handOff(Event event) {
        state.actedSinceDecision = true;
        if (settings.handoffShared()) {
            shareHandoff();
        }
        if (event.handoff().decisionId() != null) {
            attributeNamed(event);
        } else {
            attribute(event, Life.last(state.decisions));
        }
    }

    private void shareHandoff() {
        if (state.decisions.isEmpty()) {
            return;
        }
        long share =
                BigDecimal.valueOf(StreamRule.WHOLE)
                        .divide(
                                BigDecimal.valueOf(state.decisions.size()),
                                0,
                                RoundingMode.HALF_EVEN)
                        .longValueExact();
        for (int i = firstOpen(); i < state.decisions.size(); i++) {
            state.decisions.get(i).handoffSharedNanos += share;
        }
    }

    // ---- attribution

    private void attributeNamed(Event event) {
        DecisionState decision = Life.named(state.decisions, event.namedDecision());
        if (decision != null) {
            attribute(event, decision);
            return;
        }
        DecisionStub stub = stub(event.namedDecision());
        if (stub == null) {
            await(event.namedDecision(), event);
            return;
        }
        attributeLate(event, stub.ts(), event.namedDecision(), stub);
    }

    private void attribute(Event event, DecisionState decision) {
        if (decision == null) {
            orphan(event, "no decision before it in this life of the session");
            return;
        }
        if (event.ts() - decision.ts <= settings.largestHorizon()) {
            apply(event, decision, event.ts());
            decided(event, Place.USED);
            return;
        }
        if (event.stream() != null) {
            StreamRule.note(decision, event.stream());
        }
        decision.escalated |= event.type() == EventType.ESCALATION;
        attributeLate(event, decision.ts, decision.id, stub(decision.id));
    }

    /**
     * After the largest horizon: judgements and handoffs join the stub, all else finds the outcomes
     * closed.
     */
    private void attributeLate(Event event, long decisionTs, String decisionId, DecisionStub stub) {
        if (event.ts() - decisionTs > settings.lateJoinMillis()) {
            orphan(event, "its decision is older than late-join");
        } else if (event.type() == EventType.JUDGEMENT || event.type() == EventType.HANDOFF) {
            sink.lateJoin(
                    new LateJoin(
                            sessionId,
                            decisionId,
                            stub,
                            event.ts(),
                            event.judgement(),
                            event.eventId()));
            decided(event, Place.USED);
        } else {
            decided(event, Place.AFTER_HORIZON);
        }
    }

    private void apply(Event event, DecisionState decision, long at) {
        switch (event.type()) {
            case EventType.STREAM -> {
                SignalKind kind = StreamRule.note(decision, event.stream());
                if (kind != null) {
                    signal(decision, kind, at);
                }
            }
            case EventType.ACTION -> applyAction(event.action().action(), decision, at);
            case EventType.ESCALATION -> escalate(event.escalation(), decision, at);
            case EventType.HANDOFF -> signal(decision, SignalKind.HANDOFF, at);
            case EventType.JUDGEMENT ->
                    sink.lateJoin(
                            new LateJoin(
                                    sessionId,
                                    decision.id,
                                    decision.stub(),
                                    at,
                                    event.judgement(),
                                    event.eventId()));
            default -> throw new IllegalStateException("names no decision: type " + event.type());
        }
    }

    private void applyAction(byte action, DecisionState decision, long at) {
        switch (action) {
            case ActionPart.REGENERATE -> signal(decision, SignalKind.REGENERATION, at);
            case ActionPart.EDIT -> signal(decision, SignalKind.EDIT, at);
            case ActionPart.THUMBS_UP -> signal(decision, SignalKind.THUMBS_UP, at);
            case ActionPart.THUMBS_DOWN -> signal(decision, SignalKind.THUMBS_DOWN, at);
            case ActionPart.STOP -> {
                if (!decision.closed()) {
                    signal(decision, SignalKind.ABANDONMENT, at);
                }
            }
            default -> {} // a copy is no signal
        }
    }

    private void signal(DecisionState decision, SignalKind kind, long at) {
        if (at - decision.ts > settings.largestHorizon()) {
            return;
        }
        decision.signals |= kind.bit();
        boolean rejects = (settings.rejectedSignals() & kind.bit()) != 0;
        if (rejects && decision.firstSignalTs < 0) {
            decision.firstSignalTs = at;
        }
    }

    private void markFollowed(int turn) {
        for (int i = firstOpen(); i < state.decisions.size(); i++) {
            DecisionState decision = state.decisions.get(i);
            if (decision.turn < turn) {
                decision.followed = true;
            }
        }
    }

    /** Index of the first decision whose largest horizon has not passed. */
    private int firstOpen() {
        int[] taken = state.outcomesTaken;
        return taken.length == 0 ? 0 : taken[taken.length - 1]; // none before the first decision
    }

    private void orphan(Event event, String reason) {
        sink.stray(Stray.of(event, Place.ORPHAN, reason));
        decided(event, Place.ORPHAN);
    }

    private void decided(Event event, String place) {
        sink.decided(event.source(), place);
    }
}
