package dev.routesight.confidence;

import dev.routesight.stats.Critical;
import dev.routesight.stats.Estimate;
import dev.routesight.stats.Interval;
import dev.routesight.stats.Proportion;

/**
 * Benchmark against production, as a number: the failure rate of a route on an offline benchmark,
 * its rejected rate live, and the gap. The two measure different things; a gap that moves is news,
 * a gap that is not 0 is not.
 *
 * @param benchmark 1 − mean correct, 0 to 1
 * @param live rejected rate
 * @param gap live − benchmark
 */
public record BenchmarkGap(double benchmark, double live, Estimate gap) {

    /**
     * @param rows of the benchmark
     * @param correct Σ correct (each 0 to 1)
     * @param correctSquares Σ correct²
     */
    public static BenchmarkGap of(
            double rows,
            double correct,
            double correctSquares,
            double decisions,
            double rejected,
            double level) {
        if (rows < 2 || decisions == 0) {
            return new BenchmarkGap(Double.NaN, Double.NaN, Estimate.NONE);
        }
        double failed = 1 - correct / rows;
        double spread = Math.max(0, correctSquares - correct * correct / rows) / (rows - 1) / rows;
        double p = rejected / decisions;
        Interval wilson = Proportion.wilson(rejected, decisions, level);
        double z = Critical.z(level);
        double gap = p - failed;
        double se = Math.sqrt(spread + p * (1 - p) / decisions);
        return new BenchmarkGap(
                failed,
                p,
                new Estimate(
                        gap,
                        se,
                        new Interval(
                                gap - Math.hypot(p - wilson.low(), z * Math.sqrt(spread)),
                                gap + Math.hypot(wilson.high() - p, z * Math.sqrt(spread)))));
    }
}
