package dev.routesight.wording.evaluate;

import dev.routesight.stats.Critical;
import dev.routesight.stats.Proportion;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A 95 % interval.
 *
 * @param low lower bound
 * @param high upper bound
 */
public record Interval(double low, double high) {
    private static final int RESAMPLES = 2000;

    /** Wilson's score interval for a share k of n; NaN when n is 0. */
    public static Interval wilson(long k, long n) {
        if (n == 0) {
            return new Interval(Double.NaN, Double.NaN);
        }
        dev.routesight.stats.Interval wilson = Proportion.wilson(k, n, Critical.LEVEL);
        return new Interval(wilson.low(), wilson.high());
    }

    /**
     * Percentile bootstrap of F1 over groups: {@value #RESAMPLES} resamples of whole groups with a
     * fixed seed, so that turns of one dialogue are never taken for independent ones.
     */
    public static Interval ofF1(Collection<Counts> groups) {
        List<Counts> all = List.copyOf(groups);
        SplittableRandom random = new SplittableRandom(20);
        double[] values = new double[RESAMPLES];
        int kept = 0;
        for (int r = 0; r < RESAMPLES; r++) {
            long hits = 0;
            long missed = 0;
            for (int i = 0; i < all.size(); i++) {
                Counts drawn = all.get(random.nextInt(all.size()));
                hits += drawn.hits();
                missed += drawn.alarms() + drawn.misses();
            }
            double f1 = 2.0 * hits / (2.0 * hits + missed);
            if (!Double.isNaN(f1)) {
                values[kept++] = f1;
            }
        }
        if (kept == 0) {
            return new Interval(Double.NaN, Double.NaN);
        }
        Arrays.sort(values, 0, kept);
        return new Interval(values[(int) (0.025 * kept)], values[(int) (0.975 * kept)]);
    }
}
