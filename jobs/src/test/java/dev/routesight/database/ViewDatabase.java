package dev.routesight.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.routesight.config.JdbcConfig;
import dev.routesight.stats.Estimate;
import dev.routesight.tally.TallyCount;
import dev.routesight.tally.TallyRow;
import dev.routesight.tally.TallySum;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A real PostgreSQL with the schema, and what tests of views have in common. */
abstract class ViewDatabase {
    static EmbeddedDatabase database;
    static Connection connection;

    @BeforeAll
    static void start() throws IOException, SQLException {
        database = EmbeddedDatabase.start();
        Migrations.migrate(
                database.reached(new JdbcConfig("", "", "", 500, Duration.ofSeconds(1), 5)));
        connection = DriverManager.getConnection(database.url());
    }

    @AfterAll
    static void stop() throws IOException, SQLException {
        connection.close();
        database.close();
    }

    static void same(Map<String, Object> row, String name, Estimate estimate) {
        if (!estimate.isKnown()) {
            assertThat(row.get(name)).as(name).isNull();
            return;
        }
        assertThat(number(row, name)).as(name).isCloseTo(estimate.value(), within(1e-9));
        if (estimate.interval().isBounded()) {
            assertThat(number(row, name + "_low"))
                    .as(name)
                    .isCloseTo(estimate.interval().low(), within(1e-6));
            assertThat(number(row, name + "_high"))
                    .as(name)
                    .isCloseTo(estimate.interval().high(), within(1e-6));
        } else {
            assertThat(row.get(name + "_low")).as(name).isNull();
        }
    }

    static boolean isOf(TallyRow t, Map<String, Object> row) {
        return t.isFinal()
                && t.complete()
                && t.horizonSeconds() == number(row, "horizon_seconds")
                && t.cohort().equals(row.get("cohort"))
                && t.route().equals(row.get("route"))
                && t.assignment().equals(row.get("assignment"))
                && t.experiment().equals(row.get("experiment"))
                && RandomTallies.day(t.windowStart()).equals(row.get("day").toString());
    }

    static double count(List<TallyRow> tallies, Map<String, Object> row, TallyCount c) {
        return tallies.stream()
                .filter(t -> isOf(t, row))
                .mapToLong(t -> t.counts()[c.ordinal()])
                .sum();
    }

    static double[] sums(List<TallyRow> tallies, Map<String, Object> row) {
        double[] sums = new double[TallySum.values().length];
        for (TallyRow t : tallies) {
            for (int i = 0; i < sums.length && isOf(t, row); i++) {
                sums[i] += t.sums()[i].doubleValue();
            }
        }
        return sums;
    }

    static List<Map<String, Object>> contrasts(String dataset) throws SQLException {
        return rows("select * from route_contrast('" + dataset + "', '2000-01-01', '2100-01-01')");
    }

    static double number(Map<String, Object> row, String column) {
        Object value = row.get(column);
        assertThat(value).as(column).isNotNull();
        return value instanceof BigDecimal d ? d.doubleValue() : ((Number) value).doubleValue();
    }

    static void write(String dataset, List<TallyRow> tallies) throws SQLException {
        Upserts upserts = new Upserts(dataset, 0);
        for (TallyRow tally : tallies) {
            write(tally.finer() ? upserts.scoreTally() : upserts.cohortTally(), tally);
        }
    }

    static <T> void write(Upsert<T> upsert, T row) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(upsert.sql())) {
            upsert.accept(statement, row);
            statement.executeUpdate();
        }
    }

    static List<Map<String, Object>> rows(String sql) throws SQLException {
        List<Map<String, Object>> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                Map<String, Object> row = new LinkedHashMap<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.put(result.getMetaData().getColumnName(i), result.getObject(i));
                }
                rows.add(row);
            }
        }
        return rows;
    }
}
