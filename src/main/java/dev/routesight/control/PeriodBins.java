package dev.routesight.control;

import dev.routesight.drift.VarInts;
import dev.routesight.tally.Cell;
import dev.routesight.tally.CellKey;
import dev.routesight.tally.ExactSums;
import dev.routesight.tally.TallyCount;
import dev.routesight.tally.TallySum;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Sums of a cohort over a period by bin of the score and {@link Traffic}, and the thresholds that
 * decisions were made with. All are integers, so that they add up to the same in any order.
 * Mutable.
 */
public final class PeriodBins {
    private static final byte VERSION = 1;
    private static final int TRAFFICS = Traffic.values().length;

    /** Two of them add up within a long, and fit {@link VarInts}. */
    private static final long LARGEST = 1L << 61;

    private static final int LONGEST_VAR_INT = 10;

    private final long periodStart;
    private final int bins;
    private final long[] sums;
    private double smallest = Double.POSITIVE_INFINITY;
    private double largest = Double.NEGATIVE_INFINITY;

    /** The last window with a threshold, and the smallest and largest of it. */
    private long lastWindow = Long.MIN_VALUE;

    private double lastLow = Double.POSITIVE_INFINITY;
    private double lastHigh = Double.NEGATIVE_INFINITY;

    public PeriodBins(long periodStart, int bins) {
        this.periodStart = periodStart;
        this.bins = bins;
        this.sums = new long[TRAFFICS * bins * BinSum.LENGTH];
    }

    public long periodStart() {
        return periodStart;
    }

    public int bins() {
        return bins;
    }

    public long get(Traffic traffic, int bin, BinSum sum) {
        return sums[at(traffic, bin, sum)];
    }

    /** Over all bins. */
    public long total(Traffic traffic, BinSum sum) {
        long total = 0;
        for (int bin = 0; bin < bins; bin++) {
            total += get(traffic, bin, sum);
        }
        return total;
    }

    /** Decisions of a bin, whatever became of them. */
    public long decisions(int bin) {
        long decisions = 0;
        for (Traffic traffic : Traffic.values()) {
            decisions += get(traffic, bin, BinSum.DECISIONS);
        }
        return decisions;
    }

    public void add(Traffic traffic, int bin, BinSum sum, long more) {
        int at = at(traffic, bin, sum);
        sums[at] = plus(sums[at], more);
    }

    /** The router decided with this threshold in a window of the tallies. */
    public void addThreshold(long windowStart, double threshold) {
        smallest = Math.min(smallest, threshold);
        largest = Math.max(largest, threshold);
        addLast(windowStart, threshold, threshold);
    }

    private void addLast(long windowStart, double low, double high) {
        if (windowStart > lastWindow) {
            lastWindow = windowStart;
            lastLow = low;
            lastHigh = high;
        } else if (windowStart == lastWindow) {
            lastLow = Math.min(lastLow, low);
            lastHigh = Math.max(lastHigh, high);
        }
    }

    /**
     * Adds a final cell of a window, one of {@code score_tally}'s rows. Cells of other horizons and
     * routes and those without a score say nothing.
     */
    public void add(ControlSettings settings, long windowStart, CellKey key, Cell cell) {
        boolean reference = settings.isReference(key.route());
        if (key.horizonMillis() != settings.horizonMillis()
                || key.scoreBin() < 0
                || !reference && !settings.isCheap(key.route())) {
            return;
        }
        Traffic traffic = Traffic.of(!"policy".equals(key.assignment()), reference);
        int bin = key.scoreBin();
        add(traffic, bin, BinSum.DECISIONS, count(cell, TallyCount.DECISIONS));
        add(traffic, bin, BinSum.REJECTED, count(cell, TallyCount.REJECTED));
        add(traffic, bin, BinSum.WITH_COST, count(cell, TallyCount.WITH_COST));
        add(traffic, bin, BinSum.COST_USD, sum(cell, TallySum.COST_USD));
        add(traffic, bin, BinSum.COST_USD_SQ, sum(cell, TallySum.COST_USD_SQ));
        add(traffic, bin, BinSum.COST_REJECTED_USD, sum(cell, TallySum.COST_REJECTED_USD));
        add(traffic, bin, BinSum.UNITS, count(cell, TallyCount.UNITS));
        add(traffic, bin, BinSum.UNIT_DECISIONS_SQ, count(cell, TallyCount.UNIT_DECISIONS_SQ));
        add(
                traffic,
                bin,
                BinSum.UNIT_DECISIONS_REJECTED,
                count(cell, TallyCount.UNIT_DECISIONS_REJECTED));
        add(traffic, bin, BinSum.UNIT_REJECTED_SQ, count(cell, TallyCount.UNIT_REJECTED_SQ));
        for (int i = 0; cell.thresholds != null && i < cell.thresholds.length; i++) {
            addThreshold(windowStart, cell.thresholds[i]);
        }
    }

    /** Adds all that another part of the same period, or another period, holds. */
    public void add(PeriodBins other) {
        if (other.bins != bins) {
            throw new IllegalArgumentException(other.bins + " bins are not " + bins);
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] = plus(sums[i], other.sums[i]);
        }
        if (other.hasThreshold()) {
            smallest = Math.min(smallest, other.smallest);
            largest = Math.max(largest, other.largest);
            addLast(other.lastWindow, other.lastLow, other.lastHigh);
        }
    }

    public boolean hasThreshold() {
        return lastWindow != Long.MIN_VALUE;
    }

    /** The smallest threshold that decisions were made with, infinite without one. */
    public double smallestThreshold() {
        return smallest;
    }

    public double largestThreshold() {
        return largest;
    }

    /**
     * The threshold in force at the end: the only one of the last window that has any. {@code NaN}
     * without one, and where the last window has several.
     */
    public double lastThreshold() {
        return hasThreshold() && lastLow == lastHigh ? lastLow : Double.NaN;
    }

    /** Of absurd costs the squares may not fit: then it is the most that does. */
    private static long plus(long a, long b) {
        return bounded(a + b);
    }

    private static long bounded(long sum) {
        return Math.max(-LARGEST, Math.min(LARGEST, sum));
    }

    private static long count(Cell cell, TallyCount count) {
        return cell.counts[count.ordinal()];
    }

    private static long sum(Cell cell, TallySum sum) {
        BigInteger exact = ExactSums.valueOf(cell.sums, sum).unscaledValue();
        return exact.bitLength() < Long.SIZE
                ? bounded(exact.longValue())
                : exact.signum() * LARGEST;
    }

    private int at(Traffic traffic, int bin, BinSum sum) {
        return (traffic.ordinal() * bins + bin) * BinSum.LENGTH + sum.ordinal();
    }

    /** What a checkpoint holds. */
    public byte[] toBytes() {
        ByteBuffer to = ByteBuffer.allocate(64 + LONGEST_VAR_INT * sums.length);
        to.put(VERSION).putLong(periodStart);
        VarInts.put(to, bins);
        to.putDouble(smallest).putDouble(largest);
        to.putLong(lastWindow).putDouble(lastLow).putDouble(lastHigh);
        for (long sum : sums) {
            VarInts.putSigned(to, sum);
        }
        return Arrays.copyOf(to.array(), to.position());
    }

    /**
     * @throws IllegalArgumentException for bytes of another version
     */
    public static PeriodBins fromBytes(byte[] bytes) {
        return read(ByteBuffer.wrap(bytes));
    }

    static PeriodBins read(ByteBuffer from) {
        byte version = from.get();
        if (version != VERSION) {
            throw new IllegalArgumentException("sums of a period have version " + version);
        }
        long start = from.getLong();
        PeriodBins read = new PeriodBins(start, (int) VarInts.get(from));
        read.smallest = from.getDouble();
        read.largest = from.getDouble();
        read.lastWindow = from.getLong();
        read.lastLow = from.getDouble();
        read.lastHigh = from.getDouble();
        for (int i = 0; i < read.sums.length; i++) {
            read.sums[i] = VarInts.getSigned(from);
        }
        return read;
    }
}
