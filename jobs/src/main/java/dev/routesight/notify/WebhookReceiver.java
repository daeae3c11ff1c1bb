package dev.routesight.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.routesight.delivery.WebhookSignature;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.List;

/**
 * Any program that takes a POST: {@code type} ({@code drift_alert.opened}, {@code .updated}, {@code
 * .resolved}), {@code timestamp} (event time of the change) and {@code data} (the row of {@code
 * drift_alert}), with the headers of Standard Webhooks. The body of a message never changes; {@code
 * webhook-id} is its idempotency key.
 */
final class WebhookReceiver implements Receiver {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI url;
    private final WebhookSignature signature;
    private final boolean updates;

    WebhookReceiver(URI url, WebhookSignature signature, boolean updates) {
        this.url = url;
        this.signature = signature;
        this.updates = updates;
    }

    @Override
    public String name() {
        return Receiver.name("webhook", url);
    }

    @Override
    public List<String> kinds() {
        return updates ? List.of("opened", "updated", "resolved") : List.of("opened", "resolved");
    }

    @Override
    public HttpRequest.Builder request(Message message, Instant now) {
        ObjectNode body = JSON.createObjectNode();
        body.put("type", "drift_alert." + message.kind());
        body.set("timestamp", message.alert().get("updated_at"));
        body.set("data", message.alert());
        byte[] bytes;
        try {
            bytes = JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        long seconds = now.getEpochSecond();
        return HttpRequest.newBuilder(url)
                .header("Content-Type", "application/json")
                .header("webhook-id", message.key())
                .header("webhook-timestamp", Long.toString(seconds))
                .header("webhook-signature", signature.of(message.key(), seconds, bytes))
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes));
    }
}
