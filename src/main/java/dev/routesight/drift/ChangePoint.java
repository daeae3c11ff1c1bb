package dev.routesight.drift;

import java.util.List;

/**
 * A confidence set for the block in which a detected change began, read back from the tallies since
 * the detector's last start.
 *
 * <p>A block t is kept as the possible first one unless the blocks before it already speak against
 * the null, or those from it on speak against a change of at least {@code leastEffect}:
 *
 * <pre>
 * max_s&lt;t Σ_j w_j Π_(s ≤ i &lt; t) L_ij ≥ 2 / (α r_t)  or  max_e Π_(t ≤ i ≤ e) 1 / L_i,least ≥ 2 / (α r_t)
 * </pre>
 *
 * Both are e-processes, one run backwards and one forwards, so that by Ville's inequality the true
 * block is left out with chance at most α r_t; r_t is a lower bound of the chance that no false
 * alert came before t, 1 − (decisions before t) / A, which makes it a statement about alerts that
 * are true. It holds for independent blocks and changes that stay at least {@code leastEffect} from
 * their first block on; a slow ramp is dated to where it reached that. The set may have holes; its
 * ends are given.
 *
 * <p>In the manner of Saha and Ramdas, "Post-detection inference for sequential changepoint
 * localization".
 *
 * @param earliest window of the first block kept
 * @param latest window of the last block kept
 * @param blocks how many are kept
 */
public record ChangePoint(int earliest, int latest, int blocks) {

    /** A block's window and evidence. */
    public record Dated(int window, BlockEvidence evidence) {}

    /**
     * @param blocks since the last start up to the alert, in order, at least one
     * @param grid of the detector
     * @param threshold A
     * @param leastEffect log odds ratio, not 0; its sign is the direction
     * @param alpha chance of missing the true block
     */
    public static ChangePoint confidenceSet(
            List<Dated> blocks,
            EffectGrid grid,
            double designEffect,
            double threshold,
            double leastEffect,
            double alpha) {
        Direction direction = Direction.of(leastEffect);
        int[] components = componentsOf(grid, direction);
        int count = blocks.size();
        double[][] log = new double[components.length][count];
        double[] against = new double[count];
        for (int i = 0; i < count; i++) {
            LogEvidence evidence = blocks.get(i).evidence().log();
            for (int c = 0; c < components.length; c++) {
                log[c][i] = evidence.at(grid.effects()[components[c]]) / designEffect;
            }
            against[i] = -evidence.at(leastEffect) / designEffect;
        }
        double[] ahead = strongestAhead(against);
        int earliest = -1;
        int latest = -1;
        int kept = 0;
        double before = 0;
        for (int t = 0; t < count; t++) {
            double noAlertYet = Math.max(0.5, 1 - before / threshold);
            double limit = StrictMath.log(2 / (alpha * noAlertYet));
            if (ahead[t] < limit && strongestBefore(log, t) < limit) {
                earliest = earliest < 0 ? t : earliest;
                latest = t;
                kept++;
            }
            before += blocks.get(t).evidence().decisions();
        }
        if (kept == 0) {
            // nothing fits, as when the change came and went: the whole run
            return new ChangePoint(blocks.get(0).window(), blocks.get(count - 1).window(), count);
        }
        return new ChangePoint(blocks.get(earliest).window(), blocks.get(latest).window(), kept);
    }

    /** max over e ≥ t of the sum from t to e; at least the first term. */
    private static double[] strongestAhead(double[] terms) {
        double[] best = new double[terms.length];
        double running = 0;
        for (int t = terms.length - 1; t >= 0; t--) {
            running = terms[t] + Math.max(0, running);
            best[t] = running;
        }
        return best;
    }

    /** log of the largest mixture over a run of blocks that ends just before t. */
    private static double strongestBefore(double[][] log, int t) {
        double[] sums = new double[log.length];
        double best = Double.NEGATIVE_INFINITY;
        double weight = -Math.log(log.length);
        for (int s = t - 1; s >= 0; s--) {
            double mixture = Double.NEGATIVE_INFINITY;
            for (int c = 0; c < sums.length; c++) {
                sums[c] += log[c][s];
                mixture = LogMath.logSum(mixture, sums[c] + weight);
            }
            best = Math.max(best, mixture);
        }
        return best;
    }

    private static int[] componentsOf(EffectGrid grid, Direction direction) {
        int[] found = new int[grid.effects().length];
        int count = 0;
        for (int j = 0; j < found.length; j++) {
            if (Direction.of(grid.effects()[j]) == direction) {
                found[count++] = j;
            }
        }
        return java.util.Arrays.copyOf(found, count);
    }
}
