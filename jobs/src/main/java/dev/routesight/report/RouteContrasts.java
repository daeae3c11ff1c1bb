package dev.routesight.report;

import static dev.routesight.report.Rows.number;

import dev.routesight.stats.Critical;
import dev.routesight.stats.Estimate;
import dev.routesight.stats.Jackknife;
import dev.routesight.stats.MantelHaenszel;
import dev.routesight.stats.TwoByTwo;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Routes against the reference within query shape; what chance decided is told from the rest. */
final class RouteContrasts implements Section {
    /** Buckets below which the jackknife says too little. */
    private static final int ENOUGH_BUCKETS = 20;

    private static final String PLAIN =
            """
            select cut, cohort, query_shape, traffic, experiment, route, reference,
              horizon_seconds as horizon, strata, decisions, reference_decisions, difference,
              difference_low, difference_high, ratio, ratio_low, ratio_high,
              'decisions' as independent
            from route_contrast(?, ?, ?)
            where reference = ? and (cut, cohort) in (select * from unnest(?::text[], ?::text[]))
            order by cut, cohort, query_shape, traffic, experiment, route, horizon_seconds
            """;

    private static final String BY_UNIT =
            """
            select cut, cohort, query_shape, traffic, experiment, route, reference,
              horizon_seconds as horizon, strata, decisions, reference_decisions, difference,
              difference_low, difference_high, ratio, ratio_low, ratio_high,
              'users' as independent, buckets
            from route_contrast_by_unit(?, ?, ?)
            where reference = ? and (cut, cohort) in (select * from unnest(?::text[], ?::text[]))
              and difference_low is not null
            """;

    private static final String CELLS =
            """
            select day, query_shape, score_bin, bucket, route = ? as one, sum(decisions) as n,
              sum(rejected) as x
            from bucket_tally
            where dataset = ? and day >= ? and day < ? and cut = '' and horizon_seconds = ?
              and final and complete and assignment in ('explore', 'forced') and route in (?, ?)
            group by 1, 2, 3, 4, 5
            """;

    @Override
    public Map<String, Object> read(Rows rows, Scope scope) throws SQLException {
        Map<List<Object>, Map<String, Object>> found = new LinkedHashMap<>();
        Object[] asked = {
            scope.dataset(),
            scope.since(),
            scope.until(),
            scope.reference(),
            scope.cohortCuts(),
            scope.cohortNames()
        };
        rows.each(PLAIN, row -> found.put(key(row), row), asked);
        rows.each(
                BY_UNIT,
                row -> {
                    if (number(row, "buckets") >= ENOUGH_BUCKETS && found.containsKey(key(row))) {
                        row.remove("buckets");
                        found.put(key(row), row);
                    }
                },
                asked);
        found.values()
                .forEach(
                        row ->
                                row.put(
                                        "place",
                                        scope.place(
                                                Rows.text(row, "cut"), Rows.text(row, "cohort"))));
        List<Map<String, Object>> all = new ArrayList<>(found.values());
        return Json.object(
                "reference", scope.reference(),
                "rows", all,
                "words", words(scope, all));
    }

    private static List<Object> key(Map<String, Object> row) {
        return Arrays.asList(
                row.get("cut"),
                row.get("cohort"),
                row.get("query_shape"),
                row.get("traffic"),
                row.get("experiment"),
                row.get("route"),
                row.get("horizon"));
    }

    private static List<String> words(Scope scope, List<Map<String, Object>> rows) {
        if (rows.isEmpty()) {
            boolean shortOnly = scope.horizons().stream().allMatch(h -> h < 1800);
            return List.of(
                    shortOnly
                            ? "Routes are compared at horizons of 30 minutes and more: at less, a"
                                    + " fast route simply gave more time to react. Add one to the"
                                    + " key horizons."
                            : "No query shape has decisions of both "
                                    + scope.reference()
                                    + " and another route, so there is nothing to compare. Send a"
                                    + " small share of decisions by chance (assignment explore).");
        }
        boolean causal = rows.stream().anyMatch(r -> "causal".equals(r.get("traffic")));
        return causal
                ? List.of()
                : List.of(
                        "All of this is observed, not causal: the score decided the route, so even"
                                + " the sign can be wrong. Send a small share of decisions by"
                                + " chance (assignment explore), and the cause can be told.");
    }

    /**
     * Rejected rate of cheap less that of the reference over all query shapes, in randomised
     * traffic: strata of day, query shape and score bin pooled by Mantel and Haenszel, the error by
     * the jackknife over buckets of the unit.
     */
    static Estimate pooled(Rows rows, Scope scope) throws SQLException {
        if (scope.cheap() == null) {
            return Estimate.NONE;
        }
        Map<List<Object>, Integer> strata = new HashMap<>();
        List<double[]> cells = new ArrayList<>();
        rows.each(
                CELLS,
                row -> {
                    List<Object> stratum =
                            List.of(row.get("day"), row.get("query_shape"), row.get("score_bin"));
                    int at = strata.computeIfAbsent(stratum, s -> strata.size());
                    boolean one = row.get("one") == Boolean.TRUE;
                    cells.add(
                            new double[] {
                                number(row, "bucket"),
                                4 * at + (one ? 0 : 2),
                                number(row, "n"),
                                number(row, "x")
                            });
                },
                scope.cheap(),
                scope.dataset(),
                scope.since(),
                scope.until(),
                scope.horizon(),
                scope.cheap(),
                scope.reference());
        double[][] sums = new double[Jackknife.BUCKETS][4 * strata.size()];
        for (double[] cell : cells) {
            sums[(int) cell[0]][(int) cell[1]] += cell[2];
            sums[(int) cell[0]][(int) cell[1] + 1] += cell[3];
        }
        return Jackknife.estimate(sums, t -> difference(t), Critical.LEVEL);
    }

    private static double difference(double[] totals) {
        List<TwoByTwo> strata = new ArrayList<>();
        for (int i = 0; i < totals.length; i += 4) {
            strata.add(new TwoByTwo(totals[i + 1], totals[i], totals[i + 3], totals[i + 2]));
        }
        return new MantelHaenszel(strata, Critical.LEVEL).difference().value();
    }
}
