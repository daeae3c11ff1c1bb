package dev.routesight.attribution;

import dev.routesight.event.Dimensions;

/**
 * A decision as retention looks at it.
 *
 * @param session hash of the session's id
 * @param eventId of the decision's event, which puts decisions of one instant in order
 * @param ts time of the decision, epoch milliseconds
 */
public record UserDecision(
        String userId, long session, String eventId, long ts, Dimensions dimensions) {}
