package dev.routesight.drift;

/**
 * How much more counts vary than those of independent decisions would: at least 1.
 *
 * <p>From users: d = Σ (x_u − n_u p)² / (n p (1 − p)), the variance of a ratio with users as
 * clusters over the binomial one (Kish, "Survey Sampling", 1965). It sees users within a block, not
 * the same user over many blocks.
 *
 * <p>From blocks: Pearson's chi-squared of the blocks' counts over its degrees of freedom; it sees
 * all that makes blocks differ, common noise of a day included, and needs many blocks to be
 * trusted.
 */
public final class DesignEffect {
    private DesignEffect() {}

    public static double ofUnits(UnitTally tally) {
        if (tally.decisions() == 0) {
            return 1;
        }
        double p = (double) tally.events() / tally.decisions();
        double binomial = tally.decisions() * p * (1 - p);
        return binomial == 0 ? 1 : Math.max(1, tally.squaresAround(p) / binomial);
    }

    /**
     * @param squares Σ (x_b − e_b)² / (e_b (1 − p_b)) over blocks
     * @param degreesOfFreedom blocks less fitted rates
     */
    public static double ofBlocks(double squares, int degreesOfFreedom) {
        return degreesOfFreedom <= 0 ? 1 : Math.max(1, squares / degreesOfFreedom);
    }

    /**
     * An estimated design effect with an allowance for its own error, which is large where events
     * are few: 1 + (d − 1)(1 + 2 / √events). Chosen by simulation.
     */
    public static double cautious(double estimate, long events) {
        return 1 + (estimate - 1) * (1 + 2 / Math.sqrt(Math.max(1, events)));
    }
}
