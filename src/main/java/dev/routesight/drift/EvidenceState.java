package dev.routesight.drift;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What a detector keeps between blocks: twelve bytes per component and a head of 21. Mutable.
 *
 * <p>Single precision is enough: a logarithm of evidence near 20 is kept to 1e-6.
 */
public final class EvidenceState {
    private static final int HEAD = 21;
    private static final int PER_COMPONENT = 12;

    /** log R_j, by component. */
    final float[] logR;

    /** The CUSUM beside it, log scale, at least 0 unless just fed: only to date the change. */
    final float[] logCusum;

    /** Window of the block that the CUSUM last started with. */
    final int[] startedAt;

    /** Decisions since the last start, and over the whole life. */
    long sinceStart;

    long decisions;

    /** The last window folded in; later ones only are taken. */
    int lastWindow = Integer.MIN_VALUE;

    private EvidenceState(int components) {
        logR = new float[components];
        logCusum = new float[components];
        startedAt = new int[components];
    }

    /** Before any block, at the grid's head start. */
    public static EvidenceState create(EffectGrid grid) {
        EvidenceState state = new EvidenceState(grid.effects().length);
        for (int j = 0; j < state.logR.length; j++) {
            state.logR[j] = (float) LogMath.log(grid.headStarts()[j]);
        }
        return state;
    }

    EvidenceState copy() {
        EvidenceState copy = new EvidenceState(logR.length);
        System.arraycopy(logR, 0, copy.logR, 0, logR.length);
        System.arraycopy(logCusum, 0, copy.logCusum, 0, logCusum.length);
        System.arraycopy(startedAt, 0, copy.startedAt, 0, startedAt.length);
        copy.sinceStart = sinceStart;
        copy.decisions = decisions;
        copy.lastWindow = lastWindow;
        return copy;
    }

    /** Back to R = 0, as after an alert; what came before is forgotten. */
    void restart() {
        Arrays.fill(logR, Float.NEGATIVE_INFINITY);
        Arrays.fill(logCusum, 0);
        sinceStart = 0;
    }

    public long decisions() {
        return decisions;
    }

    public long decisionsSinceStart() {
        return sinceStart;
    }

    public int lastWindow() {
        return lastWindow;
    }

    int bytes() {
        return HEAD + PER_COMPONENT * logR.length;
    }

    void write(ByteBuffer to) {
        to.put((byte) logR.length).putLong(sinceStart).putLong(decisions).putInt(lastWindow);
        for (int j = 0; j < logR.length; j++) {
            to.putFloat(logR[j]).putFloat(logCusum[j]).putInt(startedAt[j]);
        }
    }

    static EvidenceState read(ByteBuffer from) {
        EvidenceState state = new EvidenceState(from.get());
        state.sinceStart = from.getLong();
        state.decisions = from.getLong();
        state.lastWindow = from.getInt();
        for (int j = 0; j < state.logR.length; j++) {
            state.logR[j] = from.getFloat();
            state.logCusum[j] = from.getFloat();
            state.startedAt[j] = from.getInt();
        }
        return state;
    }
}
