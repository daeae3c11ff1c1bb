package dev.routesight.tally;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * Sums of 1e-9 as exact 128-bit integers, two longs each (high, low): the same whatever the order.
 */
public final class ExactSums {
    private static final BigDecimal NANO = BigDecimal.valueOf(1_000_000_000L);
    private static final long LARGEST_SQUARED = 3_037_000_499L;

    private ExactSums() {}

    public static long[] create() {
        return new long[2 * TallySum.values().length];
    }

    public static void add(long[] sums, TallySum sum, long term) {
        addWide(sums, 2 * sum.ordinal(), term >> 63, term);
    }

    /** Adds the square of a term in 1e-9, quantised once to 1e-9, half-even. */
    public static void addSquare(long[] sums, TallySum sum, long term) {
        int at = 2 * sum.ordinal();
        if (-LARGEST_SQUARED < term && term < LARGEST_SQUARED) {
            addWide(sums, at, 0, halfEven(term * term));
            return;
        }
        BigInteger square =
                new BigDecimal(BigInteger.valueOf(term).pow(2))
                        .divide(NANO, 0, RoundingMode.HALF_EVEN)
                        .toBigIntegerExact();
        addWide(sums, at, square.shiftRight(64).longValue(), square.longValue());
    }

    public static void addAll(long[] sums, long[] others) {
        for (int at = 0; at < others.length; at += 2) {
            addWide(sums, at, others[at], others[at + 1]);
        }
    }

    /** The sum in units, scale 9. */
    public static BigDecimal valueOf(long[] sums, TallySum sum) {
        int at = 2 * sum.ordinal();
        BigInteger low = new BigInteger(Long.toUnsignedString(sums[at + 1]));
        return new BigDecimal(BigInteger.valueOf(sums[at]).shiftLeft(64).add(low), 9);
    }

    private static long halfEven(long square) {
        long whole = square / 1_000_000_000L;
        long rest = square % 1_000_000_000L;
        boolean up = rest > 500_000_000L || rest == 500_000_000L && (whole & 1) == 1;
        return up ? whole + 1 : whole;
    }

    private static void addWide(long[] sums, int at, long high, long low) {
        long sum = sums[at + 1] + low;
        long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
        sums[at + 1] = sum;
        sums[at] += high + carry;
    }
}
