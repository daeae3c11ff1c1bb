package dev.routesight.event;

import dev.routesight.attribution.SignalKind;
import dev.routesight.wording.TextFeatures;

/** Judges the fields of an object by its type and makes the event of them. */
final class Parts {
    private final DecoderOptions options;

    Parts(DecoderOptions options) {
        this.options = options;
    }

    Event event(byte type, Fields f, String source, long position, long digest) {
        boolean sessionless = type == EventType.EVAL || type == EventType.HEARTBEAT;
        if (type == EventType.SESSION_END) {
            f.text("reason");
        }
        return new Event(
                type,
                f.requiredId("event_id"),
                f.ts(),
                sessionless ? "" : f.requiredId("session_id"),
                source,
                position,
                digest,
                type == EventType.DECISION ? decision(f) : null,
                type == EventType.STREAM ? stream(f) : null,
                type == EventType.TURN ? turn(f) : null,
                type == EventType.ACTION ? action(f) : null,
                type == EventType.ESCALATION ? escalation(f) : null,
                type == EventType.HANDOFF
                        ? new HandoffPart(f.id("decision_id"), f.id("reason"))
                        : null,
                type == EventType.JUDGEMENT ? judgement(f) : null,
                type == EventType.EVAL ? eval(f) : null);
    }

    private static DecisionPart decision(Fields f) {
        Fields assignment = f.object("assignment");
        Fields query = f.object("query");
        return new DecisionPart(
                f.requiredId("decision_id"),
                f.requiredCount("turn"),
                new Dimensions(
                        Bounded.dimension(f.required("route")),
                        f.dimension("model"),
                        f.dimension("router_version"),
                        assignment == null ? "policy" : kind(assignment),
                        assignment == null ? "" : assignment.label("experiment"),
                        assignment == null ? "" : assignment.label("arm"),
                        query == null ? "" : query.dimension("shape"),
                        query == null ? "" : query.dimension("language"),
                        f.labels("labels")),
                f.share("score"),
                f.finite("threshold"),
                f.shares("propensities"),
                f.candidates("candidates"),
                f.id("user_id"),
                f.money("cost_usd"),
                f.money("reference_cost_usd"),
                query == null ? null : query.count("prompt_tokens"),
                f.id("retry_of"),
                f.id("escalated_from"));
    }

    private static String kind(Fields assignment) {
        return switch (assignment.required("kind")) {
            case "policy" -> "policy";
            case "explore" -> "explore";
            case "forced" -> "forced";
            default -> throw assignment.bad("kind", "not in its enumeration");
        };
    }

    private StreamPart stream(Fields f) {
        byte state =
                switch (f.required("state")) {
                    case "started" -> StreamPart.STARTED;
                    case "progress" -> StreamPart.PROGRESS;
                    case "completed" -> StreamPart.COMPLETED;
                    case "aborted" -> StreamPart.ABORTED;
                    case "failed" -> StreamPart.FAILED;
                    default -> throw f.bad("state", "not in its enumeration");
                };
        String by = f.text("by");
        if (by != null && !by.equals("client") && !by.equals("server")) {
            throw f.bad("by", "not in its enumeration");
        }
        String text = looked(f.text("text"));
        TextFeatures answer =
                text == null || options.classifier() == null
                        ? null
                        : options.classifier().describeAnswer(text, "");
        return new StreamPart(
                f.requiredId("decision_id"),
                state,
                "server".equals(by),
                f.count("tokens"),
                f.count("expected_tokens"),
                f.count("ttft_ms"),
                f.money("cost_usd"),
                answer,
                f.id("verifier"),
                f.finite("verifier_score"));
    }

    private TurnPart turn(Fields f) {
        int turn = f.requiredCount("turn");
        String language = f.label("language");
        String text = looked(f.text("text"));
        TextFeatures features =
                text == null || options.classifier() == null
                        ? null
                        : options.classifier().describeTurn(text, language);
        String cue = f.text("cue");
        if (cue != null && !SignalKind.isLabel(cue)) {
            throw f.bad("cue", "not in its enumeration");
        }
        boolean counts = "correction".equals(cue) || "rephrase".equals(cue);
        return new TurnPart(turn, features, language, counts ? cue : null);
    }

    private static ActionPart action(Fields f) {
        byte action =
                switch (f.required("action")) {
                    case "regenerate" -> ActionPart.REGENERATE;
                    case "edit" -> ActionPart.EDIT;
                    case "stop" -> ActionPart.STOP;
                    case "copy" -> ActionPart.COPY;
                    case "thumbs_up" -> ActionPart.THUMBS_UP;
                    case "thumbs_down" -> ActionPart.THUMBS_DOWN;
                    default -> throw f.bad("action", "not in its enumeration");
                };
        f.text("text");
        return new ActionPart(action, f.id("decision_id"), f.count("turn"));
    }

    private static EscalationPart escalation(Fields f) {
        return new EscalationPart(
                f.requiredId("decision_id"),
                f.id("to_decision_id"),
                f.id("verifier"),
                f.finite("verifier_score"));
    }

    private static JudgementPart judgement(Fields f) {
        String verdict = f.required("verdict");
        if (!verdict.equals("primary") && !verdict.equals("shadow") && !verdict.equals("tie")) {
            throw f.bad("verdict", "not in its enumeration");
        }
        Double rate = f.share("sample_rate");
        if (rate != null && rate == 0) {
            throw f.bad("sample_rate", "not in (0, 1]");
        }
        return new JudgementPart(
                f.requiredId("decision_id"),
                Bounded.dimension(f.required("shadow_route")),
                verdict,
                f.label("judge"),
                f.label("judge_model"),
                f.label("shown_first"),
                f.count("primary_tokens"),
                f.count("shadow_tokens"),
                f.money("shadow_cost_usd"),
                rate);
    }

    private static EvalPart eval(Fields f) {
        if (f.share("correct") == null) {
            throw f.bad("correct", "absent");
        }
        Fields query = f.object("query");
        if (query != null) {
            query.count("prompt_tokens");
        }
        return new EvalPart(
                f.requiredId("benchmark"),
                Bounded.dimension(f.required("route")),
                f.share("score"),
                f.money("correct"),
                query == null ? "" : query.dimension("shape"),
                query == null ? "" : query.dimension("language"),
                f.labels("labels"));
    }

    /** The part of a text that is looked at; null when absent. */
    private String looked(String text) {
        int most = options.maxTextCodePoints();
        if (text == null || text.length() <= most) {
            return text;
        }
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most));
    }
}
