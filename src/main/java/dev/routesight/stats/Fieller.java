package dev.routesight.stats;

/**
 * Confidence set of a ratio a/b of two normal estimates: all ρ with (a − ρb)² ≤ t²·(Vaa − 2ρVab +
 * ρ²Vbb). With g = t²Vbb/b² it is an interval for g &lt; 1, else b cannot be told from 0 and the
 * set is everything outside an interval, or everything. Fieller (1954), "Some problems in interval
 * estimation".
 *
 * @param ratio a/b
 * @param g squared relative reach of b; 1 or more: no measurable denominator
 * @param low for {@code BOUNDED} and {@code OUTSIDE} the smaller root, else −∞
 * @param high the larger root, else ∞
 */
public record Fieller(double ratio, double g, Shape shape, double low, double high) {
    /** What the set looks like. */
    public enum Shape {
        /** From low to high. */
        BOUNDED,
        /** Up to low, and from high on. */
        OUTSIDE,
        /** Every value. */
        EVERYTHING
    }

    public static Fieller of(
            double a, double b, double vaa, double vab, double vbb, double critical) {
        double t2 = critical * critical;
        double g = t2 * vbb / (b * b);
        double leading = b * b - t2 * vbb;
        double half = a * b - t2 * vab;
        double constant = a * a - t2 * vaa;
        double discriminant = half * half - leading * constant;
        if (Double.isNaN(discriminant) || leading == 0 || discriminant < 0) {
            return everything(a / b, Double.isNaN(g) ? Double.POSITIVE_INFINITY : g);
        }
        double root = Math.sqrt(discriminant);
        double one = (half - root) / leading;
        double two = (half + root) / leading;
        return new Fieller(
                a / b,
                g,
                leading > 0 ? Shape.BOUNDED : Shape.OUTSIDE,
                Math.min(one, two),
                Math.max(one, two));
    }

    private static Fieller everything(double ratio, double g) {
        return new Fieller(
                ratio, g, Shape.EVERYTHING, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    public boolean isBounded() {
        return shape == Shape.BOUNDED;
    }

    public boolean contains(double value) {
        return switch (shape) {
            case BOUNDED -> low <= value && value <= high;
            case OUTSIDE -> value <= low || high <= value;
            case EVERYTHING -> true;
        };
    }

    /** The bounded interval, or everything: an outer part is no use to a reader. */
    public Interval interval() {
        return isBounded() ? new Interval(low, high) : Interval.EVERYTHING;
    }
}
