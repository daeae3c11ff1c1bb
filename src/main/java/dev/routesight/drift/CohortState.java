package dev.routesight.drift;

import dev.routesight.tally.TallyCount;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * All that is kept of one cohort and route: a test per watched signal, and what may have changed
 * beside. Mutable; {@link #toBytes} is what a checkpoint holds.
 */
public final class CohortState {
    private static final byte VERSION = 3;
    private static final TallyCount[] COUNTS = TallyCount.values();

    /** The last window taken in. */
    int lastWindow = Integer.MIN_VALUE;

    /** Σ of known costs in 1e-9 USD and decisions with one, since the first window. */
    long costNanos;

    long withCost;
    Sightings routerVersions = new Sightings();
    Sightings models = new Sightings();
    Sightings thresholds = new Sightings();

    /** Whether its tests compare with others. */
    boolean comparing;

    /** What was compared last: a router version, else empty, and with what. */
    String watched = "";

    String against = "";

    final Map<TallyCount, StreamState> tests = new EnumMap<>(TallyCount.class);

    /** What of the bytes need not be made again. */
    private StreamBytes kept;

    public static CohortState create() {
        return new CohortState();
    }

    public int lastWindow() {
        return lastWindow;
    }

    /** The test of a signal; new and learning if there was none. */
    StreamState test(TallyCount signal) {
        return tests.computeIfAbsent(
                signal, s -> comparing ? StreamState.comparing() : StreamState.create());
    }

    public byte[] toBytes() {
        List<StreamState> streams = List.copyOf(tests.values());
        if (kept == null || !kept.stayFor(streams)) {
            kept = StreamBytes.of(streams);
        }
        int most = 76 + 3 * (watched.length() + against.length());
        most += routerVersions.most() + models.most() + thresholds.most();
        ByteBuffer to = ByteBuffer.allocate(most + streams.size() + kept.most());
        to.put(VERSION).putInt(lastWindow);
        to.put((byte) (comparing ? 1 : 0));
        if (comparing) {
            Cells.put(to, watched);
            Cells.put(to, against);
        }
        VarInts.put(to, costNanos);
        VarInts.put(to, withCost);
        routerVersions.write(to, lastWindow);
        models.write(to, lastWindow);
        thresholds.write(to, lastWindow);
        to.put((byte) streams.size());
        tests.keySet().forEach(signal -> to.put((byte) signal.ordinal()));
        kept.write(to, lastWindow);
        return Arrays.copyOf(to.array(), to.position());
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
        state.comparing = from.get() == 1;
        if (state.comparing) {
            state.watched = Cells.get(from);
            state.against = Cells.get(from);
        }
        state.costNanos = VarInts.get(from);
        state.withCost = VarInts.get(from);
        state.routerVersions = Sightings.read(from, state.lastWindow);
        state.models = Sightings.read(from, state.lastWindow);
        state.thresholds = Sightings.read(from, state.lastWindow);
        byte[] signals = new byte[from.get()];
        from.get(signals);
        state.kept = StreamBytes.read(from, signals.length, state.lastWindow);
        for (int i = 0; i < signals.length; i++) {
            state.tests.put(COUNTS[signals[i]], state.kept.streams().get(i));
        }
        return state;
    }
}
