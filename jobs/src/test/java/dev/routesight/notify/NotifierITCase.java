package dev.routesight.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.routesight.config.ConfigReader;
import dev.routesight.config.JobConfig;
import dev.routesight.database.Migrations;
import dev.routesight.testing.Await;
import dev.routesight.testing.TestDatabases;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each change of an alert arrives once per idempotency key, whatever the receiver does. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class NotifierITCase {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KEY = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static TestDatabases databases;
    private static int made;

    private final List<String> talk = new CopyOnWriteArrayList<>();
    private final List<Thread> running = new ArrayList<>();
    private String database;
    private Connection connection;
    private AlertRows alerts;
    private HttpListener webhook;

    @BeforeAll
    static void startTheDatabase() throws IOException {
        databases = new TestDatabases();
    }

    @AfterAll
    static void stopIt() throws IOException {
        databases.close();
    }

    @BeforeEach
    void makeTables() throws Exception {
        database = "notifier" + made++;
        JobConfig config = databases.create(database);
        Migrations.migrate(config.jdbc());
        connection = config.jdbc().connect();
        alerts = new AlertRows(connection, "live");
        webhook = new HttpListener();
    }

    @AfterEach
    void stopAll() throws Exception {
        for (Thread thread : running) {
            thread.interrupt();
            thread.join();
        }
        webhook.close();
        connection.close();
    }

    private Notifier notifier(String... more) {
        List<String> settings =
                new ArrayList<>(List.of("notify.poll=20ms", "notify.max-retry-delay=1s"));
        settings.add("notify.webhook.urls='" + webhook.url() + "'");
        settings.addAll(List.of(more));
        ConfigReader reader =
                JobConfig.reader().environment(Map.of("ROUTESIGHT_WEBHOOK_SECRET", "whsec_" + KEY));
        settings.forEach(reader::set);
        JobConfig config = reader.read().writingTo(databases.reaching(database).jdbc());
        return new Notifier(config, Clock.systemUTC(), talk::add);
    }

    /** Runs beside the test until its end. */
    private Thread start(Notifier notifier) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                notifier.run();
                            } catch (SQLException e) {
                                talk.add("failed: " + e);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        thread.start();
        running.add(thread);
        return thread;
    }

    private void awaitRegistration() throws Exception {
        Await.until(
                "the registration",
                () -> alerts.query("select receiver from alert_receiver").size() == 1);
    }

    private void awaitAllDelivered(int messages) throws Exception {
        Await.until(
                messages + " delivered, but " + alerts.query("select * from undelivered_alert"),
                () ->
                        alerts.query("select 1 from alert_outbox where state = 'delivered'").size()
                                == messages);
    }

    /** Kind and alert of each message by its key; the same body whenever it came. */
    private Map<String, String> byKey(List<HttpListener.Request> requests) throws Exception {
        Map<String, String> bodies = new HashMap<>();
        Map<String, String> changes = new HashMap<>();
        for (HttpListener.Request request : requests) {
            String key = request.headers().get("webhook-id");
            assertThat(request.body()).isEqualTo(bodies.computeIfAbsent(key, k -> request.body()));
            changes.put(key, change(request));
            assertThat(request.headers().get("webhook-signature"))
                    .isEqualTo(signature(key, request));
        }
        return changes;
    }

    private static String change(HttpListener.Request request) throws IOException {
        JsonNode body = JSON.readTree(request.body());
        return body.get("type").asText() + " " + body.at("/data/alert_id").asText();
    }

    /** As the specification of Standard Webhooks tells a receiver to check it. */
    private static String signature(String key, HttpListener.Request request) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(KEY), "HmacSHA256"));
        String signed =
                key + "." + request.headers().get("webhook-timestamp") + "." + request.body();
        return "v1,"
                + Base64.getEncoder()
                        .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aReceiverThatIsDownHearsAllOfItInOrderWhenItIsBack() throws Exception {
        start(notifier());
        awaitRegistration();
        alerts.open("a");
        alerts.open("b");
        alerts.refresh("a", "{}", 0.3, 1);
        alerts.resolve("a", 2);
        Await.until("three attempts", () -> talk.size() > 3);
        assertThat(alerts.query("select last_error from undelivered_alert"))
                .isNotEmpty()
                .allMatch(error -> error.startsWith("ConnectException"));
        webhook.up();
        awaitAllDelivered(3);

        assertThat(byKey(webhook.requests()).values())
                .containsExactlyInAnyOrder(
                        "drift_alert.opened a", "drift_alert.opened b", "drift_alert.resolved a");
        List<String> order = new ArrayList<>();
        for (HttpListener.Request request : webhook.requests()) {
            order.add(change(request));
        }
        assertThat(order).containsSubsequence("drift_alert.opened a", "drift_alert.resolved a");
        assertThat(talk).noneMatch(line -> line.contains("hunter2"));
        assertThat(alerts.query("select * from undelivered_alert")).isEmpty();
    }

    @Test
    void oneThatIsTooSlowGetsTheSameKeyAndBodyAgain() throws Exception {
        webhook.after(3_000).up();
        start(notifier("notify.timeout=300ms"));
        awaitRegistration();
        alerts.open("a");
        Await.until("a second attempt", () -> webhook.requests().size() >= 2);
        webhook.after(0);
        awaitAllDelivered(1);

        assertThat(webhook.requests()).hasSizeGreaterThanOrEqualTo(3);
        assertThat(byKey(webhook.requests())).hasSize(1).containsValue("drift_alert.opened a");
        assertThat(alerts.query("select attempts from alert_outbox"))
                .containsExactly(String.valueOf(webhook.requests().size()));
    }

    @Test
    void anErrorOfTheServerIsTriedAgainUntilItIsTakenOnce() throws Exception {
        webhook.answering(500).up();
        start(notifier());
        awaitRegistration();
        alerts.open("a");
        Await.until("a second attempt", () -> webhook.requests().size() >= 2);
        assertThat(alerts.query("select last_status || ' ' || state from undelivered_alert"))
                .containsExactly("500 waiting");
        webhook.answering(204);
        awaitAllDelivered(1);
        alerts.resolve("a", 1);
        awaitAllDelivered(2);

        assertThat(webhook.taken()).hasSize(2);
        assertThat(byKey(webhook.requests())).hasSize(2);
    }

    @Test
    void throughRestartsOfTheReceiverNothingIsLostAndNothingIsNew() throws Exception {
        webhook.up();
        Thread first = start(notifier());
        awaitRegistration();
        for (int i = 0; i < 60; i++) {
            alerts.open("a" + i);
            if (i % 15 == 7) {
                webhook.down();
            }
            if (i % 15 == 14) {
                Thread.sleep(300);
                webhook.up();
            }
            if (i == 30) {
                // and of the notifier
                first.interrupt();
                first.join();
                start(notifier());
            }
            alerts.resolve("a" + i, 1);
        }
        awaitAllDelivered(120);

        // a message whose answer was cut off comes again, under its key
        Map<String, String> changes = byKey(webhook.requests());
        assertThat(changes).hasSize(120);
        assertThat(changes.values()).doesNotHaveDuplicates();
        assertThat(alerts.query("select idempotency_key from alert_outbox"))
                .containsExactlyInAnyOrderElementsOf(changes.keySet());
    }

    @Test
    void twoNotifiersShareTheWorkAndSendNothingTwice() throws Exception {
        webhook.up();
        start(notifier());
        awaitRegistration();
        start(notifier());
        for (int i = 0; i < 40; i++) {
            alerts.open("a" + i);
            alerts.resolve("a" + i, 1);
        }
        awaitAllDelivered(80);

        assertThat(webhook.requests()).hasSize(80);
        assertThat(byKey(webhook.requests())).hasSize(80);
    }

    @Test
    void whatIsWrittenAgainAsItWasOrIsOnlyARefreshIsNoNews() throws Exception {
        webhook.up();
        Notifier notifier = notifier();
        notifier.once();
        alerts.open("a");
        alerts.open("a");
        alerts.refresh("a", "{}", 0.3, 1);
        new AlertRows(connection, "backfill").open("b");
        assertThat(notifier.once()).isEqualTo(new Undelivered(0, 0));
        alerts.resolve("a", 2);
        alerts.resolve("a", 2);
        notifier.once();

        assertThat(byKey(webhook.requests()).values())
                .containsExactlyInAnyOrder("drift_alert.opened a", "drift_alert.resolved a");
    }

    @Test
    void oneThatWantsThemHearsOfRefreshesToo() throws Exception {
        webhook.up();
        Notifier notifier = notifier("notify.webhook.updates=true");
        notifier.once();
        alerts.open("a");
        alerts.refresh("a", "{}", 0.3, 1);
        notifier.once();

        assertThat(byKey(webhook.requests()).values())
                .containsExactlyInAnyOrder("drift_alert.opened a", "drift_alert.updated a");
    }

    @Test
    void aNewReceiverHearsOfWhatIsOpenAndNotOfWhatIsOver() throws Exception {
        alerts.open("over");
        alerts.resolve("over", 1);
        alerts.open("open");
        webhook.up();
        notifier().once();

        assertThat(byKey(webhook.requests()).values()).containsExactly("drift_alert.opened open");
    }

    @Test
    void anAlertThatIsBeingWrittenDuringTheRegistrationIsNotMissed() throws Exception {
        webhook.up();
        connection.setAutoCommit(false);
        alerts.open("a");
        Thread notifier = start(notifier());
        try (Connection other = databases.reaching(database).jdbc().connect()) {
            AlertRows seen = new AlertRows(other, "live");
            Await.until(
                    "the lock",
                    () ->
                            !seen.query(
                                            "select 1 from pg_locks where not granted and database"
                                                + " = (select oid from pg_database where datname ="
                                                + " current_database())")
                                    .isEmpty());
        }
        connection.commit();
        connection.setAutoCommit(true);
        awaitAllDelivered(1);
        assertThat(notifier.isAlive()).isTrue();
        assertThat(byKey(webhook.requests()).values()).containsExactly("drift_alert.opened a");
    }

    @Test
    void whatIsRefusedForGoodIsSeenBySqlAndCanBeSentOnceMore() throws Exception {
        webhook.answering(422).up();
        Notifier notifier = notifier();
        notifier.once();
        alerts.open("a");
        assertThat(notifier.once()).isEqualTo(new Undelivered(0, 1));
        assertThat(
                        alerts.query(
                                "select state || ' ' || last_status || ' ' || attempts from"
                                        + " undelivered_alert"))
                .containsExactly("dead 422 1");
        // what comes after it is not held up
        webhook.answering(200);
        alerts.resolve("a", 1);
        assertThat(notifier.once()).isEqualTo(new Undelivered(0, 1));

        alerts.query(
                "update alert_outbox set state = 'waiting', next_attempt_at = now() where state ="
                        + " 'dead' returning 1");
        assertThat(notifier.once()).isEqualTo(new Undelivered(0, 0));
        assertThat(byKey(webhook.taken()).values())
                .containsExactlyInAnyOrder("drift_alert.opened a", "drift_alert.resolved a");
    }

    @Test
    void whatFailsTooOftenIsGivenUp() throws Exception {
        Notifier notifier = notifier("notify.max-attempts=1");
        notifier.once();
        alerts.open("a");
        assertThat(notifier.once()).isEqualTo(new Undelivered(0, 1));
        assertThat(alerts.query("select state from undelivered_alert")).containsExactly("dead");
    }

    @Test
    void aNotifierThatDiesInTheMiddleLeavesTheMessageWaiting() throws Exception {
        webhook.up();
        notifier().once();
        alerts.open("a");
        String receiver = alerts.query("select receiver from alert_receiver").get(0);
        try (Connection dying = databases.reaching(database).jdbc().connect()) {
            AlertOutbox outbox = new AlertOutbox(dying, "live", receiver);
            assertThat(outbox.claim().kind()).isEqualTo("opened");
            // while it holds the message, nobody else takes it
            assertThat(notifier().once()).isEqualTo(new Undelivered(1, 0));
            assertThat(webhook.requests()).isEmpty();
        }
        assertThat(notifier().once()).isEqualTo(new Undelivered(0, 0));
        assertThat(webhook.requests()).hasSize(1);
    }

    @Test
    void messagesAreForgottenWithTheirAlertButNotWhileTheyWait() throws Exception {
        webhook.up();
        Notifier notifier = notifier();
        notifier.once();
        alerts.open("over");
        alerts.open("open");
        alerts.resolve("over", 1);
        notifier.once();
        alerts.open("waiting");
        alerts.resolve("waiting", 1);
        String forget =
                "select rows_deleted from forget_before('live', '2027-01-01') where table_name ="
                        + " 'alert_outbox'";

        assertThat(alerts.query(forget)).containsExactly("2");
        assertThat(alerts.query(forget)).containsExactly("0");
        assertThat(alerts.query("select distinct alert_id from alert_outbox order by 1"))
                .containsExactly("open", "waiting");
    }
}
