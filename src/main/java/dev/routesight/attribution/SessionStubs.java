package dev.routesight.attribution;

import dev.routesight.event.Dimensions;
import java.util.Arrays;

/**
 * The stubs of a session: a few in the session's own state, all further ones in a {@link
 * StubStore}, which is not touched while it holds none. Mutable: it is kept in state. The arrays
 * are as long as there are stubs, since most sessions only wait for them to be forgotten.
 */
public final class SessionStubs {
    /**
     * So many are kept here. Most sessions have fewer decisions; and where state is on disk, what
     * is here is read and written with each event of the session, what is in the store is not.
     */
    static final int FEW = 8;

    private static final long NEVER = Long.MAX_VALUE;
    private static final long[] NONE = {};
    private static final Dimensions[] NO_DIMENSIONS = {};

    /** Hashes of the decisions' ids. */
    public long[] ids = NONE;

    /** Of each decision its time, epoch milliseconds. */
    public long[] times = NONE;

    public Dimensions[] dimensions = NO_DIMENSIONS;

    /** No decision is earlier, here or in the store; Long.MAX_VALUE when there is none. */
    public long earliest = NEVER;

    /** No decision in the store is later; Long.MIN_VALUE when the store holds none. */
    public long latestStored = Long.MIN_VALUE;

    public SessionStubs() {}

    /** The stub of a decision, by the hash of its id, or null. */
    DecisionStub get(long id, StubStore store) {
        int at = find(id);
        if (at >= 0) {
            return new DecisionStub(times[at], dimensions[at]);
        }
        return anyStored() ? store.get(id) : null;
    }

    /**
     * Keeps a stub, in place of an older one of the same id. As long as the store holds any, new
     * ones go there: so none is in both places.
     */
    void put(long id, DecisionStub stub, StubStore store) {
        earliest = Math.min(earliest, stub.ts());
        int at = find(id);
        if (at < 0 && (anyStored() || ids.length == FEW)) {
            store.put(id, stub);
            latestStored = Math.max(latestStored, stub.ts());
            return;
        }
        if (at < 0) {
            at = ids.length;
            resize(at + 1);
        }
        ids[at] = id;
        times[at] = stub.ts();
        dimensions[at] = stub.dimensions();
    }

    /** Forgets the stubs of decisions before {@code ts}. */
    void forgetBefore(long ts, StubStore store) {
        earliest = Math.min(forgetHereBefore(ts), forgetStoredBefore(ts, store));
    }

    private long forgetHereBefore(long ts) {
        long least = NEVER;
        int kept = 0;
        for (int i = 0; i < ids.length; i++) {
            if (times[i] >= ts) {
                least = Math.min(least, times[i]);
                ids[kept] = ids[i];
                times[kept] = times[i];
                dimensions[kept++] = dimensions[i];
            }
        }
        resize(kept);
        return least;
    }

    private long forgetStoredBefore(long ts, StubStore store) {
        if (!anyStored()) {
            return NEVER;
        }
        long least = NEVER;
        if (latestStored >= ts) {
            least = store.forgetBefore(ts);
        }
        if (least == NEVER) {
            store.clear();
            latestStored = Long.MIN_VALUE;
        }
        return least;
    }

    private boolean anyStored() {
        return latestStored != Long.MIN_VALUE;
    }

    private int find(long id) {
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] == id) {
                return i;
            }
        }
        return -1;
    }

    private void resize(int size) {
        if (size == ids.length) {
            return;
        }
        ids = size == 0 ? NONE : Arrays.copyOf(ids, size);
        times = size == 0 ? NONE : Arrays.copyOf(times, size);
        dimensions = size == 0 ? NO_DIMENSIONS : Arrays.copyOf(dimensions, size);
    }
}
