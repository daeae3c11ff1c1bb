package dev.routesight.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.routesight.stats.Interval;
import java.io.InputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The small parts that pages are put together from. */
class ReportPartsTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void jsonInAPageEndsNoScriptAndMeansTheSame() throws Exception {
        Map<String, Object> value = Map.of("name", "</script><!-- & \u2028\u2029 \"quoted\" \\ 🙂");
        String json = Json.writeForScript(value);
        assertThat(json).doesNotContain("<", ">", "&", "\u2028", "\u2029");
        assertThat(new ObjectMapper().readValue(json, Map.class)).isEqualTo(value);
    }

    @Test
    void aStepHoldsAWindowAndGivesFewPoints() {
        assertThat(step(Duration.ofHours(5), Duration.ofHours(1))).isEqualTo("1 hour");
        assertThat(step(Duration.ofDays(3), Duration.ofHours(1))).isEqualTo("3 hours");
        assertThat(step(Duration.ofDays(28), Duration.ofHours(1))).isEqualTo("12 hours");
        assertThat(step(Duration.ofDays(60), Duration.ofMinutes(5))).isEqualTo("1 day");
        assertThat(step(Duration.ofDays(365), Duration.ofHours(1))).isEqualTo("7 days");
        assertThat(step(Duration.ofHours(1), Duration.ofDays(1))).isEqualTo("1 day");
        assertThat(step(Duration.ofDays(365), Duration.ofDays(30))).isEqualTo("30 days");
    }

    private static String step(Duration all, Duration window) {
        return Step.of(START, START.plus(all), window).words();
    }

    @Test
    void cohortsAreCalledByTheirValuesEachApart() {
        assertThat(Cohorts.label("{}")).isEqualTo("all traffic");
        assertThat(Cohorts.label("{\"a\":\"sql\",\"b\":\"\"}"))
                .isEqualTo("\u2068sql\u2069 · (none)");
        assertThat(Cohorts.label("__other__")).isEqualTo("others, merged by the cap");
    }

    @Test
    void numbersAreSaidAsPeopleReadThem() {
        assertThat(Figures.percent(0.1234)).isEqualTo("12.3\u00a0%");
        assertThat(Figures.percent(0.0004)).isEqualTo("0.04\u00a0%");
        assertThat(Figures.usd(-0.017312)).isEqualTo("−$0.0173");
        assertThat(Figures.usd(12.3)).isEqualTo("$12.30");
        assertThat(Figures.usd(0)).isEqualTo("$0.00");
        assertThat(Figures.count(1234567)).isEqualTo("1\u202f234\u202f567");
        assertThat(Figures.percents(Interval.EVERYTHING)).isEqualTo("no bounds yet");
        assertThat(Figures.brief(0.123456789)).isEqualTo(0.123457);
        assertThat(Figures.brief(Double.NaN)).isNull();
    }

    @Test
    void theChartLibraryIsTheOneThatWasTakenFromTheRegistry() throws Exception {
        try (InputStream in =
                ReportPage.class.getResourceAsStream("vendor/echarts.common.min.js")) {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(in.readAllBytes());
            assertThat(HexFormat.of().formatHex(digest))
                    .isEqualTo("61f13280aba3161f77fc801bf5f9c786f55f10432153a0683fc5cc0700b013d5");
        }
    }
}
