package dev.routesight.stats;

/**
 * A range of values with stated coverage. Bounds may be infinite where the data do not bound the
 * quantity.
 */
public record Interval(double low, double high) {
    /** Says nothing. */
    public static final Interval EVERYTHING =
            new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException("not an interval: " + low + " to " + high);
        }
    }

    /** {@code centre} ± {@code reach}; everything where either is not a number. */
    public static Interval around(double centre, double reach) {
        boolean known = Double.isFinite(centre) && Double.isFinite(reach);
        return known ? new Interval(centre - reach, centre + reach) : EVERYTHING;
    }

    public boolean contains(double value) {
        return low <= value && value <= high;
    }

    public boolean isBounded() {
        return Double.isFinite(low) && Double.isFinite(high);
    }

    public double width() {
        return high - low;
    }

    /** The part of it between two bounds that the quantity cannot leave. */
    public Interval within(double least, double most) {
        double l = Math.min(most, Math.max(least, low));
        return new Interval(l, Math.max(l, Math.min(most, high)));
    }

    /** What it is for a quantity times {@code factor}. */
    public Interval times(double factor) {
        double a = factor == 0 ? 0 : low * factor;
        double b = factor == 0 ? 0 : high * factor;
        return new Interval(Math.min(a, b), Math.max(a, b));
    }
}
