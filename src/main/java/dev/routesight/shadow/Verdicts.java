package dev.routesight.shadow;

/**
 * Judged pairs of one verdict: how many, Σ 1/rate and Σ 1/rate² of the rates they were sampled
 * with.
 */
public record Verdicts(double pairs, double weight, double weightSquares) {
    public static final Verdicts NONE = new Verdicts(0, 0, 0);

    /** Pairs that were all sampled with one rate. */
    public static Verdicts sampled(double pairs, double rate) {
        return new Verdicts(pairs, pairs / rate, pairs / (rate * rate));
    }

    public Verdicts plus(Verdicts other) {
        return new Verdicts(
                pairs + other.pairs, weight + other.weight, weightSquares + other.weightSquares);
    }
}
