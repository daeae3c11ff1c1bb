package dev.routesight.event;

/**
 * What became of one record read: exactly one of event and refusal.
 *
 * @param event the event, or null
 * @param refusal why there is none, or null
 */
public record Decoded(Event event, Refusal refusal) {

    public static Decoded of(Event event) {
        return new Decoded(event, null);
    }

    public static Decoded refused(Refusal refusal) {
        return new Decoded(null, refusal);
    }

    /** Where the record was read. */
    public String source() {
        return event != null ? event.source() : refusal.source();
    }
}
