package dev.routesight.offpolicy;

/**
 * How much of a log speaks of a candidate policy.
 *
 * @param rows logged decisions
 * @param effective effective sample size (Σw)²/Σw² (Kish, "Survey Sampling"): so many rows drawn by
 *     the candidate itself would tell as much
 * @param meanWeight near 1 when propensities are right and the log tried all that the candidate
 *     does
 * @param meanWeightError its standard error
 * @param skewness of the weights
 * @param largestWeight w of the heaviest row
 * @param heaviestShare its share of Σw
 * @param effectiveHits (Σw·r)²/Σ(w·r)²: as many effective rows carry the reward
 * @param effectiveMisses the same of 1 − r; NaN unless rewards are 0 or 1
 */
public record Overlap(
        int rows,
        double effective,
        double meanWeight,
        double meanWeightError,
        double skewness,
        double largestWeight,
        double heaviestShare,
        double effectiveHits,
        double effectiveMisses) {

    public static Overlap of(Sample sample) {
        int n = sample.size();
        double w = sample.sum(Sample::weight);
        double ww = sample.sum((s, i) -> s.weight(i) * s.weight(i));
        double largest = 0;
        boolean binary = true;
        for (int i = 0; i < n; i++) {
            largest = Math.max(largest, sample.weight(i));
            binary &= sample.reward(i) == 0 || sample.reward(i) == 1;
        }
        double mean = w / n;
        double variance = n < 2 ? Double.NaN : Math.max(0, ww - n * mean * mean) / (n - 1.0);
        return new Overlap(
                n,
                ww == 0 ? 0 : w * w / ww,
                mean,
                Math.sqrt(variance / n),
                skewness(sample, mean),
                largest,
                w == 0 ? 0 : largest / w,
                kish(sample, (s, i) -> s.weight(i) * s.reward(i)),
                binary ? kish(sample, (s, i) -> s.weight(i) * (1 - s.reward(i))) : Double.NaN);
    }

    private static double skewness(Sample sample, double mean) {
        double n = sample.size();
        double m2 = sample.sum((s, i) -> Math.pow(s.weight(i) - mean, 2)) / n;
        double m3 = sample.sum((s, i) -> Math.pow(s.weight(i) - mean, 3)) / n;
        return m2 > 0 ? m3 / Math.pow(m2, 1.5) : 0;
    }

    /**
     * Decisions that a normal 95 % interval of a mean weighted like this needs: 25·G₁² (Cochran,
     * "Sampling Techniques", the working rule for the normal approximation in skewed populations).
     */
    public double neededForNormal() {
        return 25 * skewness * skewness;
    }

    private static double kish(Sample sample, Sample.Term term) {
        double sum = sample.sum(term);
        double squares = sample.sum((s, i) -> term.of(s, i) * term.of(s, i));
        return squares == 0 ? 0 : sum * sum / squares;
    }

    /** Rewards are all 0 or 1. */
    public boolean isBinary() {
        return !Double.isNaN(effectiveMisses);
    }
}
