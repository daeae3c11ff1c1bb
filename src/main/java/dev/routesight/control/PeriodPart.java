package dev.routesight.control;

import java.util.Arrays;

/**
 * What has come of a period so far: each window is taken in once, in any order.
 *
 * @param bins {@link PeriodBins} as bytes
 * @param taken a bit for each window of the period
 */
public record PeriodPart(byte[] bins, long[] taken) {

    public static PeriodPart of(ControlSettings settings, long periodStart) {
        return new PeriodPart(
                new PeriodBins(periodStart, settings.scoreBins()).toBytes(), new long[0]);
    }

    /** Whether the window with this number was taken in. */
    public boolean has(int number) {
        return number >>> 6 < taken.length && (taken[number >>> 6] & 1L << number) != 0;
    }

    /** With the window of this number, counted from the start of the period. */
    public PeriodPart with(int number, byte[] window) {
        PeriodBins sums = PeriodBins.fromBytes(bins);
        sums.add(PeriodBins.fromBytes(window));
        long[] more = Arrays.copyOf(taken, Math.max(taken.length, (number >>> 6) + 1));
        more[number >>> 6] |= 1L << number;
        return new PeriodPart(sums.toBytes(), more);
    }
}
