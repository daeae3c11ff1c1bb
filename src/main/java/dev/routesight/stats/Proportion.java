package dev.routesight.stats;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * Intervals for the rate behind k of n independent trials, 0 to 1. k and n need not be whole: they
 * may be effective numbers (see {@link ClusteredRate}).
 *
 * <p>{@link #interval} is Wilson's where at least {@link #ENOUGH} trials went either way, else the
 * exact one, whose coverage never falls below its level.
 */
public final class Proportion {
    /** Fewer than this either way, and the exact interval is taken. */
    public static final double ENOUGH = 5;

    private Proportion() {}

    /** The rate with the interval that suits it. */
    public static Interval interval(double k, double n, double level) {
        return k >= ENOUGH && n - k >= ENOUGH ? wilson(k, n, level) : exact(k, n, level);
    }

    public static Interval interval(double k, double n) {
        return interval(k, n, Critical.LEVEL);
    }

    /**
     * (k + z²/2 ± z √(k(n−k)/n + z²/4)) / (n + z²). Wilson (1927), "Probable inference, the law of
     * succession, and statistical inference"; Brown, Cai and DasGupta (2001), "Interval estimation
     * for a binomial proportion".
     */
    public static Interval wilson(double k, double n, double level) {
        check(k, n);
        if (n == 0) {
            return new Interval(0, 1);
        }
        double z = Critical.z(level);
        double centre = (k + z * z / 2) / (n + z * z);
        double reach = z * Math.sqrt(k * (n - k) / n + z * z / 4) / (n + z * z);
        double low = k == 0 ? 0 : centre - reach;
        double high = k == n ? 1 : centre + reach;
        return new Interval(Math.max(0, low), Math.min(1, high));
    }

    /**
     * Both bounds, each exact at (1 − level)/2. Clopper and Pearson (1934), "The use of confidence
     * or fiducial limits illustrated in the case of the binomial".
     */
    public static Interval exact(double k, double n, double level) {
        double tail = (1 - level) / 2;
        return new Interval(lower(k, n, tail), upper(k, n, tail));
    }

    /** One-sided: the {@code tail} quantile of Beta(k, n−k+1); 0 without hits. */
    public static double lower(double k, double n, double tail) {
        check(k, n);
        if (k == 0) {
            return 0;
        }
        BetaDistribution beta = BetaDistribution.of(k, n - k + 1);
        return refined(
                beta,
                beta.inverseCumulativeProbability(tail),
                p -> beta.cumulativeProbability(p) - tail);
    }

    /** One-sided: the 1 − {@code tail} quantile of Beta(k+1, n−k); 1 with hits only. */
    public static double upper(double k, double n, double tail) {
        check(k, n);
        if (k == n) {
            return 1;
        }
        BetaDistribution beta = BetaDistribution.of(k + 1, n - k);
        return refined(
                beta,
                beta.inverseSurvivalProbability(tail),
                p -> tail - beta.survivalProbability(p));
    }

    /**
     * The root near a first guess. The library's root is good to 1e-9 absolutely, which is too
     * coarse for rates near 0: Newton steps on the logarithm mend that.
     */
    private static double refined(BetaDistribution beta, double guess, DoubleUnaryOperator excess) {
        double p = Math.max(guess, Double.MIN_NORMAL);
        for (int step = 0; step < 50; step++) {
            double change = excess.applyAsDouble(p) / (beta.density(p) * p);
            if (!Double.isFinite(change)) {
                return p;
            }
            p = Math.min(1 - 1e-16, p * Math.exp(-Math.max(-1, Math.min(1, change))));
            if (Math.abs(change) < 1e-13) {
                return p;
            }
        }
        return p;
    }

    private static void check(double k, double n) {
        if (!(k >= 0 && k <= n)) {
            throw new IllegalArgumentException(k + " of " + n + " is no rate");
        }
    }
}
