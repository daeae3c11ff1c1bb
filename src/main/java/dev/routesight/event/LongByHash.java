package dev.routesight.event;

import java.util.Arrays;

/**
 * A number for each of many 64-bit hashes. Mutable, for state and for the wire: hashes stand in the
 * order they were first seen, and an index over them is built when one of many is looked up.
 */
public final class LongByHash {
    private static final int SCANNED = 64;
    private static final int FIRST = 8;
    private static final long[] NONE = {};

    public long[] hashes = NONE;

    /** Of each hash its number. */
    public long[] values = NONE;

    /** How many there are; the arrays may be longer. */
    public int size;

    /** Places in the arrays, plus one; 0 is free. */
    private transient int[] index;

    public LongByHash() {}

    /** The same numbers, with no room that is not used. */
    public LongByHash copy() {
        LongByHash copy = new LongByHash();
        copy.hashes = Arrays.copyOf(hashes, size);
        copy.values = Arrays.copyOf(values, size);
        copy.size = size;
        return copy;
    }

    /** The number of a hash, or {@code otherwise}. */
    public long get(long hash, long otherwise) {
        int at = find(hash);
        return at < 0 ? otherwise : values[at];
    }

    /** Gives a hash a number in place of the one before. */
    public void put(long hash, long value) {
        int at = find(hash);
        if (at < 0) {
            append(hash, value);
        } else {
            values[at] = value;
        }
    }

    /** Adds to a hash's number; returns what it was before, 0 for a new hash. */
    public long add(long hash, long more) {
        int at = find(hash);
        if (at < 0) {
            append(hash, more);
            return 0;
        }
        long before = values[at];
        values[at] = before + more;
        return before;
    }

    /** Forgets all hashes whose number is less. */
    public void removeLess(long least) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (values[i] >= least) {
                hashes[kept] = hashes[i];
                values[kept++] = values[i];
            }
        }
        size = kept;
        index = null;
        if (hashes.length > size) {
            hashes = Arrays.copyOf(hashes, size);
            values = Arrays.copyOf(values, size);
        }
    }

    /** Forgets all, and keeps the room for as many again. */
    public void empty() {
        if (index != null) {
            while (size > 0) { // the last first: no other was put further on because of it
                index[slot(hashes[--size])] = 0;
            }
        }
        size = 0;
    }

    /** Forgets all, and gives back the room. */
    public void clear() {
        hashes = NONE;
        values = NONE;
        size = 0;
        index = null;
    }

    private int find(long hash) {
        if (size > SCANNED) {
            return lookUp(hash);
        }
        for (int i = 0; i < size; i++) {
            if (hashes[i] == hash) {
                return i;
            }
        }
        return -1;
    }

    private int lookUp(long hash) {
        if (index == null) {
            reindex(Integer.highestOneBit(Math.max(hashes.length, size)) << 2);
        }
        return index[slot(hash)] - 1;
    }

    private int slot(long hash) {
        int mask = index.length - 1;
        int slot = (int) (hash ^ hash >>> 32) & mask;
        while (index[slot] != 0 && hashes[index[slot] - 1] != hash) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void append(long hash, long value) {
        if (size == hashes.length) {
            int capacity = size < SCANNED ? Math.max(FIRST, 2 * size) : size + (size >> 1);
            hashes = Arrays.copyOf(hashes, capacity);
            values = Arrays.copyOf(values, capacity);
        }
        hashes[size] = hash;
        values[size] = value;
        size++;
        if (index == null) {
            return;
        }
        if (2 * size > index.length) {
            reindex(2 * index.length);
        } else {
            index[slot(hash)] = size;
        }
    }

    private void reindex(int capacity) {
        index = new int[capacity];
        for (int i = 0; i < size; i++) {
            index[slot(hashes[i])] = i + 1;
        }
    }
}
