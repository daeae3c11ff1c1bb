package dev.routesight.event;

/**
 * Something the user did at the answer.
 *
 * @param decisionId null when the producer does not name it
 * @param turn the edited turn; null when absent
 */
public record ActionPart(byte action, String decisionId, Integer turn) {
    public static final byte REGENERATE = 1;
    public static final byte EDIT = 2;
    public static final byte STOP = 3;
    public static final byte COPY = 4;
    public static final byte THUMBS_UP = 5;
    public static final byte THUMBS_DOWN = 6;
}
