package dev.routesight.reference;

import dev.routesight.attribution.AttributeSession;
import dev.routesight.attribution.AttributionSettings;
import dev.routesight.attribution.AttributionSink;
import dev.routesight.attribution.DecisionStub;
import dev.routesight.attribution.LateJoin;
import dev.routesight.attribution.Outcome;
import dev.routesight.attribution.SessionState;
import dev.routesight.attribution.SignalKind;
import dev.routesight.attribution.StrayEvent;
import dev.routesight.attribution.StubStore;
import dev.routesight.attribution.UserDecision;
import dev.routesight.event.Decoded;
import dev.routesight.event.DecoderOptions;
import dev.routesight.event.Event;
import dev.routesight.event.EventDecoder;
import dev.routesight.event.EventType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;

/** Lines through the decoder and the rule, arriving in any order that is allowed. */
final class AttributedLines implements AttributionSink {
    final List<Row> rows = new ArrayList<>();
    final List<String> joins = new ArrayList<>();
    final List<String> orphans = new ArrayList<>();
    final Map<String, Integer> places = new TreeMap<>();

    private String sessionId;

    private record Arrival(Event event, long when) {}

    AttributedLines(List<String> lines, AttributionSettings settings, long seed) {
        Random random = new Random(seed);
        boolean shuffled = random.nextBoolean();
        EventDecoder decoder = new EventDecoder(new DecoderOptions(0, 0, 1000, null));
        Map<String, List<Arrival>> sessions = new TreeMap<>();
        long observedUntil = Long.MIN_VALUE;
        for (String line : lines) {
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            Decoded decoded = decoder.decode(bytes, 0, bytes.length, "feed", 0, Long.MAX_VALUE);
            if (decoded.refusal() != null) {
                place(decoded.refusal().place(), 1);
                continue;
            }
            Event event = decoded.event();
            if (event.type() != EventType.EVAL) {
                observedUntil = Math.max(observedUntil, event.ts());
            }
            if (event.type() == EventType.HEARTBEAT) {
                place("used", 1); // it has no session, so the rule never sees it
                continue;
            }
            int spread = (int) settings.outOfOrdernessMillis() + 1;
            long when = event.ts() + (shuffled ? random.nextInt(spread) : 0);
            sessions.computeIfAbsent(event.sessionId(), s -> new ArrayList<>())
                    .add(new Arrival(event, when));
        }
        for (Map.Entry<String, List<Arrival>> session : sessions.entrySet()) {
            sessionId = session.getKey();
            session.getValue().sort(Comparator.comparingLong(Arrival::when));
            AttributeSession rule =
                    new AttributeSession(settings, null, this)
                            .on(session.getKey(), new SessionState(), new Stubs(), observedUntil);
            long latest = Long.MIN_VALUE / 2;
            for (Arrival arrival : session.getValue()) {
                place("pending", 1); // as where it was read
                rule.accept(arrival.event, latest - settings.outOfOrdernessMillis() - 1);
                latest = Math.max(latest, arrival.event.ts());
                if (random.nextBoolean()) {
                    rule.advanceTo(latest - settings.outOfOrdernessMillis() - 1);
                }
            }
            rule.advanceTo(Long.MAX_VALUE);
        }
        places.values().removeIf(events -> events == 0);
    }

    @Override
    public void outcome(Outcome o) {
        TreeSet<String> kinds = new TreeSet<>();
        for (SignalKind kind : SignalKind.values()) {
            if ((o.signals() & kind.bit()) != 0) {
                kinds.add(kind.label());
            }
        }
        rows.add(
                new Row(
                        o.sessionId(),
                        o.decisionId(),
                        o.decisionTs(),
                        o.horizonMillis(),
                        String.join(" ", kinds),
                        o.rejected(),
                        o.followed(),
                        o.root(),
                        o.costNanos() == null
                                ? null
                                : BigDecimal.valueOf(o.costNanos(), 9).stripTrailingZeros(),
                        o.streamStarted(),
                        o.streamCompleted(),
                        o.complete()));
    }

    @Override
    public void visit(UserDecision decision) {}

    @Override
    public void lateJoin(LateJoin join) {
        String kind = join.judgement() == null ? "handoff " : "judgement ";
        joins.add(kind + sessionId + " " + join.decisionId() + join.decision().ts());
    }

    @Override
    public void stray(StrayEvent event) {
        orphans.add(event.sessionId() + " " + event.eventId());
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

    private static final class Stubs implements StubStore {
        private String sessionId;
        private final Map<Long, DecisionStub> stubs = new HashMap<>();

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
