package dev.routesight.drift;

import java.nio.ByteBuffer;

/** Integers of at least 0 in seven bits a byte, small ones short. */
final class VarInts {
    private VarInts() {}

    static int size(long value) {
        return Math.max(1, (64 - Long.numberOfLeadingZeros(value) + 6) / 7);
    }

    static void put(ByteBuffer to, long value) {
        long rest = value;
        while (rest >= 0x80) {
            to.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        to.put((byte) rest);
    }

    static long get(ByteBuffer from) {
        long value = 0;
        int shift = 0;
        while (true) {
            byte b = from.get();
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
            shift += 7;
        }
    }
}
