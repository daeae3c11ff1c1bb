package dev.routesight.reference;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Set;

/** A record as it was read. */
final class Line {
    static final Comparator<Line> ORDER =
            Comparator.comparingLong((Line line) -> line.ts)
                    .thenComparing(line -> utf8(line.id), Arrays::compareUnsigned)
                    .thenComparing(line -> line.sha, Arrays::compareUnsigned);

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final Set<String> TYPES =
            Set.of(
                    "decision",
                    "stream",
                    "turn",
                    "action",
                    "escalation",
                    "handoff",
                    "session_end",
                    "judgement",
                    "eval",
                    "heartbeat");

    /** Why it is no event, or null. */
    String refusedAs;

    final byte[] sha;
    JsonNode json;
    String type = "";
    String id = "";
    String session = "";
    long ts;

    /** It exceeds a limit of its session: nothing is asked of it but when it was. */
    boolean overLimit;

    Line(String text) {
        sha = sha256(utf8(text));
        try {
            json = JSON.readTree(text);
        } catch (IOException e) {
            refusedAs = "malformed";
            return;
        }
        if (!json.isObject() || !json.path("type").isTextual()) {
            refusedAs = "malformed";
            return;
        }
        type = json.get("type").textValue();
        if (!TYPES.contains(type)) {
            refusedAs = "unknown_type";
            return;
        }
        boolean sessionless = is("eval") || is("heartbeat");
        if (!json.path("ts").isIntegralNumber()
                || json.path("event_id").asText("").isEmpty()
                || (!sessionless && json.path("session_id").asText("").isEmpty())) {
            refusedAs = "malformed";
            return;
        }
        ts = json.get("ts").longValue();
        id = json.get("event_id").textValue();
        session = sessionless ? "" : json.get("session_id").textValue();
    }

    boolean is(String name) {
        return type.equals(name) && !overLimit;
    }

    boolean acts(String action) {
        return is("action") && action.equals(text("action"));
    }

    /** A field's text; null when absent. */
    String text(String field) {
        JsonNode value = json.get(field);
        return value == null || value.isNull() ? null : value.textValue();
    }

    int turn() {
        return json.path("turn").asInt(-1);
    }

    String decisionId() {
        return text("decision_id");
    }

    @Override
    public String toString() {
        return json.toString();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
