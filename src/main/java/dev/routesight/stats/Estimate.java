package dev.routesight.stats;

/**
 * A value with its standard error and interval, in the units of the value. {@code NaN} where there
 * is nothing to estimate from; then the interval is everything.
 */
public record Estimate(double value, double standardError, Interval interval) {
    /** Nothing to estimate from. */
    public static final Estimate NONE = new Estimate(Double.NaN, Double.NaN, Interval.EVERYTHING);

    /** With {@code value} ± {@code critical} standard errors. */
    public static Estimate of(double value, double standardError, double critical) {
        return new Estimate(value, standardError, Interval.around(value, critical * standardError));
    }

    public boolean isKnown() {
        return Double.isFinite(value);
    }

    /** Of the quantity times {@code factor}. */
    public Estimate times(double factor) {
        return new Estimate(
                value * factor, standardError * Math.abs(factor), interval.times(factor));
    }
}
