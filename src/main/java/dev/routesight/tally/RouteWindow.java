package dev.routesight.tally;

/**
 * What a route had of a cohort in one final window at the horizon that drift is watched at; the
 * decisions of all router versions and assignments together.
 *
 * @param cut dimension names joined by a comma
 * @param cohort JSON object of the cut's dimensions
 * @param windowStart epoch milliseconds, inclusive
 * @param windowEnd exclusive
 * @param strata query shape (left out where it is the cohort's) and bin of the score, sorted
 * @param counts for each stratum its decisions, then those with each watched signal
 * @param units over users (else sessions): Σ n_u², Σ n_u·x_u, Σ x_u², x_u rejected; empty if not
 *     wanted
 * @param costNanos Σ of known costs, in 1e-9 USD
 * @param withCost decisions with a known cost
 * @param routerVersions seen, as {@link Distinct}
 * @param models seen behind the route
 * @param thresholds of the router, seen
 */
public record RouteWindow(
        String cut,
        String cohort,
        String route,
        long windowStart,
        long windowEnd,
        String[] strata,
        long[] counts,
        long[] units,
        long costNanos,
        long withCost,
        String[] routerVersions,
        String[] models,
        double[] thresholds) {

    /** What drift is keyed by. */
    public String key() {
        return cut + "\n" + cohort + "\n" + route;
    }
}
