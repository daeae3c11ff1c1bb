package dev.routesight.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Decodes records of the native format, version 1, to an event or a refusal; never throws. Not
 * thread-safe: each reader has its own.
 */
public final class EventDecoder {
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(500)
                                    .maxStringLength(4 << 20)
                                    .maxNumberLength(1000)
                                    .build())
                    .build();

    private final DecoderOptions options;
    private final MessageDigest sha256 = Bounded.sha256();
    private final Fields fields = Fields.empty();
    private final Parts parts;

    public EventDecoder(DecoderOptions options) {
        this.options = options;
        this.parts = new Parts(options);
    }

    /**
     * Decodes the record in {@code buf[off, off + len)}; null when it is blank.
     *
     * @param recordTs the record's own time, or the time until which is read, in epoch
     *     milliseconds; {@code Long.MAX_VALUE} for no check of plausibility
     */
    public Decoded decode(
            byte[] buf, int off, int len, String source, long position, long recordTs) {
        if (blank(buf, off, len)) {
            return null;
        }
        fields.clear();
        String place = "malformed";
        String reason;
        try {
            parse(buf, off, len);
            if (!(fields.raw("type") instanceof String name)) {
                throw new MalformedException("type: absent or not a string");
            }
            byte type = EventType.codeOf(name);
            if (type == 0) {
                place = "unknown_type";
                throw new MalformedException("type: not in the table");
            }
            Event event = parts.event(type, fields, source, position, digest(buf, off, len));
            long limit = recordTs + options.maxSkewMillis();
            boolean plausible =
                    recordTs == Long.MAX_VALUE || limit < recordTs || event.ts() <= limit;
            if (plausible) {
                return Decoded.of(event);
            }
            place = "implausible_time";
            reason = "ts: ahead of the record by more than max-skew";
        } catch (MalformedException e) {
            reason = e.getMessage();
        } catch (JsonProcessingException e) {
            // Jackson's message quotes the record
            reason = "not one valid JSON object within the limits of size and depth";
        } catch (IOException | RuntimeException e) {
            reason = e.getClass().getName();
        }
        byte[] raw =
                options.rawBytes() == 0
                        ? null
                        : Arrays.copyOfRange(buf, off, off + Math.min(len, options.rawBytes()));
        return Decoded.refused(
                new Refusal(place, eventId(), tsOrMinusOne(), reason, source, position, raw));
    }

    private void parse(byte[] buf, int off, int len) throws IOException {
        if (!Utf8.valid(buf, off, len)) {
            throw new MalformedException("not UTF-8, or a NUL byte");
        }
        if (len >= 3 && buf[off] == (byte) 0xef && buf[off + 1] == (byte) 0xbb) {
            if (buf[off + 2] == (byte) 0xbf) {
                throw new MalformedException("begins with a byte order mark");
            }
        }
        try (JsonParser p = JSON.createParser(buf, off, len)) {
            if (p.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedException("not one JSON object");
            }
            fields.read(p);
            if (p.currentToken() != JsonToken.END_OBJECT || p.nextToken() != null) {
                throw new MalformedException("trailing content");
            }
        }
    }

    private long digest(byte[] buf, int off, int len) {
        sha256.update(buf, off, len);
        return ByteBuffer.wrap(sha256.digest()).getLong();
    }

    private String eventId() {
        return fields.raw("event_id") instanceof String s ? Bounded.id(s) : "";
    }

    private long tsOrMinusOne() {
        try {
            return fields.ts();
        } catch (MalformedException e) {
            return -1;
        }
    }

    private static boolean blank(byte[] buf, int off, int len) {
        for (int i = off; i < off + len; i++) {
            byte b = buf[i];
            if (b != ' ' && (b < 9 || b > 13)) {
                return false;
            }
        }
        return true;
    }
}
