package dev.routesight.notify;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A change of an alert that one receiver is to be told of.
 *
 * @param key the same each time this message is sent, another for every other change
 * @param kind opened, updated or resolved
 * @param attempts how often it was sent before
 * @param alert the row of {@code drift_alert} as of this change
 * @param first the row as of the last {@code opened} message of this alert, this one included
 */
record Message(
        long id,
        String alertId,
        String key,
        String kind,
        int attempts,
        JsonNode alert,
        JsonNode first) {}
