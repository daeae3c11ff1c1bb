package dev.routesight.database;

import dev.routesight.cascade.Gate;
import dev.routesight.cascade.GateBin;
import dev.routesight.cascade.GateSums;
import dev.routesight.stats.Estimate;
import dev.routesight.stats.Interval;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What {@code escalation_rate}, {@code gate_outcome} and {@code gate_stopped} say of a cascade. */
public final class CascadeTables {
    private static final String RATES =
            """
            select route, traffic, decisions, escalated, rate, rate_low, rate_high
            from escalation_rate(?, ?, ?) where horizon_seconds = ? and verifier is null
              and escalated > 0
            order by route, traffic
            """;
    private static final String OUTCOMES =
            """
            select * from gate_outcome(?, ?, ?)
            where horizon_seconds = ? and traffic in ('policy', 'randomised')
            order by verifier, route
            """;
    private static final String JUDGED =
            """
            select * from gate_stopped(?, ?, ?)
            where horizon_seconds = ? and evidence = 'shadow pairs' and score_bin is null
            """;

    /** How often decisions of a route were escalated, scored or not. */
    public record Rate(
            String route, String traffic, double decisions, double escalated, Estimate rate) {}

    /** Stopped answers that a judge compared with what came instead. */
    public record Judged(double pairs, Estimate needless) {
        static final Judged NONE = new Judged(0, Estimate.NONE);
    }

    /** A verifier and the route that it scores. */
    public record Scored(Gate gate, Judged judged) {}

    /** Everything. */
    public record Read(List<Rate> rates, List<Scored> gates) {}

    private final String dataset;
    private final long horizonSeconds;
    private final LocalDate since;
    private final LocalDate until;

    public CascadeTables(String dataset, long horizonSeconds, LocalDate since, LocalDate until) {
        this.dataset = dataset;
        this.horizonSeconds = horizonSeconds;
        this.since = since;
        this.until = until;
    }

    /** Reads the days from since to before until. */
    public Read read(Connection connection) throws SQLException {
        List<Rate> rates = new ArrayList<>();
        try (PreparedStatement statement = asked(connection, RATES);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                rates.add(
                        new Rate(
                                row.getString("route"),
                                row.getString("traffic"),
                                row.getDouble("decisions"),
                                row.getDouble("escalated"),
                                estimate(row, "rate")));
            }
        }
        Map<List<String>, Half> gates = new TreeMap<>(CascadeTables::compare);
        try (PreparedStatement statement = asked(connection, OUTCOMES);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                gates.computeIfAbsent(key(row), k -> new Half()).take(row);
            }
        }
        try (PreparedStatement statement = asked(connection, JUDGED);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                gates.get(key(row)).judged =
                        new Judged(row.getDouble("compared"), estimate(row, "needless"));
            }
        }
        List<Scored> scored = new ArrayList<>();
        gates.forEach((key, half) -> scored.add(half.whole(key.get(0), key.get(1))));
        return new Read(rates, scored);
    }

    private PreparedStatement asked(Connection connection, String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setString(1, dataset);
        statement.setObject(2, since);
        statement.setObject(3, until);
        statement.setLong(4, horizonSeconds);
        return statement;
    }

    private static List<String> key(ResultSet row) throws SQLException {
        return List.of(row.getString("verifier"), row.getString("route"));
    }

    private static int compare(List<String> a, List<String> b) {
        int first = a.get(0).compareTo(b.get(0));
        return first == 0 ? a.get(1).compareTo(b.get(1)) : first;
    }

    private static Estimate estimate(ResultSet row, String name) throws SQLException {
        double value = row.getDouble(name);
        return row.wasNull()
                ? Estimate.NONE
                : new Estimate(
                        value,
                        Double.NaN,
                        new Interval(row.getDouble(name + "_low"), row.getDouble(name + "_high")));
    }

    /** A gate that is being read. */
    private static final class Half {
        private final List<GateBin> bins =
                new ArrayList<>(Collections.nCopies(Gate.BINS, GateBin.EMPTY));
        private GateBin all = GateBin.EMPTY;
        private Double most;
        private Double least;
        private Judged judged = Judged.NONE;

        void take(ResultSet row) throws SQLException {
            boolean policy = row.getString("traffic").equals("policy");
            boolean shipped = row.getString("fate").equals("shipped");
            int bin = row.getInt("score_bin");
            if (!row.wasNull()) {
                bins.set(bin, with(bins.get(bin), policy, shipped, sums(row)));
                return;
            }
            all = with(all, policy, shipped, sums(row));
            if (policy && shipped) {
                least = row.getDouble("least_score");
            } else if (policy) {
                most = row.getDouble("most_score");
            }
        }

        private static GateBin with(GateBin b, boolean policy, boolean shipped, GateSums sums) {
            return new GateBin(
                    policy && shipped ? sums : b.shipped(),
                    policy && !shipped ? sums : b.escalated(),
                    !policy && shipped ? sums : b.shippedByChance(),
                    !policy && !shipped ? sums : b.escalatedByChance());
        }

        private static GateSums sums(ResultSet row) throws SQLException {
            return new GateSums(
                    row.getDouble("answers"),
                    row.getDouble("seen"),
                    row.getDouble("rejected"),
                    row.getDouble("units"),
                    row.getDouble("unit_seen_sq"),
                    row.getDouble("unit_seen_rejected"),
                    row.getDouble("unit_rejected_sq"),
                    row.getDouble("with_cost"),
                    row.getDouble("cost_usd"),
                    row.getDouble("cost_usd_sq"),
                    row.getDouble("cost_rejected_usd"),
                    row.getDouble("escalation_usd"),
                    row.getDouble("waited_seconds"));
        }

        Scored whole(String verifier, String route) {
            return new Scored(new Gate(verifier, route, bins, all, most, least), judged);
        }
    }
}
