package dev.routesight.drift;

import dev.routesight.tally.TallyCount;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;

/**
 * All that is kept of one cohort and route: a test per watched signal, and what may have changed
 * beside. Mutable; {@link #toBytes} is what a checkpoint holds.
 */
public final class CohortState {
    private static final byte VERSION = 1;
    private static final TallyCount[] COUNTS = TallyCount.values();

    /** The last window taken in. */
    int lastWindow = Integer.MIN_VALUE;

    /** Σ of known costs in 1e-9 USD and decisions with one, since the first window. */
    long costNanos;

    long withCost;
    Sightings routerVersions = new Sightings();
    Sightings models = new Sightings();
    Sightings thresholds = new Sightings();

    final Map<TallyCount, StreamState> tests = new EnumMap<>(TallyCount.class);

    public static CohortState create() {
        return new CohortState();
    }

    public int lastWindow() {
        return lastWindow;
    }

    /** The test of a signal; new and learning if there was none. */
    StreamState test(TallyCount signal) {
        return tests.computeIfAbsent(signal, s -> StreamState.create());
    }

    public byte[] toBytes() {
        int size = 1 + 4 + VarInts.size(costNanos) + VarInts.size(withCost) + 1;
        size += routerVersions.bytes() + models.bytes() + thresholds.bytes();
        Map<TallyCount, byte[]> each = new EnumMap<>(TallyCount.class);
        for (Map.Entry<TallyCount, StreamState> test : tests.entrySet()) {
            byte[] bytes = test.getValue().toBytes();
            each.put(test.getKey(), bytes);
            size += 1 + VarInts.size(bytes.length) + bytes.length;
        }
        ByteBuffer to = ByteBuffer.allocate(size);
        to.put(VERSION).putInt(lastWindow);
        VarInts.put(to, costNanos);
        VarInts.put(to, withCost);
        routerVersions.write(to);
        models.write(to);
        thresholds.write(to);
        to.put((byte) each.size());
        each.forEach(
                (signal, bytes) -> {
                    to.put((byte) signal.ordinal());
                    VarInts.put(to, bytes.length);
                    to.put(bytes);
                });
        return to.array();
    }

    /**
     * @throws IllegalArgumentException for bytes of another version
     */
    public static CohortState fromBytes(byte[] bytes) {
        ByteBuffer from = ByteBuffer.wrap(bytes);
        byte version = from.get();
        if (version != VERSION) {
            throw new IllegalArgumentException("state of a cohort's tests has version " + version);
        }
        CohortState state = new CohortState();
        state.lastWindow = from.getInt();
        state.costNanos = VarInts.get(from);
        state.withCost = VarInts.get(from);
        state.routerVersions = Sightings.read(from);
        state.models = Sightings.read(from);
        state.thresholds = Sightings.read(from);
        int tests = from.get();
        for (int i = 0; i < tests; i++) {
            TallyCount signal = COUNTS[from.get()];
            byte[] test = new byte[(int) VarInts.get(from)];
            from.get(test);
            state.tests.put(signal, StreamState.fromBytes(test));
        }
        return state;
    }
}
