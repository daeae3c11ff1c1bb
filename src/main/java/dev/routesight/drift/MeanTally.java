package dev.routesight.drift;

/**
 * Counts and sums of a continuous measure in a block, such as completion ratio or cost.
 *
 * @param values how many
 * @param sum Σy
 * @param sumOfSquares Σy²
 */
public record MeanTally(long values, double sum, double sumOfSquares) {
    public MeanTally {
        if (values < 0 || !(sum >= 0) || !(sumOfSquares >= 0)) {
            throw new IllegalArgumentException(
                    "a measure must not be negative: " + values + ", " + sum + ", " + sumOfSquares);
        }
    }

    public MeanTally plus(MeanTally other) {
        return new MeanTally(
                values + other.values, sum + other.sum, sumOfSquares + other.sumOfSquares);
    }

    /** Σ(y − c)², at least 0. */
    double squaresAround(double c) {
        return Math.max(0, sumOfSquares - 2 * c * sum + values * c * c);
    }

    /** bound − y for each y. */
    MeanTally mirrored(double bound) {
        double mirroredSum = Math.max(0, values * bound - sum);
        return new MeanTally(values, mirroredSum, squaresAround(bound));
    }
}
