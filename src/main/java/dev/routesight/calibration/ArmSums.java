package dev.routesight.calibration;

import dev.routesight.stats.Estimate;
import dev.routesight.stats.Jackknife;

/**
 * What an arm's decisions came to, by the hash bucket of their unit, so that users who recur do not
 * narrow intervals.
 */
public final class ArmSums {
    private static final int UNITS = 0;
    private static final int DECISIONS = 1;
    private static final int HITS = 2;
    private static final int REFERENCE = 3;
    private static final int COST = 4;

    private final String arm;
    private final double[][] buckets = new double[Jackknife.BUCKETS][5];

    public ArmSums(String arm) {
        this.arm = arm;
    }

    public String arm() {
        return arm;
    }

    /**
     * Adds to a bucket.
     *
     * @param units first exposed in this arm
     * @param hits decisions with the signal (or rejected)
     * @param toReference decisions that went to the reference route
     * @param cost in USD
     */
    public ArmSums add(
            int bucket,
            double units,
            double decisions,
            double hits,
            double toReference,
            double cost) {
        double[] b = buckets[bucket];
        b[UNITS] += units;
        b[DECISIONS] += decisions;
        b[HITS] += hits;
        b[REFERENCE] += toReference;
        b[COST] += cost;
        return this;
    }

    /** Adds all that another has. */
    public void addAll(ArmSums other) {
        for (int bucket = 0; bucket < buckets.length; bucket++) {
            for (int column = 0; column < buckets[bucket].length; column++) {
                buckets[bucket][column] += other.buckets[bucket][column];
            }
        }
    }

    /** Rate of the signal, with its interval. */
    public Estimate rate(double level) {
        return rates().estimate(0, level);
    }

    /** Share sent to the reference route. */
    public Estimate share(double level) {
        return rates().estimate(1, level);
    }

    public double units() {
        return total(UNITS);
    }

    public double decisions() {
        return total(DECISIONS);
    }

    private double total(int column) {
        double sum = 0;
        for (double[] bucket : buckets) {
            sum += bucket[column];
        }
        return sum;
    }

    /** Rate of the signal, share sent to the reference, cost per unit; in this order. */
    Jackknife rates() {
        return Jackknife.of(
                buckets,
                t ->
                        new double[] {
                            t[HITS] / t[DECISIONS], t[REFERENCE] / t[DECISIONS], t[COST] / t[UNITS],
                        });
    }
}
