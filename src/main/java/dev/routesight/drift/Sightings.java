package dev.routesight.drift;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * When the values of something that may change beside a rate (router version, model, threshold)
 * were seen first and last. Of more than eight values those seen last stay. Mutable.
 */
final class Sightings {
    private static final int MOST = 8;

    private record Span(int first, int last) {}

    private final Map<String, Span> spans = new TreeMap<>();

    void see(String value, int window) {
        Span span = spans.get(value);
        spans.put(value, new Span(span == null ? window : span.first, window));
        if (spans.size() > MOST) {
            Comparator<Map.Entry<String, Span>> byLast =
                    Comparator.comparingInt(entry -> entry.getValue().last);
            spans.remove(
                    spans.entrySet().stream()
                            .min(byLast.thenComparing(Map.Entry::getKey))
                            .orElseThrow()
                            .getKey());
        }
    }

    /** Seen in some of so many windows before a window. */
    String[] before(int window, int windows) {
        return spans.entrySet().stream()
                .filter(entry -> entry.getValue().first < window)
                .filter(entry -> entry.getValue().last >= window - windows)
                .map(Map.Entry::getKey)
                .toArray(String[]::new);
    }

    /** Seen in a window or after it. */
    String[] since(int window) {
        return spans.entrySet().stream()
                .filter(entry -> entry.getValue().last >= window)
                .map(Map.Entry::getKey)
                .toArray(String[]::new);
    }

    /** The value seen first the latest and the one before it, fewer if there are fewer. */
    String[] newestTwo() {
        Comparator<Map.Entry<String, Span>> byFirst =
                Comparator.comparingInt(entry -> entry.getValue().first);
        return spans.entrySet().stream()
                .sorted(byFirst.thenComparing(Map.Entry::getKey).reversed())
                .limit(2)
                .map(Map.Entry::getKey)
                .toArray(String[]::new);
    }

    /** At most so many bytes are written. */
    int most() {
        int bytes = 1;
        for (Map.Entry<String, Span> entry : spans.entrySet()) {
            int name = entry.getKey().getBytes(StandardCharsets.UTF_8).length;
            Span span = entry.getValue();
            bytes += VarInts.size(name) + name + 10 + VarInts.size((long) span.last - span.first);
        }
        return bytes;
    }

    /** Windows are told by how far they lie before a base. */
    void write(ByteBuffer to, int base) {
        to.put((byte) spans.size());
        spans.forEach(
                (value, span) -> {
                    byte[] name = value.getBytes(StandardCharsets.UTF_8);
                    VarInts.put(to, name.length);
                    to.put(name);
                    VarInts.putSigned(to, (long) base - span.last);
                    VarInts.put(to, (long) span.last - span.first);
                });
    }

    static Sightings read(ByteBuffer from, int base) {
        Sightings read = new Sightings();
        int values = from.get();
        for (int i = 0; i < values; i++) {
            byte[] name = new byte[(int) VarInts.get(from)];
            from.get(name);
            int last = (int) (base - VarInts.getSigned(from));
            int first = (int) (last - VarInts.get(from));
            read.spans.put(new String(name, StandardCharsets.UTF_8), new Span(first, last));
        }
        return read;
    }
}
