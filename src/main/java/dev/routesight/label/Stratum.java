package dev.routesight.label;

/**
 * The labelled decisions among those that fired, or among those that did not; each label weighs 1 /
 * its inclusion probability.
 *
 * @param weight sum of the weights
 * @param weightSquares sum of their squares
 * @param positive sum of the weights of those labelled true
 */
public record Stratum(double weight, double weightSquares, double positive) {
    public static final Stratum EMPTY = new Stratum(0, 0, 0);

    /** With one more label. */
    public Stratum plus(double inclusionProbability, boolean label) {
        if (!(inclusionProbability > 0 && inclusionProbability <= 1)) {
            throw new IllegalArgumentException(
                    "inclusion probability not in (0, 1]: " + inclusionProbability);
        }
        double w = 1 / inclusionProbability;
        return new Stratum(weight + w, weightSquares + w * w, positive + (label ? w : 0));
    }

    /** Effective number of labels, (Σw)² / Σw² (Kish); NaN without any. */
    double size() {
        return weight * weight / weightSquares;
    }

    /** Weighted share labelled true, in [0, 1]; NaN without any. */
    double share() {
        return positive / weight;
    }
}
