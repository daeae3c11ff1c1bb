package dev.routesight.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The messages to one receiver, in {@code alert_outbox}. A message is locked from {@link #claim} to
 * {@link #settle}, in one transaction: a notifier that dies in between leaves it as it was.
 */
final class AlertOutbox {
    /** The first row that is due and has no earlier one of its alert before it. */
    private static final String CLAIM =
            """
            select m.id, m.alert_id, m.idempotency_key, m.kind, m.attempts, m.alert::text, (
              select f.alert::text from alert_outbox f
              where f.dataset = m.dataset and f.receiver = m.receiver and f.alert_id = m.alert_id
                and f.kind = 'opened' and f.id <= m.id
              order by f.id desc limit 1)
            from alert_outbox m
            where m.dataset = ? and m.receiver = ? and m.state = 'waiting'
              and m.next_attempt_at <= clock_timestamp()
              and not exists (
                select from alert_outbox e
                where e.dataset = m.dataset and e.receiver = m.receiver and e.alert_id = m.alert_id
                  and e.id < m.id and e.state = 'waiting')
            order by m.id limit 1 for update skip locked\
            """;

    private static final String SETTLE =
            """
            update alert_outbox set state = ?, attempts = attempts + 1,
              last_attempt_at = clock_timestamp(), last_status = ?, last_error = ?,
              next_attempt_at = clock_timestamp() + ? * interval '1 millisecond'
            where id = ?\
            """;

    /** What a receiver that keeps no past must hear again: open, or over since a moment. */
    private static final String STANDING =
            """
            select f.alert::text, to_jsonb(a)::text
            from drift_alert a join lateral (
              select o.alert, o.state from alert_outbox o
              where o.dataset = a.dataset and o.receiver = ? and o.alert_id = a.alert_id
                and o.kind = 'opened'
              order by o.id desc limit 1) f on f.state = 'delivered'
            where a.dataset = ? and (a.state = 'open' or exists (
              select from alert_outbox r
              where r.dataset = a.dataset and r.receiver = ? and r.alert_id = a.alert_id
                and r.kind = 'resolved' and r.state = 'delivered'
                and r.last_attempt_at > clock_timestamp() - ? * interval '1 millisecond'))
            order by a.alert_id\
            """;

    private static final String COUNT =
            "select count(*) filter (where state = 'waiting'), count(*) filter (where state ="
                    + " 'dead') from alert_outbox where dataset = ? and receiver = ?";

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final Connection connection;
    private final String dataset;
    private final String receiver;

    /**
     * @param connection that nobody else uses
     */
    AlertOutbox(Connection connection, String dataset, String receiver) throws SQLException {
        this.connection = connection;
        this.dataset = dataset;
        this.receiver = receiver;
        connection.setAutoCommit(false);
    }

    /** From now on changes of alerts become messages to this receiver. */
    void register(List<String> kinds) throws SQLException {
        try (PreparedStatement register =
                connection.prepareStatement("select register_receiver(?, ?, ?)")) {
            register.setString(1, dataset);
            register.setString(2, receiver);
            register.setArray(3, connection.createArrayOf("text", kinds.toArray()));
            register.execute();
        }
        connection.commit();
    }

    /** The next message that is due, or null; it must be settled. */
    Message claim() throws SQLException {
        try (PreparedStatement claim = connection.prepareStatement(CLAIM)) {
            claim.setString(1, dataset);
            claim.setString(2, receiver);
            try (ResultSet row = claim.executeQuery()) {
                if (row.next()) {
                    JsonNode alert = json(row.getString(6));
                    String first = row.getString(7);
                    return new Message(
                            row.getLong(1),
                            row.getString(2),
                            row.getString(3),
                            row.getString(4),
                            row.getInt(5),
                            alert,
                            first == null ? alert : json(first));
                }
            }
        }
        connection.commit();
        return null;
    }

    /**
     * Notes how an attempt ended.
     *
     * @param state delivered, waiting or dead
     * @param delay until the next attempt
     */
    void settle(Message message, String state, Answer answer, Duration delay) throws SQLException {
        try (PreparedStatement settle = connection.prepareStatement(SETTLE)) {
            settle.setString(1, state);
            if (answer.status() == 0) {
                settle.setNull(2, Types.INTEGER);
            } else {
                settle.setInt(2, answer.status());
            }
            settle.setString(3, answer.problem());
            settle.setLong(4, delay.toMillis());
            settle.setLong(5, message.id());
            settle.executeUpdate();
        }
        connection.commit();
    }

    /** Alerts that are open, or have been resolved no longer than a time ago. */
    List<AlertmanagerReceiver.Standing> standing(Duration resolvedFor) throws SQLException {
        List<AlertmanagerReceiver.Standing> all = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(STANDING)) {
            select.setString(1, receiver);
            select.setString(2, dataset);
            select.setString(3, receiver);
            select.setLong(4, resolvedFor.toMillis());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    all.add(
                            new AlertmanagerReceiver.Standing(
                                    json(rows.getString(1)), json(rows.getString(2))));
                }
            }
        }
        connection.commit();
        return all;
    }

    Undelivered undelivered() throws SQLException {
        try (PreparedStatement count = connection.prepareStatement(COUNT)) {
            count.setString(1, dataset);
            count.setString(2, receiver);
            try (ResultSet row = count.executeQuery()) {
                row.next();
                Undelivered undelivered = new Undelivered(row.getLong(1), row.getLong(2));
                connection.commit();
                return undelivered;
            }
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the database gave no JSON", e);
        }
    }
}
