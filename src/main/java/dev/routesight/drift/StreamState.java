package dev.routesight.drift;

import java.nio.ByteBuffer;

/**
 * All that one test stream keeps between windows. Mutable; {@link #toBytes} is what a checkpoint
 * holds. Without rhythm and strata it is under 300 bytes watching both ways and under 200 watching
 * rises; each learnt stratum and season adds about ten bytes, and a day that is judged part by part
 * six for each part so far.
 */
public final class StreamState {
    private static final byte VERSION = 1;
    private static final int UNITS = 40;

    final LearntCounts learnt;

    /** Sums over users, only while learning. */
    UnitTally units = UnitTally.NONE;

    /** How whole cycles differ, only while learning. */
    CycleSpread spread = new CycleSpread();

    int firstWindow;
    int lastWindow = Integer.MIN_VALUE;

    /** Set when learning ends. */
    EvidenceState evidence;

    AlertState alert = new AlertState();

    /** The windows so far of the cycle that is under way, as one block; null between cycles. */
    Block growing;

    float weekly;
    float designEffect = 1;

    /** What follows from the rest and is worked out once. */
    transient Tools tools;

    /** Null, detector and alert rule of a stream that has learnt. */
    record Tools(BaselineNull baseline, EDetector detector, AlertLife life) {}

    private StreamState(LearntCounts learnt) {
        this.learnt = learnt;
    }

    public static StreamState create() {
        return new StreamState(new LearntCounts());
    }

    public boolean isLearning() {
        return evidence == null;
    }

    public long learntDecisions() {
        return learnt.decisions();
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
        int size = 2 + 8 + 8 + learnt.bytes();
        size +=
                isLearning()
                        ? UNITS + spread.bytes()
                        : evidence.bytes() + alert.bytes() + 1 + growingBytes();
        ByteBuffer to = ByteBuffer.allocate(size);
        to.put(VERSION).put((byte) (isLearning() ? 0 : 1));
        to.putInt(firstWindow).putInt(lastWindow).putFloat(weekly).putFloat(designEffect);
        learnt.write(to);
        if (isLearning()) {
            to.putLong(units.decisions()).putLong(units.events());
            to.putDouble(units.decisionsSq()).putDouble(units.decisionsEvents());
            to.putDouble(units.eventsSq());
            spread.write(to);
        } else {
            evidence.write(to);
            alert.write(to);
            to.put((byte) (growing == null ? 0 : 1));
            if (growing != null) {
                to.putInt(growing.window()).putInt(growing.cycle());
                counts(growing).write(to);
            }
        }
        return to.array();
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
        boolean learning = from.get() == 0;
        int first = from.getInt();
        int last = from.getInt();
        float weekly = from.getFloat();
        float designEffect = from.getFloat();
        StreamState state = new StreamState(LearntCounts.read(from));
        state.firstWindow = first;
        state.lastWindow = last;
        state.weekly = weekly;
        state.designEffect = designEffect;
        if (learning) {
            state.units =
                    new UnitTally(
                            from.getLong(),
                            from.getLong(),
                            from.getDouble(),
                            from.getDouble(),
                            from.getDouble());
            state.spread = CycleSpread.read(from);
        } else {
            state.evidence = EvidenceState.read(from);
            state.alert = AlertState.read(from);
            if (from.get() != 0) {
                int window = from.getInt();
                int cycle = from.getInt();
                state.growing = LearntCounts.read(from).asBlock(window, cycle);
            }
        }
        return state;
    }

    private int growingBytes() {
        return growing == null ? 0 : 8 + counts(growing).bytes();
    }

    private static LearntCounts counts(Block block) {
        LearntCounts counts = new LearntCounts();
        counts.add(block);
        return counts;
    }
}
