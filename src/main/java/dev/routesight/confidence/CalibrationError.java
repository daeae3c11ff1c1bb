package dev.routesight.confidence;

import java.util.List;

/**
 * How far a probability is from what happened, over bins: the mean squared gap Σ (n_b/N)·[(p̄_b −
 * ȳ_b)² − ȳ_b(1 − ȳ_b)/(n_b − 1)]. The plain error is above 0 by chance alone; the second term
 * takes that out, so it may come out below 0. Kumar, Liang and Ma (2019), "Verified uncertainty
 * calibration", the debiased estimator. Only for scores that are meant as a probability of
 * rejection.
 *
 * @param squared debiased mean squared gap
 * @param plain without taking chance out
 * @param decisions in bins of two or more; others say nothing
 */
public record CalibrationError(double squared, double plain, double decisions) {

    /**
     * @param predicted Σ of the probabilities
     * @param n decisions
     * @param rejected of them
     */
    public record Bin(double predicted, double n, double rejected) {}

    public static CalibrationError of(List<Bin> bins) {
        double all = 0;
        double debiased = 0;
        double plain = 0;
        for (Bin bin : bins) {
            if (bin.n() < 2) {
                continue;
            }
            double y = bin.rejected() / bin.n();
            double gap = bin.predicted() / bin.n() - y;
            all += bin.n();
            plain += bin.n() * gap * gap;
            debiased += bin.n() * (gap * gap - y * (1 - y) / (bin.n() - 1));
        }
        return new CalibrationError(debiased / all, plain / all, all);
    }

    /** Root mean square gap in points of probability, 0 where chance explains it all. */
    public double rootMeanSquare() {
        return Math.sqrt(Math.max(0, squared));
    }
}
