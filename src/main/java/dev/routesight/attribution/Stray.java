package dev.routesight.attribution;

import dev.routesight.event.Event;
import dev.routesight.event.EventType;

/** Describes an event that came to nothing. */
final class Stray {
    private Stray() {}

    static StrayEvent of(Event event, String place, String reason) {
        String named = event.namedDecision();
        return new StrayEvent(
                place,
                event.eventId(),
                EventType.nameOf(event.type()),
                event.ts(),
                event.sessionId(),
                named == null ? "" : named,
                reason,
                event.source(),
                event.position());
    }
}
