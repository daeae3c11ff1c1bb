package dev.routesight.drift;

/**
 * Folds blocks into a Shiryaev–Roberts e-detector that is a mixture over effect sizes.
 *
 * <p>With a block of n decisions and evidence L_j for effect j:
 *
 * <pre>R_j ← (R_j + n) · L_j^(1/d),  R = Σ w_j R_j,  alert when R ≥ A, then R = 0</pre>
 *
 * d is the design effect (1 without clusters). R counts in decisions: if E[L_j | past] ≤ 1, then R
 * − (decisions so far) is a supermartingale, so that E[false alerts in N decisions] ≤ N / A and the
 * mean run to a false alert is at least A, for any dependence between streams. With a head start h
 * at the first start only the bound is (N + h) / A. For d &gt; 1 the promise is measured, not
 * proven: E[L^(1/d)] ≤ 1 holds by Jensen when decisions are independent, and what clusters add is
 * met only as far as d is right.
 *
 * <p>Source: Shin, Ramdas and Rinaldo, "E-detectors: a nonparametric framework for sequential
 * change detection", New England Journal of Statistics in Data Science. Counting a block as its n
 * decisions and restarting at 0 after an alert follow from the supermartingale and optional
 * stopping.
 */
public final class EDetector {
    private final EffectGrid grid;
    private final double logThreshold;
    private final double perDesignEffect;

    /**
     * @param threshold A, in decisions
     * @param designEffect d, at least 1
     */
    public EDetector(EffectGrid grid, double threshold, double designEffect) {
        if (!(threshold > 0) || !(designEffect >= 1)) {
            throw new IllegalArgumentException(
                    "threshold " + threshold + ", design effect " + designEffect);
        }
        this.grid = grid;
        this.logThreshold = StrictMath.log(threshold);
        this.perDesignEffect = 1 / designEffect;
    }

    public EvidenceState start() {
        return EvidenceState.create(grid);
    }

    public EffectGrid grid() {
        return grid;
    }

    /**
     * Takes a block in; a window that is not later than the last one taken is a replay and changes
     * nothing.
     *
     * @return whether it was taken
     */
    public boolean fold(EvidenceState state, int window, BlockEvidence block) {
        if (window <= state.lastWindow) {
            return false;
        }
        state.lastWindow = window;
        if (block.decisions() == 0) {
            return true;
        }
        double logN = StrictMath.log(block.decisions());
        for (int j = 0; j < state.logR.length; j++) {
            double log = block.log().at(grid.effects()[j]) * perDesignEffect;
            state.logR[j] = (float) (LogMath.logSum(state.logR[j], logN) + log);
            state.feedRun(j, window, (float) log, block.seen());
        }
        state.decisions += block.decisions();
        return true;
    }

    /** log R. */
    public double logEvidence(EvidenceState state) {
        double sum = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < state.logR.length; j++) {
            sum = LogMath.logSum(sum, state.logR[j] + LogMath.log(grid.weights()[j]));
        }
        return sum;
    }

    public boolean alerts(EvidenceState state) {
        return logEvidence(state) >= logThreshold;
    }

    /**
     * The state as it would be after a block that is still growing, for looking at the hours of a
     * day before the day is over. The given state stays as it is.
     *
     * <p>The promise holds for looking after every window, because the evidence of the growing
     * block is at most a martingale started at 1 and R is fed with the block's decisions when it
     * starts; its decisions then count as read when it begins.
     */
    public EvidenceState peek(EvidenceState state, int window, BlockEvidence growing) {
        EvidenceState copy = state.copy();
        fold(copy, window, growing);
        return copy;
    }

    /** The component that carries most of R. */
    public int leading(EvidenceState state) {
        int leading = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < state.logR.length; j++) {
            double share = state.logR[j] + LogMath.log(grid.weights()[j]);
            if (share > most) {
                most = share;
                leading = j;
            }
        }
        return leading;
    }

    /** Log odds ratio of the leading component. */
    public double leadingEffect(EvidenceState state) {
        return grid.effects()[leading(state)];
    }

    /**
     * Estimate of the window in which the change began: the first one after the CUSUM of the
     * leading component was last 0. An estimate, with no promise; see {@link ChangePoint} for a set
     * with one.
     */
    public int estimatedStart(EvidenceState state) {
        return state.startedAt[leading(state)];
    }

    /** What the detector has to say of a change, by the component that carries most of R. */
    public AlertLife.Finding finding(EvidenceState state) {
        int j = leading(state);
        Expected since =
                new Expected(state.runDecisions[j], state.runEvents[j], state.runExpected[j], 0);
        return new AlertLife.Finding(
                grid.effects()[j], state.startedAt[j], since, logEvidence(state));
    }

    /** R = 0. */
    public void restart(EvidenceState state) {
        state.restart();
    }
}
