package dev.routesight.simulate;

import java.util.HashMap;
import java.util.Map;

/** Writes the events of one session after another in the native format. */
final class EventLines {
    private final Scenario scenario;
    private final Outbox outbox;
    private final Line line = new Line();
    private final Map<Scenario.RouterVersion, byte[]> versions = new HashMap<>();
    private final Map<String, byte[]> shapes = new HashMap<>();
    private final Map<String, byte[]> languages = new HashMap<>();
    private final byte[] experiment;
    private String session = "";
    private int events;
    private int part;

    EventLines(Scenario scenario, Outbox outbox) {
        this.scenario = scenario;
        this.outbox = outbox;
        for (Scenario.RouterVersion v : scenario.router()) {
            Line fragment = new Line().raw(",\"router_version\":").quoted(v.version());
            fragment.raw(",\"threshold\":").decimal(Math.round(v.threshold() * 10_000), 4);
            versions.put(v, fragment.raw(",\"score\":").copy());
        }
        for (Scenario.Shape shape : scenario.shapes()) {
            shapes.put(shape.name(), quoted(shape.name()));
        }
        for (String language : scenario.users().languages().keySet()) {
            languages.put(language, quoted(language));
        }
        experiment =
                scenario.experiment() == null
                        ? null
                        : new Line()
                                .raw(",\"experiment\":")
                                .quoted(scenario.experiment().name())
                                .raw(",\"arm\":")
                                .copy();
    }

    void begin(String session, int part) {
        this.session = session;
        this.part = part;
        events = 0;
    }

    /** The id of the event that was written last. */
    String lastId() {
        return session + "-" + (events - 1);
    }

    void turn(long ts, int turn, String language, String text, String cue) {
        open("turn", ts).raw(",\"turn\":").number(turn);
        line.raw(",\"language\":").raw(languages.get(language));
        if (text != null) {
            line.raw(",\"text\":").quoted(text);
        } else if (cue != null) {
            line.raw(",\"cue\":\"").raw(cue).raw("\"");
        }
        send(ts);
    }

    void decision(Pick pick, Visitor visitor) {
        open("decision", pick.ts).raw(",\"decision_id\":\"").raw(pick.id).raw("\",\"turn\":");
        line.number(pick.turn).raw(pick.model.fragment());
        line.raw(versions.get(pick.router)).decimal(pick.score, 4);
        assignment(pick, visitor);
        if (pick.propensities != null) {
            line.raw(pick.propensities);
        }
        candidates(pick);
        line.raw(visitor.fragment());
        line.raw(",\"cost_usd\":").decimal(pick.expectedCostNanos(), 9);
        line.raw(",\"reference_cost_usd\":").decimal(pick.referenceCostNanos(), 9);
        line.raw(",\"query\":{\"shape\":").raw(shapes.get(pick.query.shape().name()));
        line.raw(",\"prompt_tokens\":").number(pick.query.promptTokens());
        line.raw(",\"language\":").raw(languages.get(visitor.language())).raw("}");
        if (pick.retryOf != null) {
            line.raw(",\"retry_of\":\"").raw(pick.retryOf).raw("\"");
        }
        if (pick.escalatedFrom != null) {
            line.raw(",\"escalated_from\":\"").raw(pick.escalatedFrom).raw("\"");
        }
        send(pick.ts);
    }

    private void assignment(Pick pick, Visitor visitor) {
        if (pick.coin != null) {
            line.raw(",\"assignment\":{\"kind\":\"forced\",\"experiment\":\"gate\",\"arm\":\"");
            line.raw(pick.coin == Verifier.Coin.SHIP ? "ship" : "escalate").raw("\"}");
            return;
        }
        if (visitor.arm() == null && pick.assignment.equals("policy")) {
            return;
        }
        line.raw(",\"assignment\":{\"kind\":\"").raw(pick.assignment).raw("\"");
        if (visitor.arm() != null) {
            line.raw(experiment).quoted(visitor.arm().name());
        }
        line.raw("}");
    }

    private void candidates(Pick pick) {
        String between = ",\"candidates\":{";
        for (Scenario.Candidate candidate : scenario.candidates()) {
            double above = pick.score / 10_000.0 - candidate.threshold();
            double p =
                    candidate.softness() > 0
                            ? Query.sigmoid(above / candidate.softness())
                            : above >= 0 ? 1 : 0;
            int scaled = (int) Math.round(p * 10_000);
            line.raw(between).quoted(candidate.name()).raw(":{");
            line.quoted(scenario.defaultRoute()).raw(":").decimal(10_000 - scaled, 4).raw(",");
            line.quoted(scenario.referenceRoute()).raw(":").decimal(scaled, 4).raw("}");
            between = ",";
        }
        if (!scenario.candidates().isEmpty()) {
            line.raw("}");
        }
    }

    Line stream(long ts, Pick pick, String state) {
        open("stream", ts).raw(",\"decision_id\":\"").raw(pick.id).raw("\",\"state\":\"");
        return line.raw(state).raw("\"");
    }

    /**
     * {@code decision} is null when the producer does not name it; {@code turn} below 0 likewise.
     */
    void action(long ts, String action, String decision, int turn, String text) {
        open("action", ts).raw(",\"action\":\"").raw(action).raw("\"");
        named(decision);
        if (turn >= 0) {
            line.raw(",\"turn\":").number(turn);
        }
        if (text != null) {
            line.raw(",\"text\":").quoted(text);
        }
        send(ts);
    }

    Line open(String type, long ts) {
        line.clear().raw("{\"type\":\"").raw(type).raw("\",\"event_id\":\"").raw(session);
        line.raw("-").number(events++).raw("\",\"ts\":").number(ts);
        return line.raw(",\"session_id\":\"").raw(session).raw("\"");
    }

    Line named(String decision) {
        return decision == null ? line : line.raw(",\"decision_id\":\"").raw(decision).raw("\"");
    }

    void send(long ts) {
        line.raw("}");
        outbox.put(ts, part, line);
    }

    private static byte[] quoted(String text) {
        return new Line().quoted(text).copy();
    }
}
