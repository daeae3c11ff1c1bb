package dev.routesight.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads what {@link WireWriter} wrote, in the same order. */
final class WireReader {
    private static final int KNOWN = 512;

    private byte[] buffer = new byte[512];
    private int at;

    /** Texts of which there are few, by the hash of their bytes: read once, they are shared. */
    private final String[] known = new String[KNOWN];

    private final byte[][] knownBytes = new byte[KNOWN][];
    private String again = "";
    private byte[] againBytes = {};

    /** The buffer to fill with so many bytes, from which is then read. */
    byte[] begin(int length) {
        if (buffer.length < length) {
            buffer = new byte[Math.max(length, 2 * buffer.length)];
        }
        at = 0;
        return buffer;
    }

    byte oneByte() {
        return buffer[at++];
    }

    int small() {
        int value = 0;
        for (int shift = 0; ; shift += 7) {
            int b = buffer[at++];
            value |= (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
        }
    }

    long wide() {
        long value = (long) WireWriter.LONGS.get(buffer, at);
        at += 8;
        return value;
    }

    double real() {
        double value = (double) WireWriter.DOUBLES.get(buffer, at);
        at += 8;
        return value;
    }

    String text() {
        int length = small();
        String value = new String(buffer, at, length, StandardCharsets.UTF_8);
        at += length;
        return value;
    }

    /** A text that is one of few: an equal one read before is the same object. */
    String name() {
        int length = small();
        if (length == 0) {
            return "";
        }
        int hash = 0;
        for (int i = at; i < at + length; i++) {
            hash = 31 * hash + buffer[i];
        }
        int slot = (hash ^ hash >>> 9) & KNOWN - 1;
        byte[] bytes = knownBytes[slot];
        if (bytes == null || !Arrays.equals(bytes, 0, bytes.length, buffer, at, at + length)) {
            knownBytes[slot] = Arrays.copyOfRange(buffer, at, at + length);
            known[slot] = new String(buffer, at, length, StandardCharsets.UTF_8);
        }
        at += length;
        return known[slot];
    }

    /** A text that is mostly the one read here before. */
    String textAgain() {
        int from = at;
        int length = small();
        if (!Arrays.equals(againBytes, 0, againBytes.length, buffer, at, at + length)) {
            againBytes = Arrays.copyOfRange(buffer, at, at + length);
            at = from;
            again = name();
            return again;
        }
        at += length;
        return again;
    }

    String textOrNull() {
        return present() ? text() : null;
    }

    String nameOrNull() {
        return present() ? name() : null;
    }

    Integer smallOrNull() {
        return present() ? (Integer) small() : null;
    }

    Long wideOrNull() {
        return present() ? (Long) wide() : null;
    }

    Double realOrNull() {
        return present() ? (Double) real() : null;
    }

    Map<String, Double> realsOrNull() {
        if (!present()) {
            return null;
        }
        int size = small();
        Map<String, Double> values = new LinkedHashMap<>(2 * size);
        for (int i = 0; i < size; i++) {
            values.put(name(), real());
        }
        return values;
    }

    Map<String, String> textsOrNull() {
        if (!present()) {
            return null;
        }
        int size = small();
        Map<String, String> values = new LinkedHashMap<>(2 * size);
        for (int i = 0; i < size; i++) {
            values.put(name(), name());
        }
        return values;
    }

    boolean present() {
        return oneByte() != 0;
    }
}
