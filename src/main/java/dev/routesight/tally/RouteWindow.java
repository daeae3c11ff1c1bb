package dev.routesight.tally;

/**
 * What a route had of a cohort in one final window at the horizon that drift is watched at; the
 * decisions of all router versions and assignments together, unless they are compared.
 *
 * @param cut dimension names joined by a comma
 * @param cohort JSON object of the cut's dimensions
 * @param route empty for all routes together
 * @param windowStart epoch milliseconds, inclusive
 * @param windowEnd exclusive
 * @param strata query shape (left out where it is the cohort's) and bin of the score, sorted
 * @param counts for each stratum its decisions, then those with each watched signal; with groups,
 *     one group after the other
 * @param units over users (else sessions): Σ n_u², Σ n_u·x_u, Σ x_u², x_u rejected, one group after
 *     the other; empty if not wanted
 * @param costNanos Σ of known costs, in 1e-9 USD
 * @param withCost decisions with a known cost
 * @param routerVersions seen, as {@link Distinct}
 * @param models seen behind the route
 * @param thresholds of the router, seen
 * @param against what is compared, {@link Against#text}; empty where the decisions stand alone
 * @param groups names of what is compared: routes (the watched one, the others), router versions
 *     (sorted), or the router's own choice and the arm; empty where nothing is compared
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
        double[] thresholds,
        String against,
        String[] groups) {

    /** Of decisions that are compared with no others. */
    public RouteWindow(
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
        this(
                cut,
                cohort,
                route,
                windowStart,
                windowEnd,
                strata,
                counts,
                units,
                costNanos,
                withCost,
                routerVersions,
                models,
                thresholds,
                "",
                new String[0]);
    }

    /** What drift is keyed by. */
    public String key() {
        return against + "\n" + cut + "\n" + cohort + "\n" + route;
    }

    /** What {@link #key} was made of: what is compared, cut, cohort, route. */
    public static String[] partsOf(String key) {
        return key.split("\n", 4);
    }
}
