package dev.routesight.drift;

import java.util.function.DoubleUnaryOperator;

/**
 * The sizes of change that a detector looks for, their weights and head starts.
 *
 * <p>Eight rate ratios, geometric in ratio − 1, from the smallest that can be seen at this run
 * length and volume (never under 1.02) to 4 (less where the rate would pass 0.9). Falls mirror
 * rises: the ratio of the odds is the inverse. A stream that watches both has sixteen components,
 * each at half the weight.
 *
 * @param effects log odds ratios, rises above 0, falls below
 * @param weights of the mixture, summing to 1
 * @param headStarts R at the first start by component, in decisions; all 0 for the full promise
 */
public record EffectGrid(double[] effects, double[] weights, double[] headStarts) {
    private static final int SIZES = 8;
    private static final double SMALLEST_RATIO = 1.02;
    private static final double LARGEST_RATIO = 4;
    private static final double HIGHEST_RATE = 0.9;

    /** The smallest effect is one whose change takes about this share of the run length to see. */
    private static final double SHARE_OF_RUN = 0.5;

    private static final double HEAD_START_NATS = 2;

    public EffectGrid {
        double sum = 0;
        for (int j = 0; j < weights.length; j++) {
            sum += weights[j];
            if (effects[j] == 0 || weights[j] < 0 || headStarts[j] < 0) {
                throw new IllegalArgumentException("no such component: " + j);
            }
        }
        if (Math.abs(sum - 1) > 1e-9 || effects.length != weights.length) {
            throw new IllegalArgumentException("weights sum to " + sum);
        }
    }

    /**
     * A grid for a null rate.
     *
     * @param nullRate p0, in (0, 1)
     * @param threshold A: the mean run between false alerts, in decisions
     * @param reach decisions within which a drift must show to be of use; the grid leaves out
     *     effects that need more
     * @param mostHeadStart upper bound of the head start, in decisions; 0 for none
     */
    public static EffectGrid forRate(
            double nullRate, double threshold, double reach, double mostHeadStart, Watch watch) {
        int sides = watch.sides();
        double[] effects = new double[SIZES * sides];
        double[] weights = new double[effects.length];
        double[] headStarts = new double[effects.length];
        double useful = Math.min(SHARE_OF_RUN * threshold, reach);
        int at = 0;
        for (int side = 0; side < 2; side++) {
            if (side == 0 ? !watch.rises() : !watch.falls()) {
                continue;
            }
            double[] ratios = ratios(nullRate, Math.log(threshold) / useful);
            for (double ratio : ratios) {
                double effect = logOddsRatio(nullRate, ratio);
                double towards = side == 0 ? effect : -effect;
                effects[at] = towards;
                weights[at] = 1.0 / effects.length;
                headStarts[at] =
                        Math.min(HEAD_START_NATS / information(nullRate, towards), mostHeadStart);
                at++;
            }
        }
        return new EffectGrid(effects, weights, headStarts);
    }

    /**
     * A grid, without head start, for a measure whose information per decision is known by ratio.
     *
     * @param effect of a ratio above 1; a fall has it with the other sign
     */
    static EffectGrid forInformation(
            DoubleUnaryOperator information,
            DoubleUnaryOperator effect,
            double largestRatio,
            double threshold,
            double reach,
            Watch watch) {
        double useful = Math.min(SHARE_OF_RUN * threshold, reach);
        double[] ratios = ratios(information, largestRatio, Math.log(threshold) / useful);
        double[] effects = new double[SIZES * watch.sides()];
        double[] weights = new double[effects.length];
        for (int j = 0; j < effects.length; j++) {
            double size = effect.applyAsDouble(ratios[j % SIZES]);
            boolean rise = watch.rises() && j < SIZES;
            effects[j] = rise ? size : -size;
            weights[j] = 1.0 / effects.length;
        }
        return new EffectGrid(effects, weights, new double[effects.length]);
    }

    /** Σ w_j h_j, in decisions: what the head start costs the promise. */
    public double headStart() {
        double sum = 0;
        for (int j = 0; j < weights.length; j++) {
            sum += weights[j] * headStarts[j];
        }
        return sum;
    }

    /**
     * Kullback–Leibler information per decision of a change of the odds by {@code effect}, in nats.
     */
    static double information(double rate, double effect) {
        double changed = shifted(rate, effect);
        return changed * effect - LogMath.cumulant(rate, effect);
    }

    /** The rate whose odds are those of {@code rate} times exp(effect). */
    public static double shifted(double rate, double effect) {
        double odds = StrictMath.exp(effect);
        return rate * odds / (1 - rate + rate * odds);
    }

    /** log of the odds ratio that takes {@code rate} to {@code ratio * rate}. */
    public static double logOddsRatio(double rate, double ratio) {
        return StrictMath.log(ratio * (1 - rate) / (1 - ratio * rate));
    }

    private static double[] ratios(double rate, double informationWanted) {
        double largest = Math.min(LARGEST_RATIO, HIGHEST_RATE / rate);
        if (largest <= SMALLEST_RATIO) {
            largest = (1 + 1 / rate) / 2;
        }
        return ratios(
                ratio -> information(rate, logOddsRatio(rate, ratio)), largest, informationWanted);
    }

    private static double[] ratios(
            DoubleUnaryOperator information, double largest, double informationWanted) {
        double smallest = Math.min(SMALLEST_RATIO, (1 + largest) / 2);
        double most = 1 + (largest - 1) / 2;
        while (smallest < most && information.applyAsDouble(smallest) < informationWanted) {
            smallest = Math.min(most, 1 + (smallest - 1) * 1.1);
        }
        double[] ratios = new double[SIZES];
        double step = (largest - 1) / (smallest - 1);
        for (int j = 0; j < SIZES; j++) {
            ratios[j] = 1 + (smallest - 1) * StrictMath.pow(step, j / (SIZES - 1.0));
        }
        return ratios;
    }
}
