package dev.routesight.drift;

import java.nio.ByteBuffer;

/** Writes bits to a buffer, or reads them from it, the highest first. */
final class Bits {
    private final ByteBuffer buffer;
    private int current;
    private int used;

    Bits(ByteBuffer buffer) {
        this.buffer = buffer;
    }

    /** Writes the lowest bits of a value. */
    void put(long value, int bits) {
        for (int i = bits - 1; i >= 0; i--) {
            current = current << 1 | (int) (value >>> i & 1);
            if (++used == 8) {
                buffer.put((byte) current);
                current = 0;
                used = 0;
            }
        }
    }

    /** Fills up the last byte. */
    void flush() {
        if (used > 0) {
            buffer.put((byte) (current << 8 - used));
            current = 0;
            used = 0;
        }
    }

    /** Reads so many bits; what is left of the last byte is never read. */
    long get(int bits) {
        long value = 0;
        for (int i = 0; i < bits; i++) {
            if (used == 0) {
                current = buffer.get();
                used = 8;
            }
            value = value << 1 | current >>> --used & 1;
        }
        return value;
    }
}
