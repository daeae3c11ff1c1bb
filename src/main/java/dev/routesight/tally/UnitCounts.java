package dev.routesight.tally;

import java.util.Arrays;

/**
 * How many decisions, and how many rejected ones, each unit has. Mutable, for state and for the
 * wire: units stand in the order they were first seen, and an index over them is built when one is
 * looked up.
 */
public final class UnitCounts {
    private static final int SCANNED = 8;
    private static final long[] NONE = {};

    /** The units, 64-bit hashes. */
    public long[] units = NONE;

    /** Of each unit its decisions (high 32 bits) and rejected decisions (low 32 bits). */
    public long[] packed = NONE;

    /** How many units there are; the arrays may be longer. */
    public int size;

    /** Places in the arrays, plus one; 0 is free. */
    private transient int[] index;

    public UnitCounts() {}

    /** Decisions and rejected decisions as one number. */
    static long pack(long decisions, long rejected) {
        return decisions << 32 | rejected;
    }

    static long decisions(long packed) {
        return packed >>> 32;
    }

    static long rejected(long packed) {
        return packed & 0xffff_ffffL;
    }

    /** Adds to a unit's packed counts; returns what they were before, 0 for a new unit. */
    long add(long unit, long more) {
        int at = size <= SCANNED ? scan(unit) : lookUp(unit);
        if (at >= 0) {
            long before = packed[at];
            packed[at] = before + more;
            return before;
        }
        append(unit, more);
        return 0;
    }

    /** Gives back the room that is not used. */
    void trim() {
        if (units.length > size) {
            units = Arrays.copyOf(units, size);
            packed = Arrays.copyOf(packed, size);
        }
    }

    private int scan(long unit) {
        for (int i = 0; i < size; i++) {
            if (units[i] == unit) {
                return i;
            }
        }
        return -1;
    }

    private int lookUp(long unit) {
        if (index == null) {
            reindex(Integer.highestOneBit(Math.max(units.length, size)) << 2);
        }
        return index[slot(unit)] - 1;
    }

    private int slot(long unit) {
        int mask = index.length - 1;
        int slot = (int) (unit ^ unit >>> 32) & mask;
        while (index[slot] != 0 && units[index[slot] - 1] != unit) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void append(long unit, long counts) {
        if (size == units.length) {
            int capacity = Math.max(4, size + (size >> 1));
            units = Arrays.copyOf(units, capacity);
            packed = Arrays.copyOf(packed, capacity);
        }
        units[size] = unit;
        packed[size] = counts;
        size++;
        if (index == null) {
            return;
        }
        if (2 * size > index.length) {
            reindex(2 * index.length);
        } else {
            index[slot(unit)] = size;
        }
    }

    private void reindex(int capacity) {
        index = new int[capacity];
        for (int i = 0; i < size; i++) {
            index[slot(units[i])] = i + 1;
        }
    }
}
