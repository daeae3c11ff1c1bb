package dev.routesight.wire;

import dev.routesight.event.Dimensions;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads what {@link WireWriter} wrote, in the same order. */
final class WireReader {
    private byte[] buffer = new byte[512];
    private int at;

    private final Known<String> names = new Known<>();
    private final Known<Map<String, Double>> realMaps = new Known<>();
    private final Known<Dimensions> dimensions = new Known<>();
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

    int[] ints() {
        int[] values = new int[small()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (int) WireWriter.INTS.get(buffer, at);
            at += Integer.BYTES;
        }
        return values;
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
        int from = at;
        at += length;
        return names.get(
                buffer, from, at, () -> new String(buffer, from, length, StandardCharsets.UTF_8));
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

    /** Not to be changed: an equal one is the same object. */
    Map<String, Double> realsOrNull() {
        if (!present()) {
            return null;
        }
        int from = at;
        for (int left = small(); left > 0; left--) {
            skipText();
            at += Double.BYTES;
        }
        return realMaps.get(buffer, from, at, () -> reals(from));
    }

    Map<String, String> textsOrNull() {
        return present() ? texts() : null;
    }

    /** Not to be changed: equal ones are the same object. */
    Dimensions dimensions() {
        int from = at;
        for (int names = 8; names > 0; names--) {
            skipText();
        }
        skipTexts();
        return dimensions.get(buffer, from, at, () -> dimensions(from));
    }

    private Dimensions dimensions(int from) {
        at = from;
        return new Dimensions(
                name(),
                name(),
                name(),
                name(),
                name(),
                name(),
                name(),
                name(),
                present() ? texts() : null);
    }

    private void skipTexts() {
        if (present()) {
            for (int left = small(); left > 0; left--) {
                skipText();
                skipText();
            }
        }
    }

    private void skipText() {
        int length = small();
        at += length;
    }

    private Map<String, Double> reals(int from) {
        at = from;
        int size = small();
        Map<String, Double> values = new LinkedHashMap<>(2 * size);
        for (int i = 0; i < size; i++) {
            values.put(name(), real());
        }
        return Collections.unmodifiableMap(values);
    }

    private Map<String, String> texts() {
        int size = small();
        Map<String, String> values = new LinkedHashMap<>(2 * size);
        for (int i = 0; i < size; i++) {
            values.put(name(), name());
        }
        return Collections.unmodifiableMap(values);
    }

    boolean present() {
        return oneByte() != 0;
    }
}
