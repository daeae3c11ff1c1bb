package dev.routesight.drift;

import java.nio.ByteBuffer;

/** Integers of at least 0 in seven bits a byte, small ones short. */
public final class VarInts {
    private VarInts() {}

    public static int size(long value) {
        return Math.max(1, (64 - Long.numberOfLeadingZeros(value) + 6) / 7);
    }

    public static void put(ByteBuffer to, long value) {
        long rest = value;
        while (rest >= 0x80) {
            to.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        to.put((byte) rest);
    }

    /** One that may be below 0. */
    public static void putSigned(ByteBuffer to, long value) {
        put(to, unsigned(value));
    }

    public static long getSigned(ByteBuffer from) {
        return signed(get(from));
    }

    /** Numbers near 0 of either sign become small ones of at least 0. */
    static long unsigned(long value) {
        return value << 1 ^ value >> 63;
    }

    static long signed(long unsigned) {
        return unsigned >>> 1 ^ -(unsigned & 1);
    }

    public static long get(ByteBuffer from) {
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
