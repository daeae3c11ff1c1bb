package dev.routesight.drift;

/**
 * Fisher's noncentral hypergeometric distribution: of n and m decisions in two groups with k events
 * in all, how many events fall to the first group when the odds ratio is θ.
 *
 * <pre>P(x) = C(n, x) C(m, k − x) θ^x / P0(θ),  P0(θ) = Σ_x C(n, x) C(m, k − x) θ^x</pre>
 *
 * <p>Given k, the rate that both groups share drops out; only θ is left. Terms are summed outwards
 * from the mode and left out below 1e-17 of it, in logarithms.
 *
 * <p>Source: Fisher, "The logic of inductive inference" (1935).
 */
final class NoncentralHypergeometric {
    private static final double NEGLIGIBLE = 1e-17;

    private final long n;
    private final long m;
    private final long k;
    private final long low;
    private final long high;

    NoncentralHypergeometric(long n, long m, long k) {
        this.n = n;
        this.m = m;
        this.k = k;
        this.low = Math.max(0, k - m);
        this.high = Math.min(n, k);
    }

    /** Whether x can vary at all; if not the block says nothing. */
    boolean isFixed() {
        return low >= high;
    }

    /**
     * log P0(θ e^effect) − log P0(θ) = log E_θ[e^(effect · x)].
     *
     * @param logOddsRatio log θ
     */
    double cumulant(double logOddsRatio, double effect) {
        if (isFixed()) {
            return effect * low;
        }
        long from = mode(logOddsRatio);
        long to = mode(logOddsRatio + effect);
        double bridge = 0;
        long step = to >= from ? 1 : -1;
        for (long x = from; x != to; x += step) {
            bridge += step > 0 ? logRatio(x) : -logRatio(x - 1);
        }
        // log P0 at either odds ratio, each relative to the weight of its own mode
        return bridge
                + logSumAround(to, logOddsRatio + effect)
                + (logOddsRatio + effect) * to
                - logSumAround(from, logOddsRatio)
                - logOddsRatio * from;
    }

    /** E[x] at the odds ratio. */
    double mean(double logOddsRatio) {
        if (isFixed()) {
            return low;
        }
        long mode = mode(logOddsRatio);
        double odds = StrictMath.exp(logOddsRatio);
        double total = 1;
        double weighted = mode;
        double term = 1;
        for (long x = mode; x < high && term > NEGLIGIBLE; x++) {
            term *= ratio(x) * odds;
            total += term;
            weighted += term * (x + 1);
        }
        term = 1;
        for (long x = mode; x > low && term > NEGLIGIBLE; x--) {
            term /= ratio(x - 1) * odds;
            total += term;
            weighted += term * (x - 1);
        }
        return weighted / total;
    }

    /** log Σ_x w(x) / w(mode). */
    private double logSumAround(long mode, double logOddsRatio) {
        double odds = StrictMath.exp(logOddsRatio);
        double total = 1;
        double term = 1;
        for (long x = mode; x < high && term > NEGLIGIBLE; x++) {
            term *= ratio(x) * odds;
            total += term;
        }
        term = 1;
        for (long x = mode; x > low && term > NEGLIGIBLE; x--) {
            term /= ratio(x - 1) * odds;
            total += term;
        }
        return StrictMath.log(total);
    }

    /** Weight of x + 1 over weight of x at θ = 1. */
    private double ratio(long x) {
        return ((double) (n - x) / (x + 1)) * ((double) (k - x) / (m - k + x + 1));
    }

    private double logRatio(long x) {
        return StrictMath.log(ratio(x));
    }

    /** The largest x whose weight is not below that of x − 1, by the quadratic of the ratio. */
    private long mode(double logOddsRatio) {
        double odds = StrictMath.exp(logOddsRatio);
        long lowest = low;
        long highest = high;
        while (lowest < highest) {
            long middle = lowest + (highest - lowest) / 2;
            if (ratio(middle) * odds >= 1) {
                lowest = middle + 1;
            } else {
                highest = middle;
            }
        }
        return lowest;
    }
}
