package dev.routesight.confidence;

import dev.routesight.stats.Critical;
import dev.routesight.stats.Estimate;
import dev.routesight.stats.Interval;
import java.util.List;

/**
 * How far a probability is from what happened, over bins: the mean squared gap Σ (n_b/N)·[(p̄_b −
 * ȳ_b)² − ȳ_b(1 − ȳ_b)/(n_b − 1)]. The plain error is above 0 by chance alone; the second term
 * takes that out, so it may come out below 0. Kumar, Liang and Ma (2019), "Verified uncertainty
 * calibration", the debiased estimator. Only for scores that are meant as a probability of
 * rejection.
 *
 * <p>With v_b = ȳ_b(1 − ȳ_b)/(n_b − 1) and the gap g_b normal, the variance of g_b² − v_b is 4(g_b²
 * − v_b)v_b + 2v_b², the first term not below 0; weighted squares of it add up. Decisions are taken
 * as independent.
 *
 * @param squared debiased mean squared gap
 * @param plain without taking chance out
 * @param decisions in bins of two or more; others say nothing
 */
public record CalibrationError(Estimate squared, double plain, double decisions) {

    /**
     * @param predicted Σ of the probabilities
     * @param n decisions
     * @param rejected of them
     */
    public record Bin(double predicted, double n, double rejected) {}

    public static CalibrationError of(List<Bin> bins, double level) {
        double all = 0;
        double debiased = 0;
        double plain = 0;
        double variance = 0;
        for (Bin bin : bins) {
            if (bin.n() < 2) {
                continue;
            }
            double y = bin.rejected() / bin.n();
            double gap = bin.predicted() / bin.n() - y;
            all += bin.n();
            plain += bin.n() * gap * gap;
            double v = y * (1 - y) / (bin.n() - 1);
            debiased += bin.n() * (gap * gap - v);
            variance += bin.n() * bin.n() * (4 * Math.max(0, gap * gap - v) * v + 2 * v * v);
        }
        if (all == 0) {
            return new CalibrationError(Estimate.NONE, Double.NaN, 0);
        }
        double error = Math.sqrt(variance) / all;
        return new CalibrationError(
                Estimate.of(debiased / all, error, Critical.z(level)), plain / all, all);
    }

    /** Root mean square gap in points of probability, 0 where chance explains it all. */
    public double rootMeanSquare() {
        return root(squared.value());
    }

    /** Of the root mean square gap; 0 to somewhere where chance may explain it all. */
    public Interval rootInterval() {
        Interval i = squared.interval();
        return i.isBounded() ? new Interval(root(i.low()), root(i.high())) : i;
    }

    private static double root(double square) {
        return Math.sqrt(Math.max(0, square));
    }
}
