package dev.routesight.notify;

import dev.routesight.delivery.BackOff;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * Brings the messages of one receiver to it: those of one alert in their order, each until it is
 * taken. A message is noted as delivered after the receiver has said so; who dies in between sends
 * it again, with the same idempotency key.
 */
final class Courier {
    /** How long a resolved alert is sent on; Prometheus does so for as long. */
    private static final Duration RESOLVED_FOR = Duration.ofMinutes(15);

    private static final int ALERTS_PER_REQUEST = 100;

    private final Receiver receiver;
    private final AlertOutbox outbox;
    private final Post post;
    private final BackOff backOff;
    private final int maxAttempts;
    private final Clock clock;
    private final Consumer<String> talk;

    Courier(
            Receiver receiver,
            AlertOutbox outbox,
            Post post,
            BackOff backOff,
            int maxAttempts,
            Clock clock,
            Consumer<String> talk) {
        this.receiver = receiver;
        this.outbox = outbox;
        this.post = post;
        this.backOff = backOff;
        this.maxAttempts = maxAttempts;
        this.clock = clock;
        this.talk = talk;
    }

    /** Sends what is due; returns how many messages were taken. */
    int deliver() throws SQLException, InterruptedException {
        int taken = 0;
        for (Message next = outbox.claim(); next != null; next = outbox.claim()) {
            Answer answer = post.send(receiver.request(next, clock.instant()));
            int attempts = next.attempts() + 1;
            if (answer.taken()) {
                outbox.settle(next, "delivered", answer, Duration.ZERO);
                say(next, "told");
                taken++;
            } else if (answer.never() || attempts >= maxAttempts) {
                outbox.settle(next, "dead", answer, Duration.ZERO);
                say(next, "gave up: " + answer.problem());
            } else {
                Duration delay = backOff.after(attempts, next.key());
                outbox.settle(next, "waiting", answer, delay);
                say(next, answer.problem() + "; again in " + delay.toMillis() / 1000.0 + " s");
            }
        }
        return taken;
    }

    /** Tells an Alertmanager, which forgets, what is open and what has just been resolved. */
    void repeat() throws SQLException, InterruptedException {
        if (!(receiver instanceof AlertmanagerReceiver alertmanager)) {
            return;
        }
        List<AlertmanagerReceiver.Standing> standing = outbox.standing(RESOLVED_FOR);
        for (int from = 0; from < standing.size(); from += ALERTS_PER_REQUEST) {
            int to = Math.min(from + ALERTS_PER_REQUEST, standing.size());
            Instant now = clock.instant();
            Answer answer = post.send(alertmanager.request(standing.subList(from, to), now));
            if (!answer.taken()) {
                talk.accept(receiver.name() + ": not repeated: " + answer.problem());
                return;
            }
        }
    }

    Undelivered undelivered() throws SQLException {
        return outbox.undelivered();
    }

    private void say(Message message, String what) {
        talk.accept(
                receiver.name() + ": " + message.kind() + " " + message.alertId() + ": " + what);
    }
}
