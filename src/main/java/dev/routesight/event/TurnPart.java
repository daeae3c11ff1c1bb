package dev.routesight.event;

import dev.routesight.wording.TextFeatures;

/**
 * A user message.
 *
 * @param turn 0-based number
 * @param features of the message; null when the producer sends no text
 * @param language as the producer says; empty when absent
 * @param cue a signal kind the producer found itself ({@code correction} and {@code rephrase}
 *     count); null when absent
 */
public record TurnPart(int turn, TextFeatures features, String language, String cue) {}
