package dev.routesight.drift;

import java.nio.ByteBuffer;

/**
 * Counts of one kind in few bits each, by exponential Golomb codes of the order that suits them
 * best: a count v of order k takes 2 ⌊log2(v / 2^k + 1)⌋ + 1 + k bits. Counts may differ by orders
 * of magnitude, and are taken as without a sign; equal counts give equal bytes.
 */
final class PackedCounts {
    private static final int ORDERS = 32;

    private PackedCounts() {}

    static void write(ByteBuffer to, long[] counts) {
        int order = order(counts);
        to.put((byte) order);
        Bits bits = new Bits(to);
        for (long count : counts) {
            long rest = (count >>> order) + 1;
            int length = 64 - Long.numberOfLeadingZeros(rest);
            bits.put(0, length - 1);
            bits.put(rest, length);
            bits.put(count, order);
        }
        bits.flush();
    }

    static long[] read(ByteBuffer from, int size) {
        int order = from.get();
        Bits bits = new Bits(from);
        long[] counts = new long[size];
        for (int i = 0; i < size; i++) {
            int length = 1;
            while (bits.get(1) == 0) {
                length++;
            }
            long rest = 1L << length - 1 | bits.get(length - 1);
            counts[i] = rest - 1 << order | bits.get(order);
        }
        return counts;
    }

    /** At most so many bytes are written. */
    static int most(int size) {
        return 2 + 16 * size;
    }

    private static int order(long[] counts) {
        // one more than the highest of all numbers is none
        int first = 0;
        for (long count : counts) {
            first |= count == -1 ? 1 : 0;
        }
        int best = first;
        long least = Long.MAX_VALUE;
        for (int order = first; order < ORDERS; order++) {
            long bits = 0;
            for (long count : counts) {
                int length = 64 - Long.numberOfLeadingZeros((count >>> order) + 1);
                bits += 2L * length - 1 + order;
            }
            if (bits < least) {
                least = bits;
                best = order;
            }
        }
        return best;
    }
}
