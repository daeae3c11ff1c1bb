package dev.routesight.wire;

import dev.routesight.event.ActionPart;
import dev.routesight.event.CandidatePolicy;
import dev.routesight.event.DecisionPart;
import dev.routesight.event.EscalationPart;
import dev.routesight.event.EvalPart;
import dev.routesight.event.Event;
import dev.routesight.event.EventType;
import dev.routesight.event.HandoffPart;
import dev.routesight.event.JudgementPart;
import dev.routesight.event.StreamPart;
import dev.routesight.event.TurnPart;
import dev.routesight.wording.TextFeatures;
import java.util.ArrayList;
import java.util.List;

/** An event's fields in order. */
final class EventFormat {
    private EventFormat() {}

    static void write(Event event, WireWriter out) {
        out.oneByte(event.type());
        out.text(event.eventId());
        out.wide(event.ts());
        out.text(event.sessionId());
        out.textAgain(event.source());
        out.wide(event.position());
        out.wide(event.digest());
        switch (event.type()) {
            case EventType.DECISION -> write(event.decision(), out);
            case EventType.STREAM -> write(event.stream(), out);
            case EventType.TURN -> write(event.turn(), out);
            case EventType.ACTION -> write(event.action(), out);
            case EventType.ESCALATION -> write(event.escalation(), out);
            case EventType.HANDOFF -> write(event.handoff(), out);
            case EventType.JUDGEMENT -> write(event.judgement(), out);
            case EventType.EVAL -> write(event.eval(), out);
            default -> {} // no part
        }
    }

    static Event read(WireReader in) {
        byte type = in.oneByte();
        String eventId = in.text();
        long ts = in.wide();
        String sessionId = in.text();
        String source = in.textAgain();
        long position = in.wide();
        long digest = in.wide();
        return new Event(
                type,
                eventId,
                ts,
                sessionId,
                source,
                position,
                digest,
                type == EventType.DECISION ? decision(in) : null,
                type == EventType.STREAM ? stream(in) : null,
                type == EventType.TURN
                        ? new TurnPart(in.small(), featuresOrNull(in), in.name(), in.nameOrNull())
                        : null,
                type == EventType.ACTION
                        ? new ActionPart(in.oneByte(), in.textOrNull(), in.smallOrNull())
                        : null,
                type == EventType.ESCALATION
                        ? new EscalationPart(
                                in.text(), in.textOrNull(), in.nameOrNull(), in.realOrNull())
                        : null,
                type == EventType.HANDOFF
                        ? new HandoffPart(in.textOrNull(), in.textOrNull())
                        : null,
                type == EventType.JUDGEMENT ? judgement(in) : null,
                type == EventType.EVAL ? eval(in) : null);
    }

    private static void write(DecisionPart part, WireWriter out) {
        out.text(part.decisionId());
        out.small(part.turn());
        out.dimensions(part.dimensions());
        out.realOrNull(part.score());
        out.realOrNull(part.threshold());
        out.realsOrNull(part.propensities());
        if (out.present(part.candidates())) {
            out.small(part.candidates().size());
            for (CandidatePolicy candidate : part.candidates()) {
                out.text(candidate.policy());
                out.realsOrNull(candidate.probabilities());
            }
        }
        out.textOrNull(part.userId());
        out.wideOrNull(part.costNanos());
        out.wideOrNull(part.referenceCostNanos());
        out.smallOrNull(part.promptTokens());
        out.textOrNull(part.retryOf());
        out.textOrNull(part.escalatedFrom());
    }

    private static DecisionPart decision(WireReader in) {
        return new DecisionPart(
                in.text(),
                in.small(),
                in.dimensions(),
                in.realOrNull(),
                in.realOrNull(),
                in.realsOrNull(),
                candidates(in),
                in.textOrNull(),
                in.wideOrNull(),
                in.wideOrNull(),
                in.smallOrNull(),
                in.textOrNull(),
                in.textOrNull());
    }

    private static List<CandidatePolicy> candidates(WireReader in) {
        if (!in.present()) {
            return null;
        }
        int size = in.small();
        List<CandidatePolicy> candidates = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            candidates.add(new CandidatePolicy(in.name(), in.realsOrNull()));
        }
        return candidates;
    }

    private static void write(StreamPart part, WireWriter out) {
        out.text(part.decisionId());
        out.oneByte(part.state());
        out.oneByte(part.byServer() ? 1 : 0);
        out.smallOrNull(part.tokens());
        out.smallOrNull(part.expectedTokens());
        out.smallOrNull(part.ttftMillis());
        out.wideOrNull(part.costNanos());
        writeOrNull(part.answer(), out);
        out.textOrNull(part.verifier());
        out.realOrNull(part.verifierScore());
    }

    private static StreamPart stream(WireReader in) {
        return new StreamPart(
                in.text(),
                in.oneByte(),
                in.oneByte() != 0,
                in.smallOrNull(),
                in.smallOrNull(),
                in.smallOrNull(),
                in.wideOrNull(),
                featuresOrNull(in),
                in.nameOrNull(),
                in.realOrNull());
    }

    private static void write(TurnPart part, WireWriter out) {
        out.small(part.turn());
        writeOrNull(part.features(), out);
        out.text(part.language());
        out.textOrNull(part.cue());
    }

    private static void writeOrNull(TextFeatures features, WireWriter out) {
        if (out.present(features)) {
            out.text(features.language());
            out.small(features.tokens());
            out.small(features.characters());
            out.wide(features.cues());
            out.small(features.cueStrength());
            out.wide(features.shape());
            out.ints(features.sketch());
        }
    }

    private static TextFeatures featuresOrNull(WireReader in) {
        return in.present()
                ? new TextFeatures(
                        in.name(),
                        in.small(),
                        in.small(),
                        in.wide(),
                        in.small(),
                        in.wide(),
                        in.ints())
                : null;
    }

    private static void write(ActionPart part, WireWriter out) {
        out.oneByte(part.action());
        out.textOrNull(part.decisionId());
        out.smallOrNull(part.turn());
    }

    private static void write(EscalationPart part, WireWriter out) {
        out.text(part.decisionId());
        out.textOrNull(part.toDecisionId());
        out.textOrNull(part.verifier());
        out.realOrNull(part.verifierScore());
    }

    private static void write(HandoffPart part, WireWriter out) {
        out.textOrNull(part.decisionId());
        out.textOrNull(part.reason());
    }

    private static void write(JudgementPart part, WireWriter out) {
        out.text(part.decisionId());
        out.text(part.shadowRoute());
        out.text(part.verdict());
        out.text(part.judge());
        out.text(part.judgeModel());
        out.text(part.shownFirst());
        out.smallOrNull(part.primaryTokens());
        out.smallOrNull(part.shadowTokens());
        out.wideOrNull(part.shadowCostNanos());
        out.realOrNull(part.sampleRate());
    }

    private static JudgementPart judgement(WireReader in) {
        return new JudgementPart(
                in.text(),
                in.name(),
                in.name(),
                in.name(),
                in.name(),
                in.name(),
                in.smallOrNull(),
                in.smallOrNull(),
                in.wideOrNull(),
                in.realOrNull());
    }

    private static void write(EvalPart part, WireWriter out) {
        out.text(part.benchmark());
        out.text(part.route());
        out.realOrNull(part.score());
        out.wide(part.correctNanos());
        out.text(part.queryShape());
        out.text(part.language());
        out.textsOrNull(part.labels());
    }

    private static EvalPart eval(WireReader in) {
        return new EvalPart(
                in.name(),
                in.name(),
                in.realOrNull(),
                in.wide(),
                in.name(),
                in.name(),
                in.textsOrNull());
    }
}
