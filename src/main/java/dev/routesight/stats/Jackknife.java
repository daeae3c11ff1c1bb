package dev.routesight.stats;

import java.util.Arrays;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Variance of anything computed from sums, when the sums are kept by hash bucket of the unit:
 * delete one bucket at a time. Units never straddle buckets, so users who recur are accounted for.
 *
 * <p>With G buckets in use and θ_g the statistic without bucket g: variance = (G−1)/G · Σ (θ_g −
 * θ̄)², interval with Student's t of G−1 degrees of freedom. Wolter, "Introduction to Variance
 * Estimation", the chapter on the jackknife.
 *
 * @param values the statistics from all buckets
 * @param covariance of the statistics
 * @param buckets in use: those with anything in them
 */
public record Jackknife(double[] values, double[][] covariance, int buckets) {
    /** Buckets that units are hashed to. */
    public static final int BUCKETS = 64;

    /**
     * @param sums by bucket, then by column; additive
     * @param statistics of the columns' totals
     */
    public static Jackknife of(double[][] sums, Function<double[], double[]> statistics) {
        double[][] used =
                Arrays.stream(sums)
                        .filter(b -> Arrays.stream(b).anyMatch(x -> x != 0))
                        .toArray(double[][]::new);
        int columns = sums.length == 0 ? 0 : sums[0].length;
        double[] total = new double[columns];
        for (double[] bucket : used) {
            for (int c = 0; c < columns; c++) {
                total[c] += bucket[c];
            }
        }
        double[] values = statistics.apply(total);
        double[][] without = new double[used.length][];
        for (int g = 0; g < used.length; g++) {
            double[] rest = total.clone();
            for (int c = 0; c < columns; c++) {
                rest[c] -= used[g][c];
            }
            without[g] = statistics.apply(rest);
        }
        return new Jackknife(values, covariance(without, values.length), used.length);
    }

    /** The statistic with its interval. */
    public static Estimate estimate(
            double[][] sums, ToDoubleFunction<double[]> statistic, double level) {
        return of(sums, total -> new double[] {statistic.applyAsDouble(total)}).estimate(0, level);
    }

    /** One of the statistics with its interval; unknown with fewer than two buckets. */
    public Estimate estimate(int statistic, double level) {
        double se = Math.sqrt(covariance[statistic][statistic]);
        return Estimate.of(values[statistic], se, Critical.t(level, buckets - 1));
    }

    private static double[][] covariance(double[][] without, int statistics) {
        int groups = without.length;
        double[][] covariance = new double[statistics][statistics];
        if (groups < 2) {
            for (double[] row : covariance) {
                Arrays.fill(row, Double.NaN);
            }
            return covariance;
        }
        double[] mean = new double[statistics];
        for (double[] values : without) {
            for (int s = 0; s < statistics; s++) {
                mean[s] += values[s] / groups;
            }
        }
        for (double[] values : without) {
            for (int s = 0; s < statistics; s++) {
                for (int t = 0; t < statistics; t++) {
                    covariance[s][t] +=
                            (groups - 1.0) / groups * (values[s] - mean[s]) * (values[t] - mean[t]);
                }
            }
        }
        return covariance;
    }
}
