package dev.routesight.tally;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.function.Consumer;

/** Makes rows of a cut's day from its cells. */
public final class BucketRows {
    private final String cut;
    private final long day;
    private final long observedUntil;

    public BucketRows(String cut, long day, long observedUntil) {
        this.cut = cut;
        this.day = day;
        this.observedUntil = observedUntil;
    }

    /** The final rows of a cell, one a bucket in use. */
    public void of(BucketKey key, Bucketed sums, Consumer<BucketRow> out) {
        long ripe = ripeAt(day, key);
        int at = 0;
        for (long left = sums.used; left != 0; left &= left - 1, at += key.length()) {
            BigDecimal[] values = new BigDecimal[(key.length() - key.counts()) / 2];
            for (int i = 0; i < values.length; i++) {
                values[i] = ExactSums.valueAt(sums.values, at + key.counts() + 2 * i);
            }
            out.accept(
                    new BucketRow(
                            cut,
                            key,
                            day,
                            Long.numberOfTrailingZeros(left),
                            true,
                            ripe <= observedUntil,
                            ripe,
                            Arrays.copyOfRange(sums.values, at, at + key.counts()),
                            values));
        }
    }

    /** When nothing more comes to a cell of a day. */
    public static long ripeAt(long day, BucketKey key) {
        return day + Retained.DAY + key.cell().horizonMillis();
    }
}
