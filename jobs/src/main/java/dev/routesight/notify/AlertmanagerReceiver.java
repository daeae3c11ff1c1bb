package dev.routesight.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.routesight.tally.Cut;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One Alertmanager, by {@code POST /api/v2/alerts}. Labels tell alerts apart there, so they are
 * those of the moment at which it opened; the annotations are of now. An open alert ends some
 * minutes ahead and is sent again before that; a resolved one has ended.
 */
final class AlertmanagerReceiver implements Receiver {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Columns that are shown as annotations, by their names. */
    private static final List<String> SHOWN =
            List.of(
                    "cohort",
                    "route",
                    "against",
                    "before_rate",
                    "now_rate",
                    "now_low",
                    "now_high",
                    "ratio",
                    "since",
                    "since_low",
                    "since_high",
                    "decisions",
                    "excess",
                    "cost_usd",
                    "cohorts",
                    "router_versions",
                    "models",
                    "changed",
                    "resolution",
                    "decisions_sql");

    private final URI api;
    private final String name;
    private final String authorization;
    private final Map<String, String> labels;
    private final Duration expire;

    /**
     * @param authorization empty for none
     */
    AlertmanagerReceiver(
            URI url, String authorization, Map<String, String> labels, Duration expire) {
        String base = url.toString();
        this.api = URI.create((base.endsWith("/") ? base : base + "/") + "api/v2/alerts");
        this.name = Receiver.name("alertmanager", url);
        this.authorization = authorization;
        this.labels = labels;
        this.expire = expire;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String> kinds() {
        return List.of("opened", "resolved");
    }

    @Override
    public HttpRequest.Builder request(Message message, Instant now) {
        return request(List.of(new Standing(message.first(), message.alert())), now);
    }

    /**
     * An alert as it stands.
     *
     * @param first the row as it was told first
     * @param alert the row now
     */
    record Standing(JsonNode first, JsonNode alert) {}

    /** How alerts are sent together. */
    HttpRequest.Builder request(List<Standing> alerts, Instant now) {
        ArrayNode body = JSON.createArrayNode();
        alerts.forEach(each -> body.add(posted(each, now)));
        HttpRequest.Builder request = HttpRequest.newBuilder(api);
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        try {
            return request.header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private ObjectNode posted(Standing standing, Instant now) {
        JsonNode alert = standing.alert();
        Instant opened = time(alert.get("opened_at"));
        ObjectNode posted = JSON.createObjectNode();
        labelsOf(standing.first()).forEach(posted.putObject("labels")::put);
        ObjectNode annotations = posted.putObject("annotations");
        annotations.put("summary", alert.get("summary").asText());
        for (String column : SHOWN) {
            JsonNode value = alert.get(column);
            if (!value.isNull()) {
                annotations.put(column, value.isTextual() ? value.asText() : value.toString());
            }
        }
        // event time may run ahead of the clock; what starts later than now would not be firing
        Instant starts = opened.isBefore(now) ? opened : now.minusMillis(1);
        posted.put("startsAt", starts.toString());
        posted.put("endsAt", ends(alert, starts, now).toString());
        return posted;
    }

    private Instant ends(JsonNode alert, Instant starts, Instant now) {
        if (alert.get("state").asText().equals("open")) {
            return now.plus(expire);
        }
        Instant resolved = time(alert.get("resolved_at"));
        Instant past = resolved.isBefore(now) ? resolved : now;
        return past.isAfter(starts) ? past : starts.plusMillis(1);
    }

    private Map<String, String> labelsOf(JsonNode first) {
        Map<String, String> all = new TreeMap<>();
        Cut.valuesOf(first.get("cohort").asText())
                .forEach((name, value) -> all.put(label(name), value));
        all.putAll(labels);
        all.put("alertname", "RoutesightDrift");
        for (String column : List.of("dataset", "alert_id", "signal", "direction", "route")) {
            all.put(column, first.get(column).asText());
        }
        // Alertmanager takes an empty label for none
        all.values().removeIf(String::isEmpty);
        return all;
    }

    /** A name of a dimension as a label may be called. */
    private static String label(String name) {
        String allowed = name.replaceAll("[^a-zA-Z0-9_]", "_");
        return Character.isDigit(allowed.charAt(0)) ? "_" + allowed : allowed;
    }

    private static Instant time(JsonNode text) {
        return OffsetDateTime.parse(text.asText()).toInstant();
    }
}
