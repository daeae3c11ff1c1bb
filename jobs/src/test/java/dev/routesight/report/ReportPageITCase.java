package dev.routesight.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.routesight.config.JobConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/**
 * The demo's page in a real browser: its numbers are those of the tables, and people can use it.
 */
class ReportPageITCase {
    private static final String PERIOD = "'2026-10-05', '2026-10-09'";

    /** Where pictures go; with -Dscreenshots=../docs those of the README are made anew. */
    private static final Path PICTURES =
            Path.of(System.getProperty("screenshots", "target/screenshots"));

    @TempDir private static Path folder;
    private static Browser browser;
    private static DemoWorld world;
    private static Connection connection;
    private static Path page;

    @BeforeAll
    static void writeThePage() throws Exception {
        browser = Browser.start();
        world = DemoWorld.in(folder);
        connection = DriverManager.getConnection(world.database.url());
        page = folder.resolve("report.html");
        try (Connection reader = DriverManager.getConnection(world.database.url())) {
            Report report = Report.read(reader, world.request(), Clock.systemUTC());
            ReportFile.write(report, "routesight test", page);
        }
    }

    @AfterAll
    static void stop() throws Exception {
        if (connection != null) {
            connection.close();
        }
        if (world != null) {
            world.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void itSaysNothingOnTheConsoleAndAsksNobody() throws Exception {
        for (String colours : List.of("light", "dark")) {
            browser.as(1440, colours).open(page);
            browser.run("document.querySelectorAll('details').forEach(d => d.open = true)");
            browser.choose("f-cohort", "1").choose("f-route", "cheap").choose("f-horizon", "120");
            assertThat(browser.console()).isEmpty();
            assertThat(browser.requests()).isEmpty();
        }
    }

    @Test
    void theVerdictAndTheFourNumbersAreThoseOfTheTables() throws SQLException {
        browser.as(1440, "light").open(page);
        Map<String, Object> alert =
                rows("select * from drift_alert where state = 'open' and signal = 'rejected'")
                        .get(0);
        assertThat(browser.texts("h1").get(0))
                .contains("Quality is drifting", "cheap")
                .contains(Figures.percent(number(alert, "before_rate")))
                .contains(Figures.percent(number(alert, "now_rate")));
        assertThat(value("rejected"))
                .isCloseTo(
                        number(
                                "select sum(rejected) / sum(decisions) from bucket_tally where cut"
                                        + " = '' and horizon_seconds = 1800 and final and"
                                        + " complete"),
                        within(1e-9));
        assertThat(value("contrast")).isBetween(0.05, 0.25);
        assertThat(value("money"))
                .isLessThan(
                        number(
                                "select sum(saved_usd) from saved where dataset = 'demo' and"
                                        + " horizon_seconds = 1800"));
        assertThat(value("gain")).isBetween(0.0, 1.0);
        for (String id : List.of("rejected", "contrast", "money", "gain")) {
            assertThat(data(id, "low")).isLessThan(value(id));
            assertThat(data(id, "high")).isGreaterThan(value(id));
        }
    }

    private static double value(String id) {
        return data(id, "value");
    }

    private static double data(String id, String what) {
        return browser.eval("document.querySelector('[data-number=" + id + "]').dataset." + what)
                .asDouble();
    }

    @Test
    void everyChartIsDrawnAndHasATable() {
        browser.as(1440, "light").open(page);
        List<String> drawn = new ArrayList<>();
        browser.stream("[...routesight.charts.keys()]").forEach(n -> drawn.add(n.asText()));
        assertThat(drawn)
                .contains(
                        "alert-0",
                        "signals",
                        "where",
                        "contrast-cheap",
                        "age",
                        "calibration-0",
                        "calibration-signals-0",
                        "money",
                        "money-break-even",
                        "shadow",
                        "shadow-net",
                        "uplift-chat",
                        "uplift-sql",
                        "auc",
                        "gate",
                        "policy-shares",
                        "policy-explored",
                        "benchmarks",
                        "places");
        for (String id : drawn) {
            String figure = "document.querySelector('figure[data-chart=\"" + id + "\"]')";
            assertThat(browser.eval(figure + ".querySelectorAll('svg path').length").asInt())
                    .as(id)
                    .isPositive();
            browser.run(figure + ".querySelector('details').open = true");
        }
        browser.driver().executeAsyncScript("setTimeout(arguments[arguments.length - 1], 200);");
        for (String id : drawn) {
            String rows = "document.querySelectorAll('figure[data-chart=\"" + id + "\"] tbody tr')";
            assertThat(browser.eval(rows + ".length").asInt()).as(id).isPositive();
        }
    }

    @Test
    void signalsOverTimeAreThoseOfTheTallies() throws SQLException {
        browser.as(1440, "light").open(page);
        for (String route : List.of("cheap", "strong")) {
            Map<Long, Double> expected = new TreeMap<>();
            for (Map<String, Object> row :
                    rows(
                            "select extract(epoch from date_bin('3 hours', window_start,"
                                + " '2001-01-01Z')) * 1000 as at, sum(rejected) / sum(decisions) as"
                                + " rate, sum(decisions) as n from cohort_tally where cut = '' and"
                                + " horizon_seconds = 1800 and final and complete and route = '"
                                    + route
                                    + "' group by 1 having sum(decisions) > 100")) {
                expected.put((long) number(row, "at"), number(row, "rate"));
            }
            Map<Long, Double> drawn = new TreeMap<>();
            series("signals", route)
                    .forEach(
                            p -> {
                                if (!p.get(1).isNull()) {
                                    drawn.put(p.get(0).asLong(), p.get(1).asDouble());
                                }
                            });
            assertThat(drawn).hasSize(24).containsOnlyKeys(expected.keySet());
            expected.forEach((at, rate) -> assertThat(drawn.get(at)).isCloseTo(rate, near()));
        }
    }

    private static Offset<Double> near() {
        return within(1e-6);
    }

    private static List<JsonNode> series(String chart, String name) {
        return browser.series(chart, name);
    }

    private static List<Double> drawn(String chart, String name) {
        return series(chart, name).stream()
                .map(p -> p.isArray() ? p.get(0).asDouble() : p.asDouble())
                .toList();
    }

    private static void same(List<Double> drawn, List<Double> expected, String what) {
        assertThat(drawn).as(what).isNotEmpty().hasSameSizeAs(expected);
        List<Double> one = drawn.stream().sorted().toList();
        List<Double> other = expected.stream().sorted().toList();
        for (int i = 0; i < one.size(); i++) {
            assertThat(one.get(i)).as(what).isCloseTo(other.get(i), near());
        }
    }

    @Test
    void intervalsAndBarsHaveTheNumbersOfTheViews() throws SQLException {
        browser.as(1440, "light").open(page);
        String all = " where cut = '' and cohort = '{}' and horizon";
        same(
                drawn("contrast-cheap", "decided by chance (experiment calibration)"),
                column(
                        "select difference from route_contrast_by_unit('demo', "
                                + PERIOD
                                + ")"
                                + all
                                + "_seconds = 1800 and traffic = 'causal' and route = 'cheap' and"
                                + " reference = 'strong' and experiment = 'calibration'"),
                "contrast");
        same(
                drawn("age", "cheap, 2 min"),
                column(
                        "select sum(events) / sum(decisions) from signal_by_age where cut = '' and"
                                + " route = 'cheap' and horizon_seconds = 120 and signal <>"
                                + " 'followed' group by signal having sum(events) > 0"),
                "age");
        same(
                drawn("calibration-0", "live"),
                column(
                        "select y / decisions from experiment_arm where arm = 'live' and metric ="
                                + " 'rejected' and horizon_seconds = 1800"),
                "calibration");
        same(
                drawn("money", "Saved"),
                column(
                        "select saved_usd from saved where horizon_seconds = 1800 and day <"
                                + " '2026-10-08'"),
                "money");
        same(
                drawn("shadow-net", "the shadow answers are better"),
                column(
                        "select net from shadow_need('demo', "
                                + PERIOD
                                + ", 0.05) where cut = '' and route = 'cheap'"),
                "shadow");
        same(
                drawn("shadow", "Wins"),
                column(
                        "select sum(inverse_rate) filter (where verdict = 'primary') /"
                            + " sum(inverse_rate) from judgement_tally where cut = '' and kind ="
                            + " 'judgement' group by route, shadow_route, judge"),
                "wins");
        same(
                series("uplift-sql", "sql").stream().map(p -> p.get(1).asDouble()).toList(),
                column(
                        "select uplift from score_uplift('demo', 'cheap', 'strong', "
                                + PERIOD
                                + ") where cut = '' and query_shape = 'sql' and horizon_seconds ="
                                + " 1800"),
                "uplift");
        same(
                drawn("auc", "cheap, randomised"),
                column(
                        "select auc from score_auc('demo', "
                                + PERIOD
                                + ") where cut = '' and route = 'cheap' and traffic = 'randomised'"
                                + " and horizon_seconds = 1800"),
                "auc");
        same(
                series("gate", "refused").stream().map(p -> p.get(1).asDouble()).toList(),
                column(
                        "select sum(escalation) / sum(decisions) from score_tally where cut = ''"
                            + " and route = 'cheap' and horizon_seconds = 1800 and score_bin >= 0"
                            + " group by score_bin"),
                "gate");
        same(
                series("policy-explored", "router v2").stream()
                        .filter(p -> !p.get(1).isNull())
                        .map(p -> p.get(1).asDouble())
                        .toList(),
                column(
                        "select explored_share from policy_health where cut = '' and"
                                + " horizon_seconds = 1800 and router_version = 'v2' and decisions"
                                + " > 1000"),
                "explored");
        same(
                series("policy-shares", "router v1").stream()
                        .map(p -> p.get(1).asDouble())
                        .toList(),
                column(
                        "select (route_shares ->> 'strong')::float8 from policy_health where cut ="
                                + " '' and horizon_seconds = 1800 and router_version = 'v1'"),
                "shares");
        same(
                drawn("benchmarks", "strong"),
                column(
                        "select gap from benchmark_gap('demo', "
                                + PERIOD
                                + ") where route = 'strong' and horizon_seconds = 1800"),
                "benchmarks");
        same(
                drawn("places", "Events"),
                column(
                        "select sum(events) from job_accounting where place <> 'events_read' group"
                                + " by place having sum(events) > 0"),
                "places");
        List<Double> rates =
                column(
                        "select sum(rejected) / sum(decisions) from cohort_tally where"
                            + " horizon_seconds = 1800 and final and complete and route = 'cheap'"
                            + " group by cut, cohort");
        assertThat(drawn("where", "cheap"))
                .hasSizeGreaterThan(5)
                .allSatisfy(
                        rate ->
                                assertThat(rates)
                                        .anySatisfy(r -> assertThat(r).isCloseTo(rate, near())));
    }

    @Test
    void theVerifierOfTheDemoKnowsGoodAnswersFromBadOnes() throws SQLException {
        browser.as(1440, "light").open(page);
        assertThat(number("select count(*) from verified_answer where fate = 'refused'"))
                .isPositive();
        assertThat(number("select count(*) from verified_answer where fate = 'shipped'"))
                .isPositive();
        assertThat(
                        number(
                                "select min(auc_low) from verifier_auc('demo', '2000-01-01',"
                                    + " '2100-01-01') where least(rejected, decisions - rejected)"
                                    + " >= 10"))
                .isGreaterThan(0.5);
        assertThat(browser.eval("routesight.charts.has('verifier-auc')").asBoolean()).isTrue();
        assertThat(browser.texts("#score .words"))
                .noneMatch(words -> words.startsWith("Only refused answers carry"));
    }

    @Test
    void aBrokenExperimentGivesNoGain() throws Exception {
        String wrong =
                Files.readString(DemoWorld.EXPERIMENTS)
                        .replace("live, share: 0.90", "live, share: 0.60")
                        .replace("forced-cheap, share: 0.05", "forced-cheap, share: 0.35");
        Path file = Files.writeString(folder.resolve("wrong.yaml"), wrong);
        ReportRequest request =
                ReportRequest.ofEverything(
                        "demo",
                        "strong",
                        JobConfig.of("experiments=" + file).tally().experiments(),
                        world.request().prices());
        try (Connection reader = DriverManager.getConnection(world.database.url())) {
            Report report = Report.read(reader, request, Clock.systemUTC());
            assertThat(report.section("calibration")).contains("\"broken\":true");
            assertThat(report.section("summary"))
                    .contains("experiment broken: see calibration")
                    .doesNotContain("recovers");
        }
    }

    @Test
    void theAlertHasWhatAPersonNeedsAtNight() throws SQLException {
        browser.as(1440, "light").open(page);
        Map<String, Object> alert =
                rows("select * from drift_alert where signal = 'rejected'").get(0);
        String card = browser.texts("#alerts article").get(0);
        assertThat(card)
                .contains("open", "Since", "What else changed", "router version", "small-8b")
                .contains("7 Oct 2026 06:00")
                .contains(alert.get("decisions").toString() + " decisions");
        assertThat(browser.texts("#alerts pre").get(0)).isEqualTo(alert.get("decisions_sql"));
    }

    @Test
    void filtersChangeWhatIsShown() throws SQLException {
        browser.as(1440, "light").open(page);
        browser.choose("f-route", "strong");
        assertThat(series("signals", "strong")).isNotEmpty();
        assertThat(series("signals", "cheap")).isEmpty();
        browser.choose("f-route", "").choose("f-from", "2026-10-07");
        assertThat(series("signals", "cheap").get(0).get(0).asLong())
                .isGreaterThanOrEqualTo(1791331200000L);
        browser.choose("f-from", "2026-10-05").choose("f-horizon", "120");
        Map<String, Object> first =
                rows("select sum(rejected) / sum(decisions) as rate from cohort_tally"
                                + " where cut = '' and route = 'cheap' and horizon_seconds ="
                                + " 120 and window_start < '2026-10-05T03:00Z'")
                        .get(0);
        assertThat(series("signals", "cheap").get(0).get(1).asDouble())
                .isCloseTo(number(first, "rate"), near());
        String cohort =
                browser.eval(
                                "String(routesight.data.meta.cohorts.findIndex(c => c.cohort ==="
                                        + " JSON.stringify({query_shape: 'sql'})))")
                        .asText();
        browser.choose("f-horizon", "1800").choose("f-cohort", cohort);
        assertThat(browser.texts("#filter-says").get(0)).contains("sql", "30 min");
        assertThat(browser.driver().getCurrentUrl()).contains("#cohort=query_shape");
        same(
                series("signals", "cheap").stream()
                        .filter(p -> !p.get(1).isNull())
                        .map(p -> p.get(1).asDouble())
                        .limit(24)
                        .toList(),
                column(
                        "select sum(rejected) / sum(decisions) from cohort_tally where cut ="
                            + " 'query_shape' and cohort::json ->> 'query_shape' = 'sql' and route"
                            + " = 'cheap' and horizon_seconds = 1800 group by date_bin('3 hours',"
                            + " window_start, '2001-01-01Z') order by date_bin('3 hours',"
                            + " window_start, '2001-01-01Z') limit 24"),
                "cohort");
        browser.choose("f-signal", "correction");
        assertThat(browser.texts("[data-chart=signals] figcaption").get(0)).contains("Corrections");
        browser.run("document.getElementById('f-reset').click()").ready();
        assertThat(browser.texts("#filter-says").get(0)).contains("all traffic, all routes");
    }

    @Test
    void theKeyboardReachesEverythingAndFocusIsSeen() {
        browser.as(1440, "light").open(page);
        browser.run("document.querySelectorAll('details').forEach(d => d.open = true)");
        browser.driver().executeAsyncScript("setTimeout(arguments[arguments.length - 1], 200);");
        int reachable =
                browser.eval(
                                "[...document.querySelectorAll('a[href], button, select, input,"
                                    + " summary, [tabindex=\"0\"]')].filter(e => e.offsetParent !=="
                                    + " null || e.classList.contains('skip')).length")
                        .asInt();
        browser.run(
                "window.reached = new Set(); window.unseen = [];"
                    + " document.addEventListener('focusin', e => { window.reached.add(e.target);"
                    + " if (getComputedStyle(e.target).outlineStyle === 'none')"
                    + " window.unseen.push(e.target.outerHTML.slice(0, 80)); });");
        for (int i = 0; i < 3 * reachable; i++) {
            browser.driver().switchTo().activeElement().sendKeys(Keys.TAB);
            if (browser.eval("window.reached.size").asInt() >= reachable) {
                break;
            }
        }
        assertThat(browser.eval("window.reached.size").asInt()).isEqualTo(reachable);
        assertThat(browser.eval("window.unseen")).isEmpty();
        browser.run("document.getElementById('theme').focus()");
        browser.driver().switchTo().activeElement().sendKeys(Keys.ENTER);
        browser.ready();
        assertThat(browser.eval("document.documentElement.dataset.theme").asText())
                .isEqualTo("dark");
    }

    /** With all tables open, which hides nothing that is there when they are closed. */
    @Test
    void axeFindsNothingSeriousAtAnySizeAndInAnyColours() throws Exception {
        for (int width : new int[] {360, 1440}) {
            for (String colours : List.of("light", "dark")) {
                browser.as(width, colours).open(page);
                assertThat(browser.eval("document.documentElement.scrollWidth").asInt())
                        .as("nothing is wider than the screen")
                        .isEqualTo(width);
                browser.run("document.querySelectorAll('details').forEach(d => d.open = true)");
                assertThat(browser.axe()).as(width + " " + colours).isEmpty();
            }
        }
    }

    @Test
    void picturesAreTakenForTheReadme() throws Exception {
        for (int width : new int[] {360, 1440}) {
            for (String colours : List.of("light", "dark")) {
                browser.as(width, colours).open(page);
                String name = "report-" + width + "-" + colours + ".png";
                int end = width < 600 ? 2_200 : browser.top("contrast");
                Path file = PICTURES.resolve(name);
                browser.picture(file, width, 0, end);
                assertThat(file).isNotEmptyFile();
                assertThat(file.toFile().length()).isLessThan(600_000);
                int whole = browser.eval("document.documentElement.scrollHeight").asInt();
                browser.picture(
                        Path.of("target/screenshots/whole-" + width + "-" + colours + ".png"),
                        width,
                        0,
                        whole);
            }
        }
    }

    private static List<Map<String, Object>> rows(String sql) throws SQLException {
        return new Rows(connection).of(sql);
    }

    private static List<Double> column(String sql) throws SQLException {
        List<Double> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                values.add(row.getDouble(1));
            }
        }
        return values;
    }

    private static double number(Map<String, Object> row, String column) {
        return Rows.number(row, column);
    }

    private static double number(String sql) throws SQLException {
        return column(sql).get(0);
    }
}
