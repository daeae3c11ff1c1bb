package dev.routesight.attribution;

import dev.routesight.event.ActionPart;
import dev.routesight.event.DecisionPart;
import dev.routesight.event.Dimensions;
import dev.routesight.event.EscalationPart;
import dev.routesight.event.Event;
import dev.routesight.event.EventType;
import dev.routesight.event.HandoffPart;
import dev.routesight.event.JudgementPart;
import dev.routesight.event.StreamPart;
import dev.routesight.event.TurnPart;
import dev.routesight.wording.Classifiers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Tells one session's events to the rule and keeps what it says. Times are seconds after the
 * beginning.
 */
final class SessionStory implements AttributionSink {
    static final long BEGINNING = 1_780_000_000_000L;

    final AttributionSettings settings;
    final SessionState state = new SessionState();
    final Map<Long, DecisionStub> stubs = new HashMap<>();
    final List<Outcome> outcomes = new ArrayList<>();
    final List<LateJoin> lateJoins = new ArrayList<>();
    final List<StrayEvent> strays = new ArrayList<>();
    final Map<String, Integer> places = new TreeMap<>();
    long observedUntil = Long.MAX_VALUE;
    private int ids;

    SessionStory() {
        this(settings(10_000));
    }

    SessionStory(AttributionSettings settings) {
        this.settings = settings;
    }

    static AttributionSettings settings(int maxEvents) {
        int rejected = 0;
        for (SignalKind kind :
                new SignalKind[] {
                    SignalKind.REGENERATION,
                    SignalKind.EDIT,
                    SignalKind.REPHRASE,
                    SignalKind.CORRECTION,
                    SignalKind.ABANDONMENT,
                    SignalKind.HANDOFF,
                    SignalKind.THUMBS_DOWN
                }) {
            rejected |= kind.bit();
        }
        return new AttributionSettings(
                new long[] {millis(120), millis(1800)},
                millis(1800),
                millis(30),
                Duration.ofDays(7).toMillis(),
                maxEvents,
                10_000,
                rejected,
                false);
    }

    static long millis(double seconds) {
        return Math.round(seconds * 1000);
    }

    SessionStory decision(double at, String id, int turn) {
        return decision(at, id, turn, null, null);
    }

    SessionStory decision(double at, String id, int turn, String retryOf, String escalatedFrom) {
        DecisionPart part =
                new DecisionPart(
                        id,
                        turn,
                        new Dimensions("cheap", "", "", "policy", "", "", "", "", null),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        retryOf,
                        escalatedFrom);
        return tell(event(EventType.DECISION, at, "decision-" + id, part, null, null, null, null));
    }

    SessionStory stream(double at, String decision, int state, boolean byServer) {
        return stream(at, decision, state, byServer, null);
    }

    private SessionStory stream(
            double at, String decision, int state, boolean byServer, Double verifierScore) {
        StreamPart part =
                new StreamPart(
                        decision,
                        (byte) state,
                        byServer,
                        null,
                        null,
                        null,
                        null,
                        null,
                        verifierScore == null ? null : "gate",
                        verifierScore);
        return tell(event(EventType.STREAM, at, nextId(), null, part, null, null, null));
    }

    /** Completed, and passed by the verifier. */
    SessionStory passed(double at, String decision, double score) {
        return stream(at, decision, StreamPart.COMPLETED, false, score);
    }

    SessionStory completed(double at, String decision) {
        return stream(at, decision, StreamPart.COMPLETED, false);
    }

    SessionStory turn(double at, int turn, String cue) {
        TurnPart part = new TurnPart(turn, null, "", cue);
        return tell(event(EventType.TURN, at, nextId(), null, null, part, null, null));
    }

    SessionStory action(double at, byte action, String decision, Integer turn) {
        ActionPart part = new ActionPart(action, decision, turn);
        return tell(event(EventType.ACTION, at, nextId(), null, null, null, part, null));
    }

    SessionStory escalation(double at, String decision) {
        return escalation(at, new EscalationPart(decision, null, null, null));
    }

    /** Refused by the verifier. */
    SessionStory refused(double at, String decision, String next, double score) {
        return escalation(at, new EscalationPart(decision, next, "gate", score));
    }

    private SessionStory escalation(double at, EscalationPart part) {
        return tell(
                new Event(
                        EventType.ESCALATION,
                        nextId(),
                        BEGINNING + millis(at),
                        "session",
                        "feed-0",
                        0,
                        0,
                        null,
                        null,
                        null,
                        null,
                        part,
                        null,
                        null,
                        null));
    }

    SessionStory judgement(double at, String decision) {
        JudgementPart part =
                new JudgementPart(decision, "strong", "tie", "", "", "", null, null, null, null);
        return tell(
                new Event(
                        EventType.JUDGEMENT,
                        nextId(),
                        BEGINNING + millis(at),
                        "session",
                        "feed-0",
                        0,
                        0,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        part,
                        null));
    }

    SessionStory handoff(double at, String decision) {
        return tell(
                event(
                        EventType.HANDOFF,
                        at,
                        nextId(),
                        null,
                        null,
                        null,
                        null,
                        new HandoffPart(decision, null)));
    }

    SessionStory sessionEnd(double at) {
        return tell(event(EventType.SESSION_END, at, nextId(), null, null, null, null, null));
    }

    SessionStory tell(Event event) {
        place(Place.PENDING, 1); // as where it was read
        rule().accept(event, Long.MIN_VALUE);
        return this;
    }

    SessionStory until(double seconds) {
        rule().advanceTo(BEGINNING + millis(seconds));
        return this;
    }

    SessionStory untilTheEnd() {
        rule().advanceTo(Long.MAX_VALUE);
        return this;
    }

    AttributeSession rule() {
        return new AttributeSession(settings, Classifiers.standard(), this)
                .on("session", state, new StubsInMemory(), observedUntil);
    }

    /** The signals of a decision at a horizon, sorted and joined by a space. */
    String signals(String decision, double horizonSeconds) {
        TreeSet<String> kinds = new TreeSet<>();
        int signals = outcome(decision, horizonSeconds).signals();
        for (SignalKind kind : SignalKind.values()) {
            if ((signals & kind.bit()) != 0) {
                kinds.add(kind.label());
            }
        }
        return String.join(" ", kinds);
    }

    Outcome outcome(String decision, double horizonSeconds) {
        List<Outcome> found = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            if (outcome.decisionId().equals(decision)
                    && outcome.horizonMillis() == millis(horizonSeconds)) {
                found.add(outcome);
            }
        }
        if (found.size() != 1) {
            throw new AssertionError(
                    found.size() + " outcomes of " + decision + " at " + horizonSeconds);
        }
        return found.get(0);
    }

    int placed(String place) {
        return places.getOrDefault(place, 0);
    }

    String nextId() {
        return String.format("e-%05d", ids++);
    }

    static Event event(
            byte type,
            double at,
            String id,
            DecisionPart decision,
            StreamPart stream,
            TurnPart turn,
            ActionPart action,
            HandoffPart handoff) {
        return new Event(
                type,
                id,
                BEGINNING + millis(at),
                "session",
                "feed-0",
                0,
                0,
                decision,
                stream,
                turn,
                action,
                null,
                handoff,
                null,
                null);
    }

    @Override
    public void outcome(Outcome outcome) {
        outcomes.add(outcome);
    }

    @Override
    public void visit(UserDecision decision) {}

    @Override
    public void lateJoin(LateJoin join) {
        lateJoins.add(join);
    }

    @Override
    public void stray(StrayEvent event) {
        strays.add(event);
    }

    @Override
    public void eval(Event event) {}

    @Override
    public void decided(String source, String place) {
        place("pending", -1);
        place(place, 1);
    }

    private void place(String place, int events) {
        places.merge(place, events, Integer::sum);
    }

    private final class StubsInMemory implements StubStore {
        @Override
        public DecisionStub get(long id) {
            return stubs.get(id);
        }

        @Override
        public void put(long id, DecisionStub stub) {
            stubs.put(id, stub);
        }

        @Override
        public long forgetBefore(long ts) {
            stubs.values().removeIf(stub -> stub.ts() < ts);
            return stubs.values().stream().mapToLong(DecisionStub::ts).min().orElse(Long.MAX_VALUE);
        }

        @Override
        public void clear() {
            stubs.clear();
        }
    }
}
