package dev.routesight.notify;

import dev.routesight.config.JobConfig;
import dev.routesight.config.NotifyConfig;
import dev.routesight.delivery.BackOff;
import dev.routesight.delivery.WebhookSignature;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Tells all receivers, each by a thread and a connection of its own, so that none waits for
 * another. Several notifiers may run at once.
 */
public final class Notifier {
    private final JobConfig config;
    private final Clock clock;
    private final Consumer<String> talk;
    private final List<Receiver> receivers = new ArrayList<>();
    private final Post post;

    /**
     * @param talk hears of each attempt; from several threads
     */
    public Notifier(JobConfig config, Clock clock, Consumer<String> talk) {
        this.config = config;
        this.clock = clock;
        this.talk = talk;
        NotifyConfig settings = config.notifying();
        this.post = new Post(settings.timeout());
        for (String url : settings.alertmanagerUrls()) {
            receivers.add(
                    new AlertmanagerReceiver(
                            URI.create(url),
                            settings.alertmanagerAuthorization(),
                            settings.alertmanagerLabels(),
                            settings.expire()));
        }
        for (String url : settings.webhookUrls()) {
            receivers.add(
                    new WebhookReceiver(
                            URI.create(url),
                            new WebhookSignature(settings.webhookSecret()),
                            settings.webhookUpdates()));
        }
    }

    /**
     * Sends what is due, each message once, and returns what has not arrived.
     *
     * @throws SQLException when the database does not answer or lacks the schema
     */
    public Undelivered once() throws SQLException, InterruptedException {
        long waiting = 0;
        long dead = 0;
        for (Receiver receiver : receivers) {
            try (Connection connection = config.jdbc().connect()) {
                Courier courier = courier(receiver, connection);
                courier.deliver();
                courier.repeat();
                Undelivered undelivered = courier.undelivered();
                waiting += undelivered.waiting();
                dead += undelivered.dead();
            }
        }
        return new Undelivered(waiting, dead);
    }

    /**
     * Goes on until this thread is interrupted.
     *
     * @throws SQLException when the database does not answer at the start; later it is waited for
     */
    public void run() throws SQLException, InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (Receiver receiver : receivers) {
            try (Connection connection = config.jdbc().connect()) {
                courier(receiver, connection);
            }
            Thread thread = new Thread(() -> keepTelling(receiver), receiver.name());
            thread.setDaemon(true);
            threads.add(thread);
        }
        threads.forEach(Thread::start);
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } finally {
            threads.forEach(Thread::interrupt);
        }
    }

    private void keepTelling(Receiver receiver) {
        try {
            while (true) {
                try (Connection connection = config.jdbc().connect()) {
                    tell(courier(receiver, connection));
                } catch (SQLException | RuntimeException e) {
                    // the database may come back, and another version may know what this one does
                    // not
                    talk.accept(receiver.name() + ": " + e.getMessage());
                    pause();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(Courier courier) throws SQLException, InterruptedException {
        long repeatAt = clock.millis();
        while (true) {
            courier.deliver();
            if (clock.millis() >= repeatAt) {
                courier.repeat();
                repeatAt = clock.millis() + config.notifying().resend().toMillis();
            }
            pause();
        }
    }

    private void pause() throws InterruptedException {
        Thread.sleep(config.notifying().poll().toMillis());
    }

    private Courier courier(Receiver receiver, Connection connection) throws SQLException {
        AlertOutbox outbox = new AlertOutbox(connection, config.dataset(), receiver.name());
        outbox.register(receiver.kinds());
        return new Courier(
                receiver,
                outbox,
                post,
                new BackOff(config.notifying().maxRetryDelay()),
                config.notifying().maxAttempts(),
                clock,
                talk);
    }
}
