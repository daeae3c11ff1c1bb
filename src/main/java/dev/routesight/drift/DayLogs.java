package dev.routesight.drift;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the last days said for two sizes of change in each direction, for {@link ChangePoint}: log
 * likelihood ratios in quarters, rounded down, at most 16 either way (which adds e^−16 to a mean of
 * 1). Kept since the detector's last start, two weeks at most. Mutable.
 */
final class DayLogs {
    static final int MOST_DAYS = 14;
    static final int STEPS = 4;
    private static final int LARGEST = 16 * STEPS;

    /** Components, and for each day, oldest first, its number and quarters. */
    private record Day(int day, int[] quarters) {}

    private final List<Day> days = new ArrayList<>();
    private int size;

    /** Whether older days were left out. */
    private boolean older;

    /** The day under way; sums are empty between days. */
    private int today;

    private float[] sums = {};

    /** The components that are kept: the smallest and the third largest either way. */
    static int[] componentsOf(EffectGrid grid) {
        int[] kept = new int[4];
        int count = 0;
        for (Direction direction : Direction.values()) {
            int[] all = componentsOf(grid, direction);
            for (int at : new int[] {0, all.length * 5 / 8}) {
                if (at < all.length && (count == 0 || kept[count - 1] != all[at])) {
                    kept[count++] = all[at];
                }
            }
        }
        return Arrays.copyOf(kept, count);
    }

    private static int[] componentsOf(EffectGrid grid, Direction direction) {
        double[] effects = grid.effects();
        return java.util.stream.IntStream.range(0, effects.length)
                .filter(j -> Direction.of(effects[j]) == direction)
                .boxed()
                .sorted(java.util.Comparator.comparingDouble(j -> Math.abs(effects[j])))
                .mapToInt(j -> j)
                .toArray();
    }

    /**
     * Takes a block in.
     *
     * @param logs by kept component
     * @param whole whether nothing more of its day will come
     */
    void add(int day, double[] logs, boolean whole) {
        if (sums.length > 0 && today != day) {
            close();
        }
        if (sums.length == 0) {
            today = day;
            sums = new float[logs.length];
        }
        for (int c = 0; c < logs.length; c++) {
            sums[c] += (float) logs[c];
        }
        if (whole) {
            close();
        }
    }

    private void close() {
        int[] quarters = new int[sums.length];
        for (int c = 0; c < quarters.length; c++) {
            quarters[c] = quarters(sums[c]);
        }
        days.add(new Day(today, quarters));
        size = quarters.length;
        if (days.size() > MOST_DAYS) {
            days.remove(0);
            older = true;
        }
        sums = new float[0];
    }

    static int quarters(double log) {
        return (int) Math.max(-LARGEST, Math.min(LARGEST, Math.floor(log * STEPS)));
    }

    /** It with another block; this one stays as it is. */
    DayLogs with(int day, double[] logs) {
        DayLogs copy = copy();
        copy.add(day, logs, true);
        return copy;
    }

    /** It with the day under way as if that were over; this one stays as it is. */
    DayLogs untilNow() {
        DayLogs copy = copy();
        if (copy.sums.length > 0) {
            copy.close();
        }
        return copy;
    }

    private DayLogs copy() {
        DayLogs copy = new DayLogs();
        copy.days.addAll(days);
        copy.older = older;
        copy.size = size;
        copy.today = today;
        copy.sums = sums.clone();
        return copy;
    }

    void clear() {
        days.clear();
        older = false;
        sums = new float[0];
    }

    int count() {
        return days.size();
    }

    int day(int at) {
        return days.get(at).day;
    }

    int quarters(int at, int component) {
        return days.get(at).quarters[component];
    }

    boolean older() {
        return older;
    }

    /** At most so many bytes are written. */
    int most() {
        return 16
                + 4 * sums.length
                + PackedCounts.most(days.size())
                + size * PackedCounts.most(days.size());
    }

    void write(ByteBuffer to, int base) {
        to.put((byte) (days.size() << 3 | (older ? 4 : 0) | (sums.length > 0 ? 2 : 0)));
        if (sums.length > 0) {
            VarInts.putSigned(to, (long) base - today);
            to.put((byte) sums.length);
            for (float sum : sums) {
                to.putFloat(sum);
            }
        }
        if (days.isEmpty()) {
            return;
        }
        int last = days.get(days.size() - 1).day;
        VarInts.putSigned(to, (long) base - last);
        to.put((byte) size);
        long[] gaps = new long[days.size() - 1];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = days.get(i + 1).day - days.get(i).day - 1L;
        }
        PackedCounts.write(to, gaps);
        for (int c = 0; c < size; c++) {
            long[] steps = new long[days.size()];
            long before = 0;
            for (int i = 0; i < steps.length; i++) {
                long now = days.get(i).quarters[c];
                steps[i] = VarInts.unsigned(now - before);
                before = now;
            }
            PackedCounts.write(to, steps);
        }
    }

    static DayLogs read(ByteBuffer from, int base) {
        DayLogs read = new DayLogs();
        int head = from.get();
        read.older = (head & 4) != 0;
        if ((head & 2) != 0) {
            read.today = (int) (base - VarInts.getSigned(from));
            read.sums = new float[from.get()];
            for (int c = 0; c < read.sums.length; c++) {
                read.sums[c] = from.getFloat();
            }
        }
        int count = head >>> 3;
        if (count == 0) {
            return read;
        }
        int last = (int) (base - VarInts.getSigned(from));
        read.size = from.get();
        long[] gaps = PackedCounts.read(from, count - 1);
        long[][] steps = new long[read.size][];
        for (int c = 0; c < read.size; c++) {
            steps[c] = PackedCounts.read(from, count);
        }
        int day = last - count + 1;
        for (long gap : gaps) {
            day -= (int) gap;
        }
        int[] quarters = new int[read.size];
        for (int i = 0; i < count; i++) {
            for (int c = 0; c < quarters.length; c++) {
                quarters[c] += (int) VarInts.signed(steps[c][i]);
            }
            read.days.add(new Day(day, quarters.clone()));
            day += i < gaps.length ? 1 + (int) gaps[i] : 0;
        }
        return read;
    }
}
