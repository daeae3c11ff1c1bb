package dev.routesight.tally;

import java.util.Arrays;
import java.util.List;

/**
 * Numbers by hash bucket of the unit of assignment, each bucket in use a stretch of the same
 * length. Mutable, for state and for the wire.
 */
public final class Bucketed {
    /** Buckets that units are hashed to, as many as a long has bits. */
    public static final int BUCKETS = Long.SIZE;

    private static final long[] NONE = {};

    /** Bit set of the buckets in use. */
    public long used;

    /** Their stretches, one after another by bucket ascending; the array may be longer. */
    public long[] values = NONE;

    public Bucketed() {}

    /** The bucket of a unit's 64-bit hash: its six highest bits. */
    public static int bucketOf(long unit) {
        return (int) (unit >>> 58);
    }

    /** What several hold together; see {@link #add}. */
    static Bucketed of(List<Bucketed> parts, int counts, int length) {
        long buckets = 0;
        for (Bucketed part : parts) {
            buckets |= part.used;
        }
        Bucketed all = new Bucketed();
        all.makeRoom(buckets, length);
        parts.forEach(part -> all.add(part, counts, length));
        return all;
    }

    /** Forgets all, and keeps the room for as much again. */
    void empty() {
        used = 0;
    }

    /** Where the stretch of a bucket begins; makes room for one that was not in use. */
    int at(int bucket, int length) {
        long bit = 1L << bucket;
        int place = Long.bitCount(used & (bit - 1)) * length;
        if ((used & bit) == 0) {
            insert(place, length);
            used |= bit;
        }
        return place;
    }

    private void insert(int place, int length) {
        int size = Long.bitCount(used) * length;
        if (values.length < size + length) {
            int room = Math.min(BUCKETS * length, Math.max(size + length, 2 * size));
            values = Arrays.copyOf(values, room);
        }
        System.arraycopy(values, place, values, place + length, size - place);
        Arrays.fill(values, place, place + length, 0);
    }

    /**
     * Adds all that another holds.
     *
     * @param counts the first numbers of a stretch: plain ones; the rest are {@link ExactSums}
     */
    public void add(Bucketed other, int counts, int length) {
        makeRoom(other.used, length);
        int from = 0;
        for (long left = other.used; left != 0; left &= left - 1, from += length) {
            int to = at(Long.numberOfTrailingZeros(left), length);
            for (int i = 0; i < counts; i++) {
                values[to + i] += other.values[from + i];
            }
            for (int i = counts; i < length; i += 2) {
                ExactSums.addWide(
                        values, to + i, other.values[from + i], other.values[from + i + 1]);
            }
        }
    }

    /** Puts all buckets of a set in use at once, so that each stretch is moved once at most. */
    private void makeRoom(long buckets, int length) {
        long all = used | buckets;
        if (all == used) {
            return;
        }
        long[] wide = new long[Long.bitCount(all) * length];
        int from = 0;
        for (long left = used; left != 0; left &= left - 1, from += length) {
            long below = (left & -left) - 1;
            int to = Long.bitCount(all & below) * length;
            System.arraycopy(values, from, wide, to, length);
        }
        values = wide;
        used = all;
    }
}
