package dev.routesight.source;

import dev.routesight.event.DecoderOptions;
import dev.routesight.event.EventDecoder;
import dev.routesight.wording.Classifiers;
import dev.routesight.wording.CueFiles;
import java.io.Serializable;

/**
 * Makes a decoder for each reader; decoders hold buffers and serve one thread.
 *
 * @param maxSkewMillis how far an event's time may be ahead of its record's
 * @param rawBytes how many bytes of a malformed record are kept; 0 keeps none
 * @param maxTextCodePoints how much of a message is looked at; with 0 no text is judged
 * @param cues the user's own cues
 */
public record DecoderFactory(long maxSkewMillis, int rawBytes, int maxTextCodePoints, CueFiles cues)
        implements Serializable {

    public EventDecoder create() {
        return new EventDecoder(
                new DecoderOptions(
                        maxSkewMillis,
                        rawBytes,
                        maxTextCodePoints,
                        maxTextCodePoints == 0 ? null : Classifiers.with(cues, maxTextCodePoints)));
    }
}
