package dev.routesight.event;

import dev.routesight.wording.TurnClassifier;

/**
 * What the decoder may be told.
 *
 * @param maxSkewMillis how far an event may be ahead of its record
 * @param rawBytes how much of a refused record is kept; 0 keeps none
 * @param maxTextCodePoints how much of a message is looked at
 * @param classifier describes messages; null leaves their features null
 */
public record DecoderOptions(
        long maxSkewMillis, int rawBytes, int maxTextCodePoints, TurnClassifier classifier) {}
