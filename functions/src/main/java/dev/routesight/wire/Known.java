package dev.routesight.wire;

import java.util.Arrays;
import java.util.function.Supplier;

/** Values of which there are few, by their bytes: read once, they are shared. */
final class Known<T> {
    private static final int SLOTS = 512;

    private final Object[] values = new Object[SLOTS];
    private final byte[][] written = new byte[SLOTS][];

    /** The value of the bytes, which {@code read} makes when they were not met lately. */
    @SuppressWarnings("unchecked") // only what read made is in there
    T get(byte[] buffer, int from, int to, Supplier<T> read) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + buffer[i];
        }
        int slot = (hash ^ hash >>> 9) & SLOTS - 1;
        byte[] bytes = written[slot];
        if (bytes == null || !Arrays.equals(bytes, 0, bytes.length, buffer, from, to)) {
            written[slot] = Arrays.copyOfRange(buffer, from, to);
            values[slot] = read.get();
        }
        return (T) values[slot];
    }
}
