package dev.routesight.drift;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What a detector keeps between blocks: four bytes per component, four more for those that speak
 * for a change at present, and about nine for each block that some of these began with. Mutable.
 *
 * <p>Single precision is enough: a logarithm of evidence near 20 is kept to 1e-6.
 */
public final class EvidenceState {
    /** log R_j, by component. */
    final float[] logR;

    /** The CUSUM beside it, log scale, at least 0 unless just fed: only to date the change. */
    final float[] logCusum;

    /** Window of the block that the CUSUM last started with. */
    final int[] startedAt;

    /** Decisions since then, events among them, and events to expect by the null. */
    final long[] runDecisions;

    final long[] runEvents;
    final float[] runExpected;

    /** Over the whole life. */
    long decisions;

    /** The last window folded in; later ones only are taken. */
    int lastWindow = Integer.MIN_VALUE;

    private EvidenceState(int components) {
        logR = new float[components];
        logCusum = new float[components];
        startedAt = new int[components];
        runDecisions = new long[components];
        runEvents = new long[components];
        runExpected = new float[components];
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
        System.arraycopy(runDecisions, 0, copy.runDecisions, 0, startedAt.length);
        System.arraycopy(runEvents, 0, copy.runEvents, 0, startedAt.length);
        System.arraycopy(runExpected, 0, copy.runExpected, 0, startedAt.length);
        copy.decisions = decisions;
        copy.lastWindow = lastWindow;
        return copy;
    }

    /** Back to R = 0, as after an alert; what came before is forgotten. */
    void restart() {
        Arrays.fill(logR, Float.NEGATIVE_INFINITY);
        Arrays.fill(logCusum, 0);
    }

    public long decisions() {
        return decisions;
    }

    public int lastWindow() {
        return lastWindow;
    }

    /** The component's CUSUM takes a block in. */
    void feedRun(int component, int window, float log, Expected seen) {
        if (logCusum[component] <= 0) {
            logCusum[component] = 0;
            startedAt[component] = window;
            runDecisions[component] = 0;
            runEvents[component] = 0;
            runExpected[component] = 0;
        }
        logCusum[component] += log;
        runDecisions[component] += seen.decisions();
        runEvents[component] += seen.events();
        runExpected[component] += (float) seen.expected();
    }

    /** At most so many bytes are written. */
    int most() {
        return 40 + 42 * logR.length;
    }

    /**
     * Windows are told by how far they lie before a base. Runs that began with the same block have
     * seen the same, which is told once.
     */
    void write(ByteBuffer to, int base) {
        to.put((byte) logR.length);
        VarInts.putSigned(to, (long) base - lastWindow);
        VarInts.put(to, decisions);
        int[] firsts = new int[logR.length];
        int runs = 0;
        int[] runOf = new int[logR.length];
        for (int j = 0; j < logR.length; j++) {
            // a run that is at 0 begins anew with the next block, whatever it was
            if (logCusum[j] > 0) {
                int run = 0;
                while (run < runs && startedAt[firsts[run]] != startedAt[j]) {
                    run++;
                }
                firsts[run] = j;
                runs = Math.max(runs, run + 1);
                runOf[j] = run + 1;
            }
        }
        to.put((byte) runs);
        Bits bits = new Bits(to);
        for (int run : runOf) {
            bits.put(run, bitsFor(runs));
        }
        bits.flush();
        for (int run = 0; run < runs; run++) {
            int j = firsts[run];
            VarInts.put(to, lastWindow - startedAt[j]);
            VarInts.put(to, runDecisions[j]);
            VarInts.put(to, runEvents[j]);
            to.putFloat(runExpected[j]);
        }
        for (int j = 0; j < logR.length; j++) {
            to.putFloat(logR[j]);
            if (logCusum[j] > 0) {
                to.putFloat(logCusum[j]);
            }
        }
    }

    private static int bitsFor(int runs) {
        return 32 - Integer.numberOfLeadingZeros(runs);
    }

    static EvidenceState read(ByteBuffer from, int base) {
        EvidenceState state = new EvidenceState(from.get());
        state.lastWindow = (int) (base - VarInts.getSigned(from));
        state.decisions = VarInts.get(from);
        int runs = from.get();
        Bits bits = new Bits(from);
        int[] runOf = new int[state.logR.length];
        for (int j = 0; j < runOf.length; j++) {
            runOf[j] = (int) bits.get(bitsFor(runs));
        }
        for (int run = 1; run <= runs; run++) {
            int startedAt = state.lastWindow - (int) VarInts.get(from);
            long decisions = VarInts.get(from);
            long events = VarInts.get(from);
            float expected = from.getFloat();
            for (int j = 0; j < runOf.length; j++) {
                if (runOf[j] == run) {
                    state.startedAt[j] = startedAt;
                    state.runDecisions[j] = decisions;
                    state.runEvents[j] = events;
                    state.runExpected[j] = expected;
                }
            }
        }
        for (int j = 0; j < runOf.length; j++) {
            state.logR[j] = from.getFloat();
            if (runOf[j] > 0) {
                state.logCusum[j] = from.getFloat();
            }
        }
        return state;
    }
}
