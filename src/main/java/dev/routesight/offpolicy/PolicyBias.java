package dev.routesight.offpolicy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a set of decisions is bent by the policy that took them: what a router that is trained on it
 * would believe about itself.
 *
 * <p>Of each route, the rejected rate as it is logged, and weighted by 1/propensity
 * (self-normalised inverse propensity): what it would be if all queries went there. Effective size
 * is (Σw)²/Σw² of these weights (Kish). A cell of query shape and score bin without a route has
 * nothing to say of that route there.
 */
public final class PolicyBias {
    /** Below this share of deliberate decisions the report warns. */
    public static final double LITTLE = 0.01;

    private final int bins;
    private final Map<String, Tally> routes = new TreeMap<>();
    private final Map<String, Map<String, Long>> cells = new TreeMap<>();
    private long rows;
    private long deliberate;
    private long without;

    /** Sums of a route. Mutable. */
    private static final class Tally {
        private long n;
        private long rejected;
        private long deliberate;
        private double w;
        private double ww;
        private double wr;
        private double least = Double.POSITIVE_INFINITY;
    }

    /**
     * A route in the set.
     *
     * @param logged rejected rate as it is
     * @param weighted rejected rate if all queries went there; NaN without propensities
     * @param effective effective number of decisions behind that
     * @param leastPropensity the smallest one logged; NaN without any
     */
    public record Route(
            String route,
            long decisions,
            long deliberate,
            double logged,
            double weighted,
            double effective,
            double leastPropensity) {}

    public PolicyBias(int bins) {
        this.bins = bins;
    }

    /**
     * Adds a decision.
     *
     * @param score null when absent
     * @param propensity of the route taken; null when absent
     * @param misrouted whether chance or an experiment chose the route
     */
    public void add(
            String route,
            String queryShape,
            Double score,
            Double propensity,
            boolean misrouted,
            boolean rejected) {
        rows++;
        deliberate += misrouted ? 1 : 0;
        Tally t = routes.computeIfAbsent(route, r -> new Tally());
        t.n++;
        t.rejected += rejected ? 1 : 0;
        t.deliberate += misrouted ? 1 : 0;
        if (propensity == null || !(propensity > 0)) {
            without++;
        } else {
            double w = 1 / propensity;
            t.w += w;
            t.ww += w * w;
            t.wr += rejected ? w : 0;
            t.least = Math.min(t.least, propensity);
        }
        String bin = score == null ? "no score" : "bin " + Math.min(bins - 1, (int) (score * bins));
        cells.computeIfAbsent(queryShape + ", " + bin, c -> new TreeMap<>())
                .merge(route, 1L, Long::sum);
    }

    public long rows() {
        return rows;
    }

    public long deliberate() {
        return deliberate;
    }

    /** Decisions without a propensity: they have no weight. */
    public long without() {
        return without;
    }

    public List<Route> routes() {
        List<Route> all = new ArrayList<>();
        routes.forEach(
                (name, t) ->
                        all.add(
                                new Route(
                                        name,
                                        t.n,
                                        t.deliberate,
                                        (double) t.rejected / t.n,
                                        t.w > 0 ? t.wr / t.w : Double.NaN,
                                        t.ww > 0 ? t.w * t.w / t.ww : 0,
                                        t.w > 0 ? t.least : Double.NaN)));
        return all;
    }

    /** Share of decisions in cells of query shape and score bin where each route was seen. */
    public double overlap() {
        long seen = 0;
        for (Map<String, Long> cell : cells.values()) {
            if (cell.size() == routes.size()) {
                seen += cell.values().stream().mapToLong(Long::longValue).sum();
            }
        }
        return rows == 0 ? Double.NaN : (double) seen / rows;
    }

    /** What to mind before training on it, in words; empty when there is nothing. */
    public List<String> warnings() {
        List<String> all = new ArrayList<>();
        if (rows == 0) {
            return List.of("there are no decisions");
        }
        if (deliberate < LITTLE * rows) {
            all.add(
                    words(
                            "%.2f %% of the decisions were given a route by chance: a router"
                                    + " trained on this confirms itself",
                            100.0 * deliberate / rows));
        }
        if (without > 0) {
            all.add(
                    words(
                            "%d of %d decisions carry no propensity and have no weight; none is"
                                    + " assumed",
                            without, rows));
        }
        if (overlap() < 0.95) {
            all.add(
                    words(
                            "%.1f %% of the decisions are of a query shape and score bin where some"
                                    + " route was never tried: nothing can be learnt of it there",
                            100 * (1 - overlap())));
        }
        for (Route route : routes()) {
            if (route.effective() < Identification.LEAST_EFFECTIVE) {
                all.add(
                        words(
                                "route '%s' has %.0f effective decisions, fewer than %.0f",
                                route.route(), route.effective(), Identification.LEAST_EFFECTIVE));
            }
        }
        return all;
    }

    private static String words(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
