package dev.routesight.simulate;

import java.util.Arrays;

/**
 * Holds encoded lines until their time of arrival: a binary heap of (arrival, slot) packed into one
 * long each, and slots whose byte arrays are used again.
 */
final class ArrivalQueue {
    private static final int SLOT_BITS = 24;
    private static final int MAX_SLOTS = 1 << SLOT_BITS;

    private final long origin;
    private long[] heap = new long[1024];
    private int size;
    private byte[][] lines = new byte[1024][];
    private int[] lengths = new int[1024];
    private int[] parts = new int[1024];
    private int[] free = new int[1024];
    private int freeCount;
    private int slots;

    ArrivalQueue(long origin) {
        this.origin = origin;
    }

    void put(long arrival, int part, byte[] line, int length) {
        int slot = freeCount > 0 ? free[--freeCount] : newSlot();
        if (lines[slot] == null || lines[slot].length < length) {
            lines[slot] = new byte[Math.max(512, length + length / 2)];
        }
        System.arraycopy(line, 0, lines[slot], 0, length);
        lengths[slot] = length;
        parts[slot] = part;
        push((Math.max(0, arrival - origin) << SLOT_BITS) | slot);
    }

    /** Hands on, in order of arrival, every line that arrives before {@code limit}. */
    void drainBefore(long limit, LineSink sink) {
        long before = limit - origin;
        while (size > 0 && (heap[0] >>> SLOT_BITS) < before) {
            int slot = (int) (heap[0] & (MAX_SLOTS - 1));
            pop();
            sink.accept(parts[slot], lines[slot], lengths[slot]);
            if (freeCount == free.length) {
                free = Arrays.copyOf(free, freeCount * 2);
            }
            free[freeCount++] = slot;
        }
    }

    private int newSlot() {
        if (slots == MAX_SLOTS) {
            throw new IllegalStateException("more than " + MAX_SLOTS + " lines wait to arrive");
        }
        if (slots == lines.length) {
            lines = Arrays.copyOf(lines, slots * 2);
            lengths = Arrays.copyOf(lengths, slots * 2);
            parts = Arrays.copyOf(parts, slots * 2);
        }
        return slots++;
    }

    private void push(long key) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size * 2);
        }
        int at = size++;
        while (at > 0 && heap[(at - 1) >> 1] > key) {
            heap[at] = heap[(at - 1) >> 1];
            at = (at - 1) >> 1;
        }
        heap[at] = key;
    }

    private void pop() {
        long last = heap[--size];
        int at = 0;
        for (int child = 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && heap[child + 1] < heap[child]) {
                child++;
            }
            if (heap[child] >= last) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = last;
    }
}
