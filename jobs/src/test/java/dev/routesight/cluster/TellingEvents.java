package dev.routesight.cluster;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Events whose texts all hold a word that must go no further, and ids with one that may. */
final class TellingEvents {
    /** In the texts only. */
    static final String SECRET = "zqxwvsecret";

    /** In the ids of sessions. */
    static final String KNOWN = "zqxwvknown";

    /** Records that are refused, each with the secret where it is broken or beside it. */
    static final List<String> BROKEN =
            List.of(
                    "{\"type\":\"turn\",\"event_id\":\"b1\",\"ts\":1,\"text\":\"zqxwvsecret",
                    "zqxwvsecret is no JSON",
                    "[\"zqxwvsecret\"]",
                    "{\"type\":\"zqxwvsecret\",\"event_id\":\"b2\",\"ts\":1}",
                    "{\"type\":[\"zqxwvsecret\"],\"event_id\":\"b3\",\"ts\":1}",
                    "{\"type\":\"turn\",\"event_id\":\"b4\",\"ts\":\"zqxwvsecret\"}",
                    "{\"type\":\"turn\",\"event_id\":\"b5\",\"ts\":1,\"session_id\":\"s\",\"turn\":\"zqxwvsecret\"}",
                    "{\"type\":\"turn\",\"event_id\":\"b6\",\"ts\":1,\"session_id\":\"s\",\"turn\":1,\"text\":{\"zqxwvsecret\":1}}",
                    "{\"type\":\"turn\",\"event_id\":\"b7\",\"ts\":1,\"session_id\":\"s\",\"turn\":-1,\"text\":\"zqxwvsecret\"}",
                    "{\"type\":\"turn\",\"event_id\":\"b8\",\"ts\":1,\"session_id\":\"s\",\"turn\":1,\"text\":\"zqxwvsecret\"}"
                        + " zqxwvsecret",
                    "{\"type\":\"stream\",\"event_id\":\"b9\",\"ts\":1,\"session_id\":\"s\",\"decision_id\":\"d\",\"state\":\"zqxwvsecret\"}",
                    "{\"type\":\"action\",\"event_id\":\"b10\",\"ts\":1,\"session_id\":\"s\",\"action\":\"zqxwvsecret\"}",
                    "{\"type\":\"turn\",\"event_id\":\"b11\",\"ts\":1,\"session_id\":\"s\",\"turn\":1,\"cue\":\"zqxwvsecret\"}",
                    "{\"type\":\"turn\",\"event_id\":\"b12\",\"ts\":1,\"session_id\":\"s\",\"turn\":1,\"text\":\"\\q"
                        + " zqxwvsecret\"}",
                    "{\"zqxwvsecret\":1}");

    private static final long START = 1_791_158_400_000L; // 2026-10-05T00:00:00Z

    private final List<byte[]> lines = new ArrayList<>();

    private TellingEvents() {}

    /** A session a second, each with two decisions; broken records last. */
    static List<byte[]> of(int sessions) {
        TellingEvents events = new TellingEvents();
        for (int i = 0; i < sessions; i++) {
            events.session(i, START + i * 1000L);
        }
        BROKEN.forEach(events::add);
        return events.lines;
    }

    /** When the rows of so many sessions are final, and their decisions not yet forgotten. */
    static String end(int sessions) {
        long ts = START + sessions * 1000L + 86_400_000L;
        return "{\"type\":\"heartbeat\",\"event_id\":\"end-0\",\"ts\":" + ts + "}";
    }

    private void session(int i, long ts) {
        decision(i, 0, ts);
        event(
                "stream",
                i,
                1,
                ts + 100,
                "\"decision_id\":\"d%d-0\",\"state\":\"completed\",\"text\":\"%s\""
                        .formatted(i, answer()));
        event("turn", i, 2, ts + 200, "\"turn\":1,\"text\":\"%s\"".formatted(question()));
        decision(i, 1, ts + 300);
        event(
                "stream",
                i,
                4,
                ts + 400,
                "\"decision_id\":\"d%d-1\",\"state\":\"completed\",\"text\":\"%s\""
                        .formatted(i, SECRET));
        event(
                "action",
                i,
                5,
                ts + 500,
                "\"action\":\"edit\",\"turn\":1,\"text\":\"%s\"".formatted(question()));
        event(
                "turn",
                i,
                6,
                ts + 600,
                "\"turn\":2,\"text\":\"%s\",\"%s\":\"%s\"".formatted(SECRET, SECRET, SECRET));
    }

    private void decision(int i, int turn, long ts) {
        event(
                "decision",
                i,
                10 + turn,
                ts,
                "\"decision_id\":\"d%d-%d\",\"turn\":%d,\"route\":\"cheap\""
                        .formatted(i, turn, turn));
    }

    private void event(String type, int session, int n, long ts, String more) {
        add(
                "{\"type\":\"%s\",\"event_id\":\"e%d-%d\",\"ts\":%d,\"session_id\":\"%s-%d\",%s}"
                        .formatted(type, session, n, ts, KNOWN, session, more));
    }

    private void add(String line) {
        lines.add(line.getBytes(StandardCharsets.UTF_8));
    }

    private static String question() {
        return "no, I meant the " + SECRET + " of 2019, not " + SECRET + "!";
    }

    private static String answer() {
        return "The " + SECRET + " was 42. Which " + SECRET + " do you want?";
    }
}
