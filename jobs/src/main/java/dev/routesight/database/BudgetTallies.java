package dev.routesight.database;

import dev.routesight.budget.Cohort;
import dev.routesight.stats.ClusteredRate;
import dev.routesight.stats.Critical;
import dev.routesight.stats.Jackknife;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What tallies say of cohorts whose traffic is to be explored. */
public final class BudgetTallies {
    /** Fewer judged pairs than that do not tell how many are ties. */
    private static final double LEAST_PAIRS = 30;

    private static final String TRAFFIC =
            """
            select cohort, count(distinct (window_start at time zone 'UTC')::date) as days,
              sum(decisions)::float8 as n, sum(rejected)::float8 as x,
              coalesce(sum(decisions) filter (where assignment = 'policy'), 0)::float8 as policy,
              coalesce(sum(decisions) filter (where assignment = 'policy' and route = ?), 0)::float8
                as policy_cheap,
              coalesce(sum(decisions) filter (where assignment = 'explore'), 0)::float8 as explored,
              coalesce(sum(decisions) filter (where assignment = 'forced'), 0)::float8 as forced,
              (sum(cost_usd) filter (where route = ?)
                / nullif(sum(with_cost) filter (where route = ?), 0))::float8 as cheap_usd,
              (sum(cost_usd) filter (where route = ?)
                / nullif(sum(with_cost) filter (where route = ?), 0))::float8 as reference_usd,
              sum(units)::float8 as units, sum(unit_decisions_sq)::float8 as nn,
              sum(unit_decisions_rejected)::float8 as nx, sum(unit_rejected_sq)::float8 as xx
            from cohort_tally
            where dataset = ? and cut = ? and horizon_seconds = ? and final and complete
              and (window_start at time zone 'UTC')::date >= ?
              and (window_start at time zone 'UTC')::date < ?
              and route in (?, ?)
            group by cohort having sum(decisions) > 0 order by cohort
            """;
    private static final String PAIRS =
            """
            select cohort, sum(events)::float8 as pairs, sum(shadow_cost_usd)::float8 as usd,
              (coalesce(sum(inverse_rate) filter (where verdict = 'tie'), 0)
                / nullif(sum(inverse_rate), 0))::float8 as ties
            from judgement_tally
            where dataset = ? and cut = ? and kind = 'judgement' and final
              and (window_start at time zone 'UTC')::date >= ?
              and (window_start at time zone 'UTC')::date < ?
            group by cohort
            """;
    private static final String BUCKETS =
            """
            select cohort, bucket, sum(decisions)::float8 as n, sum(rejected)::float8 as x
            from bucket_tally
            where dataset = ? and cut = ? and horizon_seconds = ? and final and complete
              and day >= ? and day < ? and route in (?, ?)
            group by cohort, bucket
            """;

    /**
     * A cohort and what is explored of it now.
     *
     * @param name as JSON
     * @param explored share of decisions; likewise forced and double-routed
     */
    public record Known(
            String name, Cohort cohort, double explored, double forced, double shadowed) {}

    private final String dataset;
    private final String cut;
    private final long horizonSeconds;
    private final LocalDate since;
    private final LocalDate until;

    public BudgetTallies(
            String dataset, String cut, long horizonSeconds, LocalDate since, LocalDate until) {
        this.dataset = dataset;
        this.cut = cut;
        this.horizonSeconds = horizonSeconds;
        this.since = since;
        this.until = until;
    }

    /**
     * Every cohort of the cut, of the two routes.
     *
     * @param judgeUsd what judging a pair costs
     */
    public List<Known> read(Connection connection, String cheap, String reference, double judgeUsd)
            throws SQLException {
        Map<String, Double> effects = effects(connection, cheap, reference);
        Map<String, double[]> pairs = pairs(connection);
        List<Known> known = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(TRAFFIC)) {
            set(
                    statement,
                    cheap,
                    cheap,
                    cheap,
                    reference,
                    reference,
                    dataset,
                    cut,
                    horizonSeconds,
                    since,
                    until,
                    cheap,
                    reference);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    String name = row.getString("cohort");
                    known.add(
                            of(
                                    row,
                                    effects.get(name),
                                    pairs.getOrDefault(name, new double[3]),
                                    judgeUsd));
                }
            }
        }
        return known;
    }

    private static Known of(ResultSet row, Double effect, double[] pairs, double judgeUsd)
            throws SQLException {
        double n = row.getDouble("n");
        double x = row.getDouble("x");
        double ofWindows =
                ClusteredRate.of(
                                row.getDouble("units"),
                                n,
                                x,
                                row.getDouble("nn"),
                                row.getDouble("nx"),
                                row.getDouble("xx"),
                                Critical.LEVEL)
                        .designEffect();
        double cheap = number(row, "cheap_usd");
        double reference = number(row, "reference_usd");
        double policy = row.getDouble("policy");
        double share = policy > 0 ? row.getDouble("policy_cheap") / policy : 0.5;
        double shadow =
                pairs[0] > 0 ? pairs[1] / pairs[0] : share * reference + (1 - share) * cheap;
        Cohort cohort =
                new Cohort(
                        n / row.getLong("days") * 7,
                        Math.min(0.999, x / n),
                        share,
                        cheap,
                        reference,
                        shadow + judgeUsd,
                        pairs[0] >= LEAST_PAIRS ? Math.min(0.999, pairs[2]) : 0,
                        Math.max(1, effect == null ? ofWindows : effect));
        return new Known(
                row.getString("cohort"),
                cohort,
                row.getDouble("explored") / n,
                row.getDouble("forced") / n,
                pairs[0] / n);
    }

    /** Pairs, their cost, share of ties. */
    private Map<String, double[]> pairs(Connection connection) throws SQLException {
        Map<String, double[]> pairs = new TreeMap<>();
        try (PreparedStatement statement = connection.prepareStatement(PAIRS)) {
            set(statement, dataset, cut, since, until);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    pairs.put(
                            row.getString("cohort"),
                            new double[] {
                                row.getDouble("pairs"), row.getDouble("usd"), row.getDouble("ties")
                            });
                }
            }
        }
        return pairs;
    }

    /** By the buckets of users, where there are any: they know of users over all days. */
    private Map<String, Double> effects(Connection connection, String cheap, String reference)
            throws SQLException {
        Map<String, double[][]> sums = new TreeMap<>();
        try (PreparedStatement statement = connection.prepareStatement(BUCKETS)) {
            set(statement, dataset, cut, horizonSeconds, since, until, cheap, reference);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    sums.computeIfAbsent(
                                            row.getString("cohort"),
                                            c -> new double[Jackknife.BUCKETS][2])[
                                    row.getInt("bucket")] =
                            new double[] {row.getDouble("n"), row.getDouble("x")};
                }
            }
        }
        Map<String, Double> effects = new TreeMap<>();
        sums.forEach(
                (cohort, buckets) -> {
                    double n = 0;
                    double x = 0;
                    for (double[] bucket : buckets) {
                        n += bucket[0];
                        x += bucket[1];
                    }
                    double error =
                            Jackknife.estimate(buckets, s -> s[1] / s[0], Critical.LEVEL)
                                    .standardError();
                    double effect = error * error / (x / n * (1 - x / n) / n);
                    if (Double.isFinite(effect)) {
                        effects.put(cohort, effect);
                    }
                });
        return effects;
    }

    private static double number(ResultSet row, String column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? Double.NaN : value;
    }

    private static void set(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }
}
