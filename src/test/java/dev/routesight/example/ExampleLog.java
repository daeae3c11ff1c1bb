package dev.routesight.example;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Converts published dialogues to the native format. Arguments: the folder with {@code
 * realhumaneval_chat} and {@code star_abandonment}, and the folder to write to.
 */
public final class ExampleLog {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long BASE = Instant.parse("2026-09-01T08:00:00Z").toEpochMilli();
    private static final int STAR_SESSIONS = 300;

    private final StringBuilder log = new StringBuilder();
    private String session = "";
    private int events;
    private long last;

    private ExampleLog() {}

    public static void main(String[] args) throws IOException {
        Path from = Path.of(args[0]);
        Path to = Path.of(args[1]);
        Files.writeString(to.resolve("realhumaneval.ndjson"), realHumanEval(from));
        Files.writeString(to.resolve("star.ndjson"), star(from));
    }

    /** A programmer's chat about one task is a session; the model of the person is the route. */
    static String realHumanEval(Path data) throws IOException {
        ExampleLog out = new ExampleLog();
        List<JsonNode> rows = rows(data.resolve("realhumaneval_chat/dev.jsonl"));
        Map<String, Integer> programmers = new HashMap<>();
        String conversation = "";
        int turn = 0;
        for (int i = 0; i < rows.size(); i++) {
            JsonNode row = rows.get(i);
            String programmer = row.get("programmer").textValue();
            programmers.putIfAbsent(programmer, programmers.size());
            String own = programmer + "/" + row.get("task").textValue();
            if (!own.equals(conversation) || row.get("turn").intValue() == 1) {
                conversation = own;
                out.begin(row.get("id").textValue());
                turn = 0;
            }
            long start = BASE + programmers.get(programmer) * 7_200_000L;
            long ts = start + Math.round(row.get("ts").doubleValue() * 1000);
            long next = Long.MAX_VALUE;
            if (i + 1 < rows.size()
                    && rows.get(i + 1).get("programmer").textValue().equals(programmer)) {
                next = start + Math.round(rows.get(i + 1).get("ts").doubleValue() * 1000);
            }
            out.turn(ts, turn, row.get("user").textValue());
            String model = row.get("model").textValue();
            String decision = out.session + "-d" + turn;
            ObjectNode chosen = out.decision(ts, decision, turn++);
            chosen.put("route", model.startsWith("GPT-4") ? "strong" : "cheap").put("model", model);
            chosen.put("user_id", "programmer-" + programmer);
            chosen.putObject("query")
                    .put("shape", row.get("task").textValue())
                    .put("language", "en");
            out.write(chosen);
            out.stream(ts, decision, "started", null);
            long room = Math.max(4, Math.min(4000, next - ts));
            out.stream(ts + room / 2, decision, "completed", row.get("response").textValue());
            for (int copies = row.get("n_copy_events").intValue(); copies > 0; copies--) {
                ObjectNode copy = out.event("action", ts + room * 3 / 4);
                out.write(copy.put("action", "copy").put("decision_id", decision));
            }
        }
        return out.log.toString();
    }

    /** Messages of the user up to the answer are a turn; who left is seen by silence only. */
    static String star(Path data) throws IOException {
        ExampleLog out = new ExampleLog();
        List<JsonNode> rows = rows(data.resolve("star_abandonment/dev.jsonl"));
        for (int i = 0; i < Math.min(STAR_SESSIONS, rows.size()); i++) {
            out.starSession(rows.get(i), BASE + i * 900_000L);
        }
        return out.log.toString();
    }

    private void starSession(JsonNode row, long start) {
        begin(row.get("id").textValue());
        List<String> domains = new ArrayList<>();
        row.get("domains").forEach(domain -> domains.add(domain.textValue()));
        JsonNode said = row.get("events");
        int turn = -1;
        for (int i = 0; i < said.size(); i++) {
            JsonNode one = said.get(i);
            boolean user = one.get(1).textValue().equals("U");
            boolean begins = i == 0 || !said.get(i - 1).get(1).equals(one.get(1));
            boolean ends = i + 1 == said.size() || !said.get(i + 1).get(1).equals(one.get(1));
            long ts = start + one.get(0).longValue() * 1000;
            if (user && begins) {
                StringBuilder text = new StringBuilder(one.get(2).asText());
                for (int j = i + 1;
                        j < said.size() && said.get(j).get(1).textValue().equals("U");
                        j++) {
                    text.append('\n').append(said.get(j).get(2).asText());
                }
                turn(ts, ++turn, text.toString());
                ObjectNode chosen = decision(ts, session + "-d" + turn, turn);
                chosen.put("route", "wizard");
                chosen.putObject("query").put("language", "en");
                chosen.putObject("labels").put("domain", String.join("+", domains));
                write(chosen);
                stream(ts, session + "-d" + turn, "started", null);
            } else if (!user && turn >= 0) {
                String text = one.get(2).asText();
                stream(ts, session + "-d" + turn, ends ? "completed" : "progress", text);
            }
        }
    }

    private void begin(String id) {
        session = id;
        events = 0;
        last = 0;
    }

    private void turn(long ts, int turn, String text) {
        write(event("turn", ts).put("turn", turn).put("text", text).put("language", "en"));
    }

    private ObjectNode decision(long ts, String id, int turn) {
        return event("decision", ts).put("decision_id", id).put("turn", turn);
    }

    private void stream(long ts, String decision, String state, String text) {
        ObjectNode event = event("stream", ts).put("decision_id", decision).put("state", state);
        write(text == null || text.isEmpty() ? event : event.put("text", text));
    }

    /** Times within a session strictly increase: source times are coarse. */
    private ObjectNode event(String type, long ts) {
        last = Math.max(ts, last + 1);
        ObjectNode event = JSON.createObjectNode().put("type", type);
        event.put("event_id", session + "-" + events++);
        return event.put("ts", last).put("session_id", session);
    }

    private void write(ObjectNode event) {
        log.append(event).append('\n');
    }

    private static List<JsonNode> rows(Path file) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            rows.add(JSON.readTree(line));
        }
        return rows;
    }
}
