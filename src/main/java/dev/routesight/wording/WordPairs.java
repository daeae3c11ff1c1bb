package dev.routesight.wording;

/** Values by pairs of word numbers: an open hash table behind a filter that fits into a cache. */
final class WordPairs<V> {
    private static final int FILTER_BITS = 1 << 17;

    private final long[] keys;
    private final Object[] values;
    private final long[] filter = new long[FILTER_BITS / 64];

    /**
     * @param size how many pairs will be put
     */
    WordPairs(int size) {
        keys = new long[Integer.highestOneBit(2 * size + 1) << 1];
        values = new Object[keys.length];
    }

    static long key(int first, int second) {
        return (long) first << 32 | second;
    }

    void put(long key, V value) {
        int slot = slotOf(key);
        keys[slot] = key;
        values[slot] = value;
        int bit = hash(key) & FILTER_BITS - 1;
        filter[bit >> 6] |= 1L << bit;
    }

    /** The value of a pair, or null. */
    @SuppressWarnings("unchecked") // only what was put
    V get(long key) {
        int bit = hash(key) & FILTER_BITS - 1;
        return (filter[bit >> 6] >>> bit & 1) == 0 ? null : (V) values[slotOf(key)];
    }

    private int slotOf(long key) {
        int slot = hash(key) & keys.length - 1;
        while (values[slot] != null && keys[slot] != key) {
            slot = slot + 1 & keys.length - 1;
        }
        return slot;
    }

    private static int hash(long key) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        return (int) (mixed ^ mixed >>> 32);
    }
}
