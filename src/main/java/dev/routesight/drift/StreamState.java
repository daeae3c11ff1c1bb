package dev.routesight.drift;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * All that one test stream keeps between windows. Mutable. Streams of one cohort are kept together,
 * see {@link StreamBytes}; {@link #toBytes} is one by itself.
 */
public final class StreamState {
    private static final byte VERSION = 3;

    final LearntCounts learnt;

    /** Sums over users, only while learning. */
    UnitTally units = UnitTally.NONE;

    /** How whole cycles differ, only while learning. */
    CycleSpread spread = new CycleSpread();

    int firstWindow;
    int lastWindow = Integer.MIN_VALUE;

    /** Of the concurrent test while it learns, and what it has learnt. */
    LearntOdds odds;

    ConcurrentNull concurrent;

    /** Set when learning ends. */
    EvidenceState evidence;

    /** For the confidence set of a change's start. */
    DayLogs days = new DayLogs();

    AlertState alert = new AlertState();

    /** The windows so far of the cycle that is under way, as one block; null between cycles. */
    Block growing;

    float weekly;
    float designEffect = 1;

    /** What follows from the rest and is worked out once. */
    transient Tools tools;

    /**
     * Null, detector and alert rule of a stream that has learnt.
     *
     * @param kept components that {@link DayLogs} keeps
     * @param epoch null in mode {@code budget}
     */
    record Tools(
            StreamNull baseline, EDetector detector, int[] kept, AlertLife life, EpochTest epoch) {}

    private StreamState(LearntCounts learnt) {
        this.learnt = learnt;
    }

    public static StreamState create() {
        return new StreamState(new LearntCounts());
    }

    /** Of a test that compares with another group at the same time. */
    static StreamState comparing() {
        StreamState state = new StreamState(new LearntCounts());
        state.odds = new LearntOdds();
        return state;
    }

    private boolean isConcurrent() {
        return odds != null || concurrent != null;
    }

    public boolean isLearning() {
        return evidence == null;
    }

    public long learntDecisions() {
        return odds != null ? odds.decisions() : learnt.decisions();
    }

    public AlertState alert() {
        return alert;
    }

    /** Weekly decisions that the threshold was chosen for; 0 while learning. */
    public double weeklyDecisions() {
        return weekly;
    }

    public double designEffect() {
        return designEffect;
    }

    public byte[] toBytes() {
        StreamBytes bytes = StreamBytes.of(List.of(this));
        ByteBuffer to = ByteBuffer.allocate(1 + bytes.most());
        to.put(VERSION);
        bytes.write(to, 0);
        return Arrays.copyOf(to.array(), to.position());
    }

    /**
     * @throws IllegalArgumentException for bytes of another version
     */
    public static StreamState fromBytes(byte[] bytes) {
        ByteBuffer from = ByteBuffer.wrap(bytes);
        byte version = from.get();
        if (version != VERSION) {
            throw new IllegalArgumentException("state of a drift test has version " + version);
        }
        return StreamBytes.read(from, 1, 0).streams().get(0);
    }

    /** What is kept, but for the learnt counts; windows by how far they lie before a base. */
    void write(ByteBuffer to, int base) {
        VarInts.putSigned(to, (long) base - firstWindow);
        VarInts.putSigned(to, (long) base - lastWindow);
        to.put((byte) ((isLearning() ? 0 : 1) | (isConcurrent() ? 2 : 0)));
        if (!isLearning()) {
            to.putFloat(weekly).putFloat(designEffect);
            if (concurrent != null) {
                concurrent.write(to);
            }
            evidence.write(to, base);
            days.write(to, base);
            alert.write(to, base);
        } else if (odds != null) {
            odds.write(to);
        } else {
            units.write(to);
            spread.write(to);
        }
    }

    static StreamState read(ByteBuffer from, int base, LearntCounts learnt) {
        StreamState state = new StreamState(learnt);
        state.firstWindow = (int) (base - VarInts.getSigned(from));
        state.lastWindow = (int) (base - VarInts.getSigned(from));
        byte how = from.get();
        if (how == 0) {
            state.units = UnitTally.read(from);
            state.spread = CycleSpread.read(from);
        } else if (how == 2) {
            state.odds = LearntOdds.read(from);
        } else {
            state.weekly = from.getFloat();
            state.designEffect = from.getFloat();
            state.concurrent = how == 3 ? ConcurrentNull.read(from) : null;
            state.evidence = EvidenceState.read(from, base);
            state.days = DayLogs.read(from, base);
            state.alert = AlertState.read(from, base);
        }
        return state;
    }

    /** At most so many bytes are written. */
    int most() {
        return 32
                + (isLearning()
                        ? UnitTally.BYTES + spread.bytes() + LearntOdds.BYTES
                        : ConcurrentNull.bytes() + evidence.most() + days.most() + alert.most());
    }
}
