package dev.routesight.database;

import dev.routesight.attribution.SignalKind;
import dev.routesight.money.Ledger;
import dev.routesight.money.PriceBook;
import dev.routesight.money.RandomisedBins;
import dev.routesight.tally.Cut;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What {@code bucket_tally} and {@code judgement_tally} say about money, by cohort and day. */
public final class MoneyTallies {
    /** Prices of signals for a cohort (as JSON). */
    public interface Prices {
        Map<String, Double> of(String cohort);
    }

    /** A day of a cohort. Mutable. */
    public static final class Day {
        public double decisions;
        public double extra;
        public double withoutCost;
        public Ledger.Accounts accounts = new Ledger.Accounts(0, 0, 0);

        /** Decisions that the policy sent to cheap, by bin. */
        public final Map<String, Double> policyCheap = new TreeMap<>();

        /** Adds another's. */
        public void add(Day other) {
            decisions += other.decisions;
            extra += other.extra;
            withoutCost += other.withoutCost;
            accounts = accounts.plus(other.accounts);
            other.policyCheap.forEach((bin, n) -> policyCheap.merge(bin, n, Double::sum));
        }
    }

    /** A cohort: its days, and what randomised traffic says over all of them. */
    public record CohortMoney(String cohort, Map<LocalDate, Day> days, RandomisedBins randomised) {}

    private final String dataset;
    private final String cut;
    private final long horizonSeconds;

    public MoneyTallies(String dataset, String cut, long horizonSeconds) {
        this.dataset = dataset;
        this.cut = cut;
        this.horizonSeconds = horizonSeconds;
    }

    /** Reads the days from since to before until. */
    public List<CohortMoney> read(
            Connection connection,
            String cheap,
            String reference,
            LocalDate since,
            LocalDate until,
            Prices prices)
            throws SQLException {
        List<String> kinds = new ArrayList<>(List.of("rejected"));
        for (SignalKind kind : SignalKind.values()) {
            kinds.add(kind.label());
        }
        String sql =
                "select cohort, day, query_shape || '/' || score_bin as bin, assignment = 'policy'"
                    + " as policy, route, bucket, sum(decisions)::float8 as n, sum(decisions -"
                    + " with_cost)::float8 as unpriced, sum(root_reference_cost_usd)::float8 as"
                    + " reference, sum(cost_usd)::float8 as spent, sum(extra_cost_usd)::float8 as"
                    + " extra, "
                        + kinds.stream()
                                .map(k -> "sum(" + k + ")::float8 as " + k)
                                .collect(Collectors.joining(", "))
                        + " from bucket_tally where dataset = ? and cut = ? and horizon_seconds = ?"
                        + " and day >= ? and day < ? and final and complete group by 1, 2, 3, 4, 5,"
                        + " 6 order by 1, 2";
        Map<String, CohortMoney> cohorts = new TreeMap<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, dataset);
            statement.setString(2, cut);
            statement.setLong(3, horizonSeconds);
            statement.setObject(4, since);
            statement.setObject(5, until);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    CohortMoney cohort = cohort(cohorts, row.getString("cohort"));
                    take(row, cohort, cheap, reference, kinds, prices);
                }
            }
        }
        addShadows(connection, cohorts, since, until);
        return new ArrayList<>(cohorts.values());
    }

    private static CohortMoney cohort(Map<String, CohortMoney> cohorts, String name) {
        return cohorts.computeIfAbsent(
                name, c -> new CohortMoney(c, new TreeMap<>(), new RandomisedBins()));
    }

    private static Day day(CohortMoney cohort, ResultSet row) throws SQLException {
        return cohort.days().computeIfAbsent(row.getObject("day", LocalDate.class), d -> new Day());
    }

    private static void take(
            ResultSet row,
            CohortMoney cohort,
            String cheap,
            String reference,
            List<String> kinds,
            Prices prices)
            throws SQLException {
        Day day = day(cohort, row);
        double n = row.getDouble("n");
        day.decisions += n;
        day.extra += row.getDouble("extra");
        day.withoutCost += row.getDouble("unpriced");
        day.accounts =
                day.accounts.plus(
                        new Ledger.Accounts(row.getDouble("reference"), row.getDouble("spent"), 0));
        String route = row.getString("route");
        boolean isCheap = route.equals(cheap);
        if (row.getBoolean("policy")) {
            if (isCheap) {
                day.policyCheap.merge(row.getString("bin"), n, Double::sum);
            }
        } else if (isCheap || route.equals(reference)) {
            Map<String, Double> book = prices.of(cohort.cohort());
            double priced = 0;
            for (String kind : kinds) {
                priced += book.getOrDefault(kind, 0.0) * row.getDouble(kind);
            }
            cohort.randomised()
                    .add(
                            row.getString("bin"),
                            row.getInt("bucket"),
                            isCheap,
                            n,
                            row.getDouble("rejected"),
                            priced);
        }
    }

    private void addShadows(
            Connection connection,
            Map<String, CohortMoney> cohorts,
            LocalDate since,
            LocalDate until)
            throws SQLException {
        String sql =
                "select cohort, (window_start at time zone 'UTC')::date as day,"
                        + " sum(shadow_cost_usd)::float8 as usd from judgement_tally where dataset"
                        + " = ? and cut = ? and kind = 'judgement' and final and (window_start at"
                        + " time zone 'UTC')::date >= ? and (window_start at time zone 'UTC')::date"
                        + " < ? group by 1, 2";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, dataset);
            statement.setString(2, cut);
            statement.setObject(3, since);
            statement.setObject(4, until);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Day day = day(cohort(cohorts, row.getString("cohort")), row);
                    day.accounts =
                            day.accounts.plus(new Ledger.Accounts(0, 0, row.getDouble("usd")));
                }
            }
        }
    }

    /** The prices of a book, for cohorts by their dimensions. */
    public static Prices prices(PriceBook book) {
        return cohort -> {
            Map<String, Double> prices = new TreeMap<>();
            Map<String, String> of = cohort.startsWith("{") ? Cut.valuesOf(cohort) : Map.of();
            prices.put("rejected", book.of("rejected", of));
            for (SignalKind kind : SignalKind.values()) {
                prices.put(kind.label(), book.of(kind.label(), of));
            }
            return prices;
        };
    }
}
