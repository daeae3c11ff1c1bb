package dev.routesight.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Views where there is little or nothing, or names are odd. */
class ViewsITCase extends ViewDatabase {
    private static final String[] VIEWS = {
        "contrast_stratum",
        "route_experience",
        "signal_by_age",
        "retention",
        "spending",
        "saved",
        "judgement_summary",
        "policy_health",
    };

    @Test
    void anEmptyDatabaseGivesEmptyViews() throws SQLException {
        for (String view : VIEWS) {
            assertThat(rows("select * from " + view + " where dataset = 'none'"))
                    .as(view)
                    .isEmpty();
        }
        assertThat(contrasts("none")).isEmpty();
    }

    @Test
    void oneWindowOneRouteAndNoSignalsAreNoContrastAndNoError() throws SQLException {
        RandomTallies random = new RandomTallies(41);
        write("alone", List.of(random.one(true, "cheap", "policy", 10, 0)));
        write("alone", List.of(random.one(false, "cheap", "policy", 10, 0)));

        assertThat(rows("select * from contrast_stratum where dataset = 'alone'")).isEmpty();
        assertThat(contrasts("alone")).isEmpty();
        List<Map<String, Object>> age =
                rows("select * from signal_by_age where dataset = 'alone' and signal = 'rejected'");
        assertThat(age).hasSize(1);
        assertThat(number(age.get(0), "incidence")).isZero();
        assertThat(number(age.get(0), "low")).isZero();
        assertThat(number(age.get(0), "high")).isPositive();
    }

    @Test
    void twoRoutesWithoutSignalsDifferByNothingAndHaveNoRatio() throws SQLException {
        RandomTallies random = new RandomTallies(42);
        write(
                "quiet",
                List.of(
                        random.one(true, "cheap", "explore", 10, 0),
                        random.one(true, "strong", "explore", 10, 0)));

        List<Map<String, Object>> rows = contrasts("quiet");
        assertThat(rows).hasSize(2);
        assertThat(number(rows.get(0), "difference")).isZero();
        assertThat(rows.get(0).get("ratio")).isNull();
        assertThat(rows.get(0).get("ratio_high")).isNull();
    }

    @Test
    void namesWithQuotesAndEmojiStayWhatTheyAre() throws SQLException {
        String odd = "o'br\"ien ; -- \uD83D\uDE42";
        RandomTallies random = new RandomTallies(43);
        write(
                odd,
                List.of(
                        random.one(true, odd, "explore", 10, 3),
                        random.one(true, "", "explore", 10, 1)));
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "select route, difference from route_contrast(?, '2000-01-01',"
                                + " '2100-01-01') where reference = ''")) {
            statement.setString(1, odd);
            try (ResultSet rows = statement.executeQuery()) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo(odd);
                assertThat(rows.getDouble(2)).isCloseTo(0.2, within(1e-12));
            }
        }
    }
}
