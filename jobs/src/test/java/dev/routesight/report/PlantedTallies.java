package dev.routesight.report;

import dev.routesight.config.JdbcConfig;
import dev.routesight.database.EmbeddedDatabase;
import dev.routesight.database.Migrations;
import dev.routesight.money.PriceBook;
import dev.routesight.tally.TallyCount;
import dev.routesight.tally.TallySum;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A database with the schema and rows of tallies put there by hand. */
final class PlantedTallies implements AutoCloseable {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T00:00:00Z"), ZoneOffset.UTC);

    final EmbeddedDatabase database;
    final Connection connection;

    PlantedTallies() throws IOException, SQLException {
        database = EmbeddedDatabase.start();
        Migrations.migrate(jdbc());
        connection = DriverManager.getConnection(database.url());
    }

    JdbcConfig jdbc() {
        return database.reached(new JdbcConfig("", "", "", 500, Duration.ofSeconds(1), 5));
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /**
     * Rows of {@code cohort_tally}, one for each row of a query.
     *
     * @param rows gives cut, cohort, route, horizon, hour (timestamptz), n (decisions) and x
     *     (rejected)
     */
    void cohortRows(String rows) throws SQLException {
        String counts =
                Arrays.stream(TallyCount.values())
                        .map(TallyCount::column)
                        .collect(Collectors.joining(", "));
        String sums =
                Arrays.stream(TallySum.values())
                        .map(TallySum::column)
                        .collect(Collectors.joining(", "));
        String values =
                Arrays.stream(TallyCount.values())
                        .map(
                                c ->
                                        switch (c.column()) {
                                            case "rejected",
                                                    "unit_rejected_sq",
                                                    "correction",
                                                    "unit_decisions_rejected" ->
                                                    "x";
                                            case "decisions",
                                                    "units",
                                                    "unit_decisions_sq",
                                                    "root_decisions" ->
                                                    "n";
                                            default -> "0";
                                        })
                        .collect(Collectors.joining(", "));
        String zeros = "0, ".repeat(TallySum.values().length - 1) + "0";
        execute(
                "insert into cohort_tally (dataset, cut, cohort, row_key, route, router_version,"
                        + " assignment, experiment, arm, horizon_seconds, window_start, window_end,"
                        + " final, complete, as_of, generation, "
                        + counts
                        + ", "
                        + sums
                        + ") select 'live', cut, cohort, md5(cut || cohort || route), route, 'v1',"
                        + " 'policy', '', '', horizon, hour, hour + interval '1 hour', true, true,"
                        + " hour + interval '2 hours', 0, "
                        + values
                        + ", "
                        + zeros
                        + " from ("
                        + rows
                        + ") r");
    }

    /** A recommendation for a cohort of the cut query_shape, with the values that are asked for. */
    void recommendation(String shape, String period, String values) throws SQLException {
        execute(
                "insert into threshold_recommendation (dataset, cut, cohort, row_key, period_start,"
                        + " period_end, generation, as_of, horizon_seconds, status, reason, why,"
                        + " current_threshold, approved_threshold, proposed_threshold,"
                        + " cost_change_usd, cost_change_usd_low, cost_change_usd_high,"
                        + " rejected_change, rejected_change_low, rejected_change_high, harm_upper,"
                        + " explore_share, explore_periods, explore_cost_usd, curve, followed,"
                        + " followed_from, followed_to, kept, price_per_rejected_usd, alpha_spent,"
                        + " alpha_spent_in_all, evidence_from, evidence_to, evidence_periods,"
                        + " decisions, cheap_decisions, reference_decisions, bins_supported,"
                        + " design_effect, drifting, explore_decisions, evidence_sql) select"
                        + " 'live', 'query_shape', c, md5(c), t, t + interval '7 days', 0, t +"
                        + " interval '8 days', 1800, "
                        + values
                        + ", 0.02, 0.05, 0.05, t, t + interval '7 days', 1, 50000, 1200, 1300, 10,"
                        + " 1.1, '', 0, 'select 1' from (select jsonb_build_object('query_shape', '"
                        + shape
                        + "')::text as c, timestamptz '"
                        + period
                        + "' as t) r");
    }

    /** A window of one cohort and route. */
    void cohort(String cut, String cohort, String route, String hour, long n, long x)
            throws SQLException {
        try (PreparedStatement quoted =
                connection.prepareStatement("select quote_literal(?), quote_literal(?)")) {
            quoted.setString(1, cut);
            quoted.setString(2, cohort);
            try (var row = quoted.executeQuery()) {
                row.next();
                cohortRows(
                        "select "
                                + row.getString(1)
                                + "::text as cut, "
                                + row.getString(2)
                                + "::text as cohort, '"
                                + route
                                + "'::text as route, 1800 as horizon, timestamptz '"
                                + hour
                                + "' as hour, "
                                + n
                                + " as n, "
                                + x
                                + " as x");
            }
        }
    }

    static ReportRequest request() {
        return ReportRequest.ofEverything("live", "strong", List.of(), PriceBook.EMPTY);
    }

    Report report() throws SQLException {
        try (Connection reader = DriverManager.getConnection(database.url())) {
            return Report.read(reader, request(), CLOCK);
        }
    }

    @Override
    public void close() throws Exception {
        connection.close();
        database.close();
    }
}
