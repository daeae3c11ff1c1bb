package dev.routesight.attribution;

/**
 * An event that was late or found no decision.
 *
 * @param place {@code late} or {@code orphan}
 * @param type the event's type by name
 * @param decisionId the decision it names; empty when it names none
 * @param reason in words
 */
public record StrayEvent(
        String place,
        String eventId,
        String type,
        long ts,
        String sessionId,
        String decisionId,
        String reason,
        String source,
        long position) {}
