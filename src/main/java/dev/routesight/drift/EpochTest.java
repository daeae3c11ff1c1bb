package dev.routesight.drift;

/**
 * Mode {@code fdr}, one stream in one epoch (for example a week).
 *
 * <p>R starts at 0; a capacity N, the most decisions that count, is fixed before. With n ≤ N
 * decisions so far
 *
 * <pre>E = R / N + 1 − n / N</pre>
 *
 * is an e-value for "this did not change in this epoch" at any one stopping time, because R − n is
 * a supermartingale. A block that would pass the capacity is left out, and so are those after it:
 * known before its events are.
 */
public final class EpochTest {
    private final EDetector detector;
    private final long capacity;

    /**
     * @param grid its head starts must be 0
     * @param capacity N, in decisions
     */
    public EpochTest(EffectGrid grid, long capacity, double designEffect) {
        if (grid.headStart() > 0 || capacity < 1) {
            throw new IllegalArgumentException(
                    "an epoch starts at 0 and has room for at least one decision");
        }
        this.detector = new EDetector(grid, capacity, designEffect);
        this.capacity = capacity;
    }

    public EvidenceState start() {
        return detector.start();
    }

    /**
     * @return whether the block was taken
     */
    public boolean fold(EvidenceState state, int window, BlockEvidence block) {
        return state.decisions() + block.decisions() <= capacity
                && detector.fold(state, window, block);
    }

    /** E, at least 0. */
    public double eValue(EvidenceState state) {
        double share = (double) state.decisions() / capacity;
        return StrictMath.exp(detector.logEvidence(state)) / capacity + 1 - share;
    }
}
