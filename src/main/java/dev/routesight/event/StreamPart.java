package dev.routesight.event;

import dev.routesight.wording.TextFeatures;

/**
 * A state of the answer's stream.
 *
 * @param state {@link #STARTED}, {@link #PROGRESS}, {@link #COMPLETED}, {@link #ABORTED} or {@link
 *     #FAILED}
 * @param byServer true when {@code by} is {@code server}; absent means the client
 * @param tokens null when absent
 * @param costNanos the actual cost so far in 1e-9 USD; null when absent
 * @param answer features of the answer; null unless the producer sends its text
 * @param verifier who scored the answer; null when absent
 * @param verifierScore score that the cascade's verifier gave the answer, which shipped; null when
 *     absent
 */
public record StreamPart(
        String decisionId,
        byte state,
        boolean byServer,
        Integer tokens,
        Integer expectedTokens,
        Integer ttftMillis,
        Long costNanos,
        TextFeatures answer,
        String verifier,
        Double verifierScore) {
    public static final byte STARTED = 1;
    public static final byte PROGRESS = 2;
    public static final byte COMPLETED = 3;
    public static final byte ABORTED = 4;
    public static final byte FAILED = 5;
}
