package dev.routesight.tally;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Sums of 1e-9 as exact 128-bit integers, two longs each (high, low): the same whatever the order.
 */
public final class ExactSums {
    private static final long NANO = 1_000_000_000L;
    private static final long HALF = NANO / 2;
    private static final long LOW_32 = 0xffff_ffffL;
    private static final double LARGEST_LONG = 0x1p62;
    private static final long LARGEST_SQUARED = 3_037_000_499L;
    private static final int LENGTH = 2 * TallySum.values().length;

    private ExactSums() {}

    public static long[] create() {
        return new long[LENGTH];
    }

    public static void add(long[] sums, TallySum sum, long term) {
        addAt(sums, 2 * sum.ordinal(), term);
    }

    /** Adds to the sum whose two longs begin at a place. */
    static void addAt(long[] sums, int at, long term) {
        addWide(sums, at, term >> 63, term);
    }

    /** Adds a term in units, quantised once to 1e-9, half-even; below 1e29. */
    static void addTerm(long[] sums, int at, double term) {
        double nanos = Math.rint(term * NANO);
        if (Math.abs(nanos) < LARGEST_LONG) {
            addAt(sums, at, (long) nanos);
            return;
        }
        BigInteger wide = BigDecimal.valueOf(nanos).toBigInteger();
        addWide(sums, at, wide.shiftRight(64).longValueExact(), wide.longValue());
    }

    /** Adds the square of a term in 1e-9, quantised once to 1e-9, half-even. */
    public static void addSquare(long[] sums, TallySum sum, long term) {
        int at = 2 * sum.ordinal();
        if (term <= LARGEST_SQUARED && term >= -LARGEST_SQUARED) {
            addWide(sums, at, 0, halfEven(term * term));
            return;
        }
        long magnitude = Math.abs(term);
        long high = Math.multiplyHigh(magnitude, magnitude);
        long low = magnitude * magnitude;
        // schoolbook division by 1e9, 32 bits at a time: no quotient of a step exceeds 32 bits
        long d3 = high >>> 32;
        long d2 = (d3 % NANO << 32) + (high & LOW_32);
        long d1 = (d2 % NANO << 32) + (low >>> 32);
        long d0 = (d1 % NANO << 32) + (low & LOW_32);
        long wholeHigh = (d3 / NANO << 32) + d2 / NANO;
        long wholeLow = (d1 / NANO << 32) + d0 / NANO;
        addWide(sums, at, wholeHigh, wholeLow);
        long rest = d0 % NANO;
        if (rest > HALF || rest == HALF && (wholeLow & 1) == 1) {
            addWide(sums, at, 0, 1);
        }
    }

    public static void addAll(long[] sums, long[] others) {
        for (int at = 0; at < others.length; at += 2) {
            addWide(sums, at, others[at], others[at + 1]);
        }
    }

    /** The sum in units, scale 9. */
    public static BigDecimal valueOf(long[] sums, TallySum sum) {
        return valueAt(sums, 2 * sum.ordinal());
    }

    static BigDecimal valueAt(long[] sums, int at) {
        if (sums[at] == sums[at + 1] >> 63) {
            return BigDecimal.valueOf(sums[at + 1], 9);
        }
        BigInteger low = new BigInteger(Long.toUnsignedString(sums[at + 1]));
        return new BigDecimal(BigInteger.valueOf(sums[at]).shiftLeft(64).add(low), 9);
    }

    private static long halfEven(long square) {
        long whole = square / NANO;
        long rest = square % NANO;
        boolean up = rest > HALF || rest == HALF && (whole & 1) == 1;
        return up ? whole + 1 : whole;
    }

    static void addWide(long[] sums, int at, long high, long low) {
        long sum = sums[at + 1] + low;
        long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
        sums[at + 1] = sum;
        sums[at] += high + carry;
    }
}
