package dev.routesight.offpolicy;

import dev.routesight.stats.Estimate;
import dev.routesight.stats.Jackknife;
import java.util.List;

/**
 * A candidate policy's value from tallies alone: sums by bucket of the unit and by cell (query
 * shape × score bin) and route.
 *
 * <p>The model of rewards is the mean of cell and route, cross-fitted: bucket g is predicted from
 * the other buckets. Intervals: delete-a-group jackknife over the buckets' sums.
 */
public final class TalliedPolicy {

    /**
     * Sums of the decisions of one bucket, cell and route taken.
     *
     * @param bucket of the unit
     * @param cell query shape × score bin, numbered from 0
     * @param route the one taken, numbered from 0
     * @param n decisions
     * @param rewards Σr
     * @param weights Σw
     * @param weightedRewards Σw·r
     * @param weightSquares Σw²
     * @param chances Σπ_e(a) by route a
     */
    public record Cell(
            int bucket,
            int cell,
            int route,
            double n,
            double rewards,
            double weights,
            double weightedRewards,
            double weightSquares,
            double[] chances) {}

    private final List<Cell> tallies;
    private final int cells;
    private final int routes;

    public TalliedPolicy(List<Cell> tallies) {
        this.tallies = List.copyOf(tallies);
        this.cells = 1 + tallies.stream().mapToInt(Cell::cell).max().orElse(-1);
        this.routes = tallies.stream().mapToInt(c -> c.chances().length).max().orElse(0);
    }

    /** Σw·r / n. */
    public Estimate ips(double level) {
        return Jackknife.estimate(byBucket(), t -> t[2] / t[0], level);
    }

    /** Σw·r / Σw. */
    public Estimate selfNormalised(double level) {
        return Jackknife.estimate(byBucket(), t -> t[2] / t[1], level);
    }

    /** Σ v̂ + w(r − q̂) / n with the cross-fitted cell means. */
    public Estimate doublyRobust(double level) {
        return Jackknife.estimate(byBucket(), t -> t[3] / t[0], level);
    }

    /** (Σw)²/Σw². */
    public double effective() {
        double w = tallies.stream().mapToDouble(Cell::weights).sum();
        double ww = tallies.stream().mapToDouble(Cell::weightSquares).sum();
        return ww == 0 ? 0 : w * w / ww;
    }

    /** By bucket: n, Σw, Σw·r, Σ doubly robust terms. */
    private double[][] byBucket() {
        double[][] n = new double[cells * routes][Jackknife.BUCKETS + 1];
        double[][] r = new double[cells * routes][Jackknife.BUCKETS + 1];
        for (Cell c : tallies) {
            for (int bucket : new int[] {c.bucket(), Jackknife.BUCKETS}) {
                n[c.cell() * routes + c.route()][bucket] += c.n();
                r[c.cell() * routes + c.route()][bucket] += c.rewards();
            }
        }
        double[][] sums = new double[Jackknife.BUCKETS][4];
        for (Cell c : tallies) {
            double[] sum = sums[c.bucket()];
            double terms = c.weightedRewards();
            for (int a = 0; a < c.chances().length; a++) {
                terms += c.chances()[a] * mean(n, r, c.cell(), a, c.bucket());
            }
            terms -= c.weights() * mean(n, r, c.cell(), c.route(), c.bucket());
            sum[0] += c.n();
            sum[1] += c.weights();
            sum[2] += c.weightedRewards();
            sum[3] += terms;
        }
        return sums;
    }

    private double mean(double[][] n, double[][] r, int cell, int route, int bucket) {
        int i = cell * routes + route;
        double others = n[i][Jackknife.BUCKETS] - n[i][bucket];
        // nothing to learn from: any constant leaves the estimate unbiased
        return others == 0 ? 0 : (r[i][Jackknife.BUCKETS] - r[i][bucket]) / others;
    }
}
