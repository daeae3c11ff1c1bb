package dev.routesight.stats;

/**
 * Do arms have the units that their shares promise? χ² = Σ (observed − expected)²/expected with
 * arms − 1 degrees of freedom, over units by the arm of their first exposure. A mismatch means that
 * assignment or logging is broken, and then no contrast of the arms means anything (Fabijan et al.
 * 2019, "Diagnosing sample ratio mismatch in online controlled experiments").
 */
public record SampleRatio(double chiSquare, int degrees, double pValue) {
    /** An experiment is called broken below this. */
    public static final double ALPHA = 0.001;

    /**
     * @param units by arm
     * @param shares by arm, in any unit
     */
    public static SampleRatio of(long[] units, double[] shares) {
        double all = 0;
        double share = 0;
        for (int arm = 0; arm < units.length; arm++) {
            if (!(shares[arm] > 0)) {
                throw new IllegalArgumentException("arm " + arm + " has no share");
            }
            all += units[arm];
            share += shares[arm];
        }
        double x = 0;
        for (int arm = 0; arm < units.length && all > 0; arm++) {
            double expected = all * shares[arm] / share;
            x += (units[arm] - expected) * (units[arm] - expected) / expected;
        }
        int df = units.length - 1;
        return new SampleRatio(x, df, Critical.chiSquareTail(x, df));
    }

    public boolean isBroken() {
        return pValue < ALPHA;
    }
}
