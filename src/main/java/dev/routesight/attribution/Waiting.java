package dev.routesight.attribution;

import dev.routesight.event.Event;

/**
 * Something that names a decision which has not come yet.
 *
 * @param decisionId the decision it waits for
 * @param event the event itself; for a decision's {@code retry_of} or {@code escalated_from}, that
 *     decision's event
 */
public record Waiting(String decisionId, Event event) {}
