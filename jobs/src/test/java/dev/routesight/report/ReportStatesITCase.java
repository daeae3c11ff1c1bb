package dev.routesight.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.routesight.config.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.util.DoubleComparator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages of databases that have little to say, or names that want to say too much. */
class ReportStatesITCase {
    @TempDir private static Path folder;
    private static Browser browser;
    private static PlantedTallies planted;

    @BeforeAll
    static void start() throws Exception {
        browser = Browser.start();
        planted = new PlantedTallies();
    }

    @AfterAll
    static void stop() throws Exception {
        if (planted != null) {
            planted.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    @AfterEach
    void empty() throws Exception {
        for (String table :
                List.of(
                        "cohort_tally",
                        "job_accounting",
                        "drift_alert",
                        "decision_outcome",
                        "threshold_recommendation")) {
            planted.execute("delete from " + table);
        }
    }

    private static Browser opened(int width) throws Exception {
        Path page = folder.resolve("page.html");
        ReportFile.write(planted.report(), "routesight test", page);
        browser.as(width, "light").open(page);
        assertThat(browser.console()).isEmpty();
        assertThat(browser.requests()).isEmpty();
        assertThat(browser.axe()).isEmpty();
        assertThat(browser.eval("document.documentElement.scrollWidth").asInt()).isEqualTo(width);
        return browser;
    }

    @Test
    void anEmptyDatabaseSaysWhatToDoNext() throws Exception {
        opened(1440);
        assertThat(browser.texts("h1").get(0))
                .isEqualTo("Nothing can be said yet: there is no tally.");
        assertThat(browser.texts(".sure").get(0))
                .contains("./routesight demo", "./routesight backfill");
        assertThat(browser.texts("section.part")).isEmpty();
    }

    @Test
    void anotherDatasetIsNamedWhenThisOneIsEmpty() throws Exception {
        planted.execute(
                "insert into job_accounting values ('backfill-1', 'f', 'used', 1, now(), 0)");
        opened(1440);
        assertThat(browser.texts(".sure").get(0)).contains("backfill-1", "--dataset");
    }

    @Test
    void aSingleWindowIsANumberAndNoCourse() throws Exception {
        planted.cohort("", "{}", "cheap", "2026-02-01T10:00Z", 40, 4);
        planted.cohort("", "{}", "strong", "2026-02-01T10:00Z", 20, 1);
        opened(1440);
        assertThat(browser.texts("h1").get(0)).contains("early to say");
        assertThat(browser.texts("#signals .words").get(0)).contains("not yet a course");
        assertThat(browser.texts("[data-number=rejected] .value").get(0)).isEqualTo("8.3\u00a0%");
        assertThat(browser.texts("[data-number=rejected] .interval").get(0)).contains(" to ");
        assertThat(browser.eval("routesight.charts.has('signals')").asBoolean()).isTrue();
        assertThat(
                        browser.eval(
                                        "document.querySelectorAll('[data-chart=signals] svg"
                                                + " path').length")
                                .asInt())
                .isGreaterThan(2);
    }

    @Test
    void noAlertsNoExperimentsNoPricesNoPairsEachSayTheNextStep() throws Exception {
        for (int hour = 0; hour < 10; hour++) {
            planted.cohort("", "{}", "cheap", "2026-02-01T0" + hour + ":00Z", 100, 10);
        }
        opened(360);
        Map<String, String> next =
                Map.of(
                        "alerts", "./routesight power",
                        "contrast", "assignment explore",
                        "calibration", "conf/experiments.yaml",
                        "money", "tally.buckets",
                        "shadow", "judgement events",
                        "score", "log score",
                        "thresholds", "control.period",
                        "policy", "explores nothing",
                        "quality", "no job has written");
        next.forEach(
                (section, words) ->
                        assertThat(String.join(" ", browser.texts("#" + section + " .words")))
                                .as(section)
                                .contains(words));
        assertThat(browser.texts(".number.unknown")).hasSize(3);
    }

    @Test
    void adviceOnThresholdsIsShownAsItsTableHasIt() throws Exception {
        planted.cohort("", "{}", "cheap", "2026-02-08T10:00Z", 40, 4);
        planted.cohort("", "{}", "strong", "2026-02-08T10:00Z", 20, 1);
        planted.recommendation(
                "code",
                "2026-01-26T00:00Z",
                "'proposed', 'gain', 'A higher threshold is cheaper.', .5, .5, .6, -.004, -.006,"
                        + " -.002, .01, .002, .018, .01, 0, 0, null, '[]', 'none', null, null,"
                        + " null");
        planted.recommendation(
                "code",
                "2026-02-02T00:00Z",
                "'proposed', 'gain', 'A higher threshold is cheaper still.', .6, .5, .7, -.003,"
                        + " -.005, -.001, .01, .002, .018, .02, 0, 0, null, jsonb_build_array("
                        + curve()
                        + "), 'adopted', .5, .6, true");
        planted.recommendation(
                "sql",
                "2026-02-02T00:00Z",
                "'unidentifiable', 'no_randomised_traffic', 'Nothing was routed by chance.', .5,"
                        + " .5, .5, null, null, null, null, null, null, null, .04, 2, 31.5, '[]',"
                        + " 'none', null, null, null");
        opened(360);
        opened(1440);
        same(
                1,
                "threshold-0",
                "expected cost",
                "select (p->>'cost_usd')::float8 from threshold_recommendation,"
                        + " jsonb_array_elements(curve) p order by (p->>'threshold')::float8");
        List<String> cards = browser.texts("#thresholds article");
        assertThat(cards).hasSize(2);
        assertThat(cards.get(0))
                .contains(
                        "code", "0.6 → 0.7", "−$0.003 (−$0.005 to −$0.001)", "+1.0 (+0.2 to +1.8)")
                .contains("0.5 → 0.6: adopted");
        assertThat(cards.get(1))
                .contains("cannot be told", "Nothing was routed by chance.", "4.0\u00a0% of")
                .contains("2 periods; that costs about $31.50");
        assertThat(browser.texts("#thresholds .words").get(0)).contains("explore-budget");
        browser.picture(
                Path.of("target/screenshots/thresholds.png"),
                1440,
                browser.top("thresholds"),
                browser.top("policy") - browser.top("thresholds"));
    }

    private static String curve() {
        List<String> points = new ArrayList<>();
        for (int i = 1; i < 20; i++) {
            double at = i / 20.0;
            double cost = 0.02 + 0.03 * (at - 0.7) * (at - 0.7);
            double error = 0.01 * Math.abs(at - 0.6);
            points.add(
                    String.format(
                            Locale.ROOT,
                            "jsonb_build_object('threshold', %s, 'cost_usd', %s, 'low', %s, 'high',"
                                    + " %s)",
                            at,
                            cost,
                            cost - error,
                            cost + error));
        }
        return String.join(", ", points);
    }

    @Test
    void theVerifierIsShownAsItsFunctionsHaveIt() throws Exception {
        plantVerified(1500);
        opened(360);
        opened(1440);
        String days = "'live', '2026-02-01', '2026-02-02'";
        String uplift = "('live', 'cheap', 'strong', '2026-02-01', '2026-02-02')";
        same(0, "verifier-auc", "cheap", "select auc from verifier_auc(" + days + ")");
        same(
                1,
                "verifier-uplift-code",
                "self-check, causal",
                "select uplift from verifier_uplift" + uplift + " order by score_bin");
        same(
                0,
                "verifier-calibration",
                "cheap",
                "select gap from verifier_calibration(" + days + ", 1, -1)");
        browser.run("document.querySelectorAll('details').forEach(d => d.open = true)");
        browser.driver().executeAsyncScript("setTimeout(arguments[arguments.length - 1], 200);");
        assertThat(browser.texts("[data-chart=verifier-auc] tbody tr")).hasSize(1);
        assertThat(browser.texts("[data-chart=verifier-uplift-code] tbody tr")).hasSize(10);
        assertThat(browser.texts("[data-chart=verifier-calibration] tbody tr").get(0))
                .contains("self-check", "cheap", "range-restricted", " to ");
        assertThat(browser.axe()).isEmpty();
        assertThat(browser.texts("#score").get(0))
                .contains("of what it let pass")
                .doesNotContain("too little to tell");
        browser.picture(
                Path.of("target/screenshots/verifier.png"),
                1440,
                browser.top("score"),
                browser.top("thresholds") - browser.top("score"));
    }

    @Test
    void fewScoresAndScoresOfRefusedAnswersOnlyAreSaidToTellNothing() throws Exception {
        plantVerified(18);
        opened(1440);
        assertThat(browser.texts("#score").get(0)).contains("too little to tell whether it knows");
        assertThat(browser.eval("routesight.charts.has('verifier-auc')").asBoolean()).isFalse();
        planted.execute("delete from decision_outcome where signals = '{}' and route = 'cheap'");
        opened(1440);
        assertThat(browser.texts("#score").get(0)).contains("Only refused answers carry");
    }

    @Test
    void scoresThatAreNoChancesHaveNoCalibration() throws Exception {
        plantVerified(1500);
        planted.execute("update decision_outcome set verifier_score = 10 * verifier_score");
        opened(1440);
        assertThat(browser.eval("routesight.charts.has('verifier-calibration')").asBoolean())
                .isFalse();
        assertThat(browser.eval("routesight.charts.has('verifier-auc')").asBoolean()).isTrue();
        assertThat(browser.texts("#score").get(0)).contains("so they are no chances");
    }

    /**
     * Answers of cheap with a verifier's score; a third are refused, by chance, and the reference
     * answers instead.
     */
    private static void plantVerified(int answers) throws Exception {
        planted.cohort("", "{}", "cheap", "2026-02-01T10:00Z", 400, 80);
        planted.cohort("", "{}", "strong", "2026-02-01T10:00Z", 200, 20);
        planted.execute(
                "insert into decision_outcome (dataset, session_id, decision_id, decision_ts,"
                    + " horizon_seconds, turn, route, model, router_version, assignment,"
                    + " experiment, arm, query_shape, language, labels, unit, root, followed,"
                    + " signals, rejected, stream_started, stream_completed, session_seconds,"
                    + " handoff_shared, without_propensity, complete, generation, verifier,"
                    + " verifier_score, refused_score) select 'live', 's' || i, route,"
                    + " '2026-02-01T10:00Z', 1800, 0, route, '', '', 'explore', '', '', 'code', '',"
                    + " '{}', 1, true, false, signals, dice < (case route when 'cheap' then 60 - 5"
                    + " * bin else 10 end) and signals = '{}', true, true, 1, 0, false, true, 0,"
                    + " 'self-check', case route when 'cheap' then bin / 10.0 + 0.05 end, case"
                    + " route when 'strong' then bin / 10.0 + 0.05 end from (select i, i % 10 as"
                    + " bin, route, abs(hashint4(i)) % 100 as dice, case when i % 3 = 0 and route ="
                    + " 'cheap' then '{escalation}'::text[] else '{}' end as signals from"
                    + " generate_series(1, "
                        + answers
                        + ") i, unnest(array['cheap', 'strong']) route where route = 'cheap' or i"
                        + " % 3 = 0) d");
    }

    /** The values of a chart, at this place of each of its points, are those of a query. */
    private static void same(int at, String chart, String series, String sql) throws Exception {
        List<Double> expected = new ArrayList<>();
        try (Statement statement = planted.connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                expected.add(row.getDouble(1));
            }
        }
        assertThat(expected).as(chart).isNotEmpty();
        assertThat(browser.series(chart, series).stream().map(p -> p.get(at).asDouble()).toList())
                .as(chart)
                .usingElementComparator(new DoubleComparator(1e-9))
                .containsExactlyElementsOf(expected);
    }

    @Test
    void namesOfCohortsNeitherRunNorBreakThePage() throws Exception {
        List<String> names =
                List.of(
                        "</script><script>document.title = 'run'</script>",
                        "<img src=x onerror=\"document.title = 'run'\">",
                        "\"quoted\" & 'single' \\ back`tick` ${document.title = 'run'}",
                        "{{ 7 * 7 }} {% for %}",
                        "مرحبا بالعالم abc \u202e desrever",
                        "line\u2028separator\u2029 and\nbreak",
                        "🙂👩‍👩‍👧‍👦 emoji",
                        "x".repeat(200),
                        "W ".repeat(100).strip());
        ObjectMapper json = new ObjectMapper();
        for (String name : names) {
            String cohort = json.writeValueAsString(Map.of("tenant", name));
            planted.cohort("tenant", cohort, "cheap", "2026-02-01T10:00Z", 50, 20);
            planted.cohort("tenant", cohort, "<b>route</b>", "2026-02-01T11:00Z", 50, 10);
        }
        planted.cohort("", "{}", "cheap", "2026-02-01T10:00Z", 450, 180);
        plantAlert(json.writeValueAsString(Map.of("tenant", names.get(0))));
        for (int width : new int[] {360, 1440}) {
            opened(width);
            for (int i = 0; i < names.size(); i++) {
                browser.choose("f-cohort", String.valueOf(i + 1));
            }
            browser.run("document.querySelectorAll('details').forEach(d => d.open = true)");
            browser.driver()
                    .executeAsyncScript("setTimeout(arguments[arguments.length - 1], 200);");
            assertThat(browser.eval("document.title").asText()).isEqualTo("Routesight: live");
            assertThat(browser.eval("document.querySelectorAll('img, main b').length").asInt())
                    .isZero();
            assertThat(browser.eval("document.querySelectorAll('script').length").asInt())
                    .isEqualTo(3);
            assertThat(browser.eval("document.documentElement.scrollWidth").asInt())
                    .isEqualTo(width);
            assertThat(browser.console()).isEmpty();
            String table = String.join("\n", browser.texts("#where td.name"));
            for (String name : names) {
                assertThat(table).contains(name);
            }
            assertThat(browser.texts("h1").get(0)).contains("<script>document.title");
        }
        browser.as(1440, "light")
                .picture(
                        Path.of("target/screenshots/hostile.png"),
                        1440,
                        0,
                        browser.top("contrast"));
        String page = Files.readString(folder.resolve("page.html"));
        assertThat(page).doesNotContain("<script>document", "onerror=\"", "\u2028");
    }

    private static void plantAlert(String cohort) throws Exception {
        planted.execute(
                "insert into drift_alert (dataset, alert_id, generation, state, summary, mode,"
                    + " test, signal, direction, cut, cohort, route, horizon_seconds, before_rate,"
                    + " now_rate, now_low, now_high, ratio, ratio_low, ratio_high, measured,"
                    + " decisions, events, excess, since, window_start, window_end, opened_at,"
                    + " updated_at, log_evidence, log_threshold, cohorts, covers, router_versions,"
                    + " models, changed, decisions_sql) select 'live', 'a', 0, 'open',"
                    + " '<b>summary</b>', 'budget', 'baseline', 'rejected', 'rise', 'tenant', c,"
                    + " 'cheap', 1800, 0.1, 0.4, 0.3, 0.5, 4, 3, 5, 'after', 50, 20, 15,"
                    + " '2026-02-01T10:00Z', '2026-02-01T10:00Z', '2026-02-01T11:00Z',"
                    + " '2026-02-01T11:30Z', '2026-02-01T11:30Z', 20, 14, 1, '[]', '{v1}',"
                    + " '{<i>m</i>}', '{}', 'select ''</script>''' from (select quote_literal($q$"
                        + cohort
                        + "$q$) as q, $q$"
                        + cohort
                        + "$q$ as c) t");
    }

    @Test
    void aCutThatIsNotTalliedIsAMistakeThatNamesThoseThatAre() throws Exception {
        planted.cohort("", "{}", "cheap", "2026-02-01T10:00Z", 40, 4);
        ReportRequest all = PlantedTallies.request();
        ReportRequest request =
                new ReportRequest(
                        "live",
                        LocalDate.of(1, 1, 1),
                        LocalDate.of(9999, 1, 1),
                        0,
                        "tenant",
                        1800,
                        null,
                        "strong",
                        0.95,
                        all.experiments(),
                        all.prices());
        try (Connection reader = DriverManager.getConnection(planted.database.url())) {
            assertThatThrownBy(() -> Report.read(reader, request, PlantedTallies.CLOCK))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("--cut tenant: dataset live has no tally of it");
        }
    }
}
