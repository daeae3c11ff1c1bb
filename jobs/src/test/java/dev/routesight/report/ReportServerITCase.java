package dev.routesight.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.routesight.config.JdbcConfig;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The live report over HTTP. */
class ReportServerITCase {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOKEN = "a-token-of-sixteen";

    private static PlantedTallies planted;
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> talk = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        planted = new PlantedTallies();
        planted.cohort("", "{}", "cheap", "2026-02-01T10:00Z", 40, 4);
        planted.execute("create role looker login");
        planted.execute("grant pg_read_all_data to looker");
        planted.execute("alter role looker set default_transaction_read_only = on");
    }

    @AfterAll
    static void stop() throws Exception {
        if (planted != null) {
            planted.close();
        }
    }

    /** As a role that may only read. */
    private static JdbcConfig looker() {
        JdbcConfig all = planted.jdbc();
        return new JdbcConfig(
                all.url().replace("user=postgres", "user=looker"),
                "",
                "",
                500,
                Duration.ofSeconds(1),
                5);
    }

    private ReportServer serve(String token, JdbcConfig database) throws Exception {
        return ReportServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                database,
                PlantedTallies.request(),
                Duration.ofSeconds(1),
                token,
                "routesight test",
                talk::add);
    }

    private HttpResponse<String> get(ReportServer server, String path, String... headers)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    @Test
    void aReaderOfTablesGetsThePageAndEachSectionAsJson() throws Exception {
        try (ReportServer server = serve(null, looker())) {
            HttpResponse<String> page = get(server, "/");
            assertThat(page.statusCode()).as(talk.toString()).isEqualTo(200);
            assertThat(page.headers().firstValue("Content-Type"))
                    .contains("text/html; charset=utf-8");
            assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(page.body())
                    .contains("data-live=\"1\"", "connect-src &#39;self&#39;", "early to say");
            JsonNode names = JSON.readTree(get(server, "/api").body());
            assertThat(names).hasSizeGreaterThan(10);
            for (JsonNode name : names) {
                HttpResponse<String> section = get(server, "/api/" + name.asText());
                assertThat(section.statusCode()).as(name.asText()).isEqualTo(200);
                assertThat(JSON.readTree(section.body()).isObject()).as(name.asText()).isTrue();
            }
            JsonNode signals = JSON.readTree(get(server, "/api/signals").body());
            assertThat(signals.path("series").get(0).path("n").get(0).asInt()).isEqualTo(40);
            assertThat(signals.path("series").get(0).path("k").get(0).asInt()).isEqualTo(4);
            assertThat(get(server, "/api/none").statusCode()).isEqualTo(404);
            assertThat(get(server, "/../etc/passwd").statusCode()).isEqualTo(404);
            HttpRequest post =
                    HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + "/"))
                            .POST(HttpRequest.BodyPublishers.ofString("x"))
                            .build();
            assertThat(client.send(post, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
        }
        assertThat(talk).isEmpty();
    }

    @Test
    void withATokenNobodyReadsWithoutIt() throws Exception {
        try (ReportServer server = serve(TOKEN, looker())) {
            for (String path : List.of("/", "/api", "/api/signals", "/?token=wrong", "/?token=")) {
                assertThat(get(server, path).statusCode()).as(path).isEqualTo(401);
            }
            assertThat(get(server, "/", "Authorization", "Bearer wrong").statusCode())
                    .isEqualTo(401);
            assertThat(get(server, "/", "Cookie", "routesight_token=wrong").statusCode())
                    .isEqualTo(401);
            assertThat(get(server, "/", "Authorization", "Bearer " + TOKEN).statusCode())
                    .isEqualTo(200);
            HttpResponse<String> first = get(server, "/?token=" + TOKEN);
            assertThat(first.statusCode()).isEqualTo(303);
            assertThat(first.headers().firstValue("Location")).contains("/");
            String cookie = first.headers().firstValue("Set-Cookie").orElseThrow();
            assertThat(cookie).contains("HttpOnly", "SameSite=Strict");
            assertThat(get(server, "/", "Cookie", "a=b; " + cookie.split(";")[0]).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void aDatabaseThatIsGoneIsSaidInOneLineAndNothingOfItLeaks() throws Exception {
        JdbcConfig gone =
                new JdbcConfig(
                        "jdbc:postgresql://localhost:1/none?user=u&password=hidden",
                        "",
                        "",
                        500,
                        Duration.ofSeconds(1),
                        5);
        try (ReportServer server = serve(null, gone)) {
            HttpResponse<String> page = get(server, "/");
            assertThat(page.statusCode()).isEqualTo(503);
            assertThat(page.body()).isEqualTo("the database did not answer\n");
        }
        assertThat(talk).hasSize(1).allMatch(line -> !line.contains("hidden"));
    }

    @Test
    void theLivePageShowsWhatHasComeSince() throws Exception {
        try (Browser browser = Browser.start();
                ReportServer server = serve(null, looker())) {
            browser.as(1440, "light").open("http://localhost:" + server.port() + "/");
            String number = "[data-number=rejected] .note";
            assertThat(browser.texts(number).get(0)).startsWith("40 decisions");
            browser.run(
                    "document.querySelector('#signals details').open = true;"
                            + " document.getElementById('f-horizon').focus();");
            planted.cohort("", "{}", "cheap", "2026-02-01T11:00Z", 60, 6);
            browser.driver()
                    .executeAsyncScript(
                            "const done = arguments[arguments.length - 1]; (function wait() { if"
                                    + " (document.querySelector('"
                                    + number
                                    + "').textContent.startsWith('100 decisions')) done(); else"
                                    + " setTimeout(wait, 50); })();");
            browser.ready();
            assertThat(
                            browser.eval(
                                            "routesight.charts.get('signals').chart.getOption()"
                                                    + ".series.find(s => s.name === 'cheap').data"
                                                    + ".length")
                                    .asInt())
                    .isEqualTo(2);
            assertThat(browser.eval("document.querySelector('#signals details').open").asBoolean())
                    .isTrue();
            assertThat(browser.console()).isEmpty();
            assertThat(browser.requests())
                    .allMatch(url -> url.equals("http://localhost:" + server.port() + "/"));
            browser.run("document.getElementById('pause').click()");
            assertThat(browser.texts("#pause").get(0)).isEqualTo("Resume refresh");
            planted.execute("delete from cohort_tally where window_start = '2026-02-01T11:00Z'");
        }
    }
}
