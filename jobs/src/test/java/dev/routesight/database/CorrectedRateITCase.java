package dev.routesight.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routesight.config.JdbcConfig;
import dev.routesight.label.Cohort;
import dev.routesight.label.CorrectedRate;
import dev.routesight.label.Draw;
import dev.routesight.label.PredictionPowered;
import dev.routesight.label.RoganGladen;
import dev.routesight.label.Stratum;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Drawing, labelling and correcting on a real PostgreSQL. */
class CorrectedRateITCase {
    private static final int DECISIONS = 4000;
    private static EmbeddedDatabase database;
    private static JdbcConfig settings;
    private static Connection connection;

    @BeforeAll
    static void start() throws IOException, SQLException {
        database = EmbeddedDatabase.start();
        settings = database.reached(new JdbcConfig("", "", "", 500, Duration.ofSeconds(1), 5));
        Migrations.migrate(settings);
        connection = DriverManager.getConnection(database.url());
        // every 23rd fires; the truth lies in the score, which no detector reads
        execute(
                "insert into decision_outcome select 'd', 's' || i / 4, 'd' || i, timestamptz"
                        + " '2026-01-05 10:00:00Z' + i * interval '1 second', 1800, i % 4, case"
                        + " when i % 3 = 0 then 'strong' else 'cheap' end, 'm', 'v1', case when i %"
                        + " 31 = 0 or (i % 23 = 0 and i % 2 = 0) then 1 else 0 end, null, 'policy',"
                        + " '', '', case when i % 5 = 0 then 'code' else 'a \"quoted\" shape' end,"
                        + " 'en', '{}', i, true, false, case when i % 23 = 0 then"
                        + " '{correction}'::text[] else '{}' end, i % 23 = 0, null, true, true, 1,"
                        + " 0, null, null, 0, false, true, 0 from generate_series(0, "
                        + (DECISIONS - 1)
                        + ") i");
    }

    @AfterAll
    static void stop() throws IOException, SQLException {
        connection.close();
        database.close();
    }

    @Test
    void theViewAndThePlainFormulasAgree() throws SQLException, IOException {
        List<LabelSample.Drawn> drawn = new ArrayList<>();
        LabelSample sample = new LabelSample(settings, "d", "correction", 1800);
        assertThat(sample.draw(new Draw(400, 0.2, "seed"), true, drawn::add)).isEqualTo(DECISIONS);
        assertThat(drawn.stream().map(LabelSample.Drawn::route).distinct())
                .containsExactlyInAnyOrder("cheap", "strong");
        assertThat(drawn.stream().filter(LabelSample.Drawn::fired).count()).isBetween(90L, 180L);
        List<LabelSample.Drawn> again = new ArrayList<>();
        sample.draw(new Draw(400, 0.2, "seed"), true, again::add);
        assertThat(again).isEqualTo(drawn);
        execute(
                "update signal_label l set label = o.score = 1 from decision_outcome o where"
                        + " o.decision_id = l.decision_id and o.dataset = l.dataset");

        int compared = 0;
        for (String cut : List.of("", "query_shape")) {
            for (String route : List.of("cheap", "strong")) {
                compared += compare(cut, route);
            }
        }
        assertThat(compared).isEqualTo(6);
    }

    private static int compare(String cut, String route) throws SQLException {
        Cohort pooled = cohort(route, "true");
        int rows = 0;
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "select *, cohort::json ->> 'query_shape' as shape from"
                                        + " corrected_rate where cut = '"
                                        + cut
                                        + "' and route = '"
                                        + route
                                        + "'")) {
            while (row.next()) {
                rows++;
                String shape = row.getString("shape");
                Cohort cohort =
                        cohort(route, shape == null ? "true" : "o.query_shape = '" + shape + "'");
                same(row, "ppi", PredictionPowered.of(cohort));
                same(row, "ppi_normal", PredictionPowered.normal(cohort));
                same(row, "rg", RoganGladen.of(pooled, cohort.decisions(), cohort.fired()));
                assertThat(row.getDouble("sensitivity"))
                        .isCloseTo(pooled.sensitivity(), Offset.offset(1e-9));
                assertThat(row.getDouble("specificity"))
                        .isCloseTo(pooled.specificity(), Offset.offset(1e-9));
            }
        }
        return rows;
    }

    private static void same(ResultSet row, String name, CorrectedRate rate) throws SQLException {
        if (!name.endsWith("normal")) {
            assertThat(row.getDouble(name + "_rate")).isCloseTo(rate.rate(), Offset.offset(1e-9));
        }
        assertThat(row.getDouble(name + "_low")).isCloseTo(rate.low(), Offset.offset(1e-7));
        assertThat(row.getDouble(name + "_high")).isCloseTo(rate.high(), Offset.offset(1e-7));
    }

    private static Cohort cohort(String route, String where) throws SQLException {
        long decisions = 0;
        long fired = 0;
        Stratum whenFired = Stratum.EMPTY;
        Stratum whenNot = Stratum.EMPTY;
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "select 'correction' = any (o.signals), l.inclusion_probability,"
                                        + " l.label from decision_outcome o left join signal_label"
                                        + " l using (dataset, session_id, decision_id) where"
                                        + " o.route = '"
                                        + route
                                        + "' and "
                                        + where)) {
            while (row.next()) {
                decisions++;
                boolean hit = row.getBoolean(1);
                fired += hit ? 1 : 0;
                double probability = row.getDouble(2);
                if (!row.wasNull()) {
                    whenFired = hit ? whenFired.plus(probability, row.getBoolean(3)) : whenFired;
                    whenNot = hit ? whenNot : whenNot.plus(probability, row.getBoolean(3));
                }
            }
        }
        return new Cohort(decisions, fired, whenFired, whenNot);
    }

    private static void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
