package dev.routesight.stats;

/**
 * A rate over decisions of units (users) who recur, so that decisions are not independent. From the
 * columns {@code units}, {@code decisions}, {@code rejected}, {@code unit_decisions_sq}, {@code
 * unit_decisions_rejected}, {@code unit_rejected_sq}.
 *
 * <p>With unit u having x_u of n_u: p = Σx_u/Σn_u, variance U/(U−1) · Σ(x_u − p·n_u)² / (Σn_u)²
 * (linearised ratio estimator; Cochran, "Sampling Techniques"). The interval is {@link
 * Proportion}'s with the effective number of trials n* = n / max(1, design effect) and p·n*
 * successes (Korn and Graubard (1998), "Confidence intervals for proportions with small expected
 * number of positive counts estimated from survey data").
 *
 * @param designEffect the variance over that of as many independent trials, 1 where unknown
 */
public record ClusteredRate(
        double rate, double standardError, double designEffect, Interval interval) {

    public static ClusteredRate of(
            double units, double n, double x, double nn, double nx, double xx, double level) {
        if (n == 0) {
            return new ClusteredRate(Double.NaN, Double.NaN, 1, new Interval(0, 1));
        }
        double p = x / n;
        double independent = p * (1 - p) / n;
        if (units < 2 || independent == 0) {
            // with no or all trials successful only the spread of unit sizes is known
            double worst = units < 2 ? n : nn / n;
            double effective = n / Math.max(1, worst);
            return new ClusteredRate(
                    p,
                    Math.sqrt(independent),
                    worst,
                    Proportion.exact(p * effective, effective, level));
        }
        double residual = Math.max(0, xx - 2 * p * nx + p * p * nn);
        double variance = units / (units - 1) * residual / (n * n);
        double effect = variance / independent;
        double shrink = Critical.z(level) / Critical.t(level, units - 1);
        double effective = n / Math.max(1, effect) * shrink * shrink;
        return new ClusteredRate(
                p,
                Math.sqrt(variance),
                effect,
                Proportion.interval(Math.min(effective, p * effective), effective, level));
    }
}
