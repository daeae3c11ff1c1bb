package dev.routesight.notify;

import java.util.Set;

/**
 * What came of sending a message.
 *
 * @param status of HTTP; 0 when there was no answer
 * @param problem null when it was taken
 */
record Answer(int status, String problem) {
    /** With these a receiver says of the message itself that it will never take it. */
    private static final Set<Integer> NEVER = Set.of(400, 410, 413, 415, 422);

    boolean taken() {
        return problem == null;
    }

    boolean never() {
        return NEVER.contains(status);
    }
}
