package dev.routesight.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.routesight.config.JobConfig;
import dev.routesight.job.BatchRun;
import dev.routesight.metrics.MetricsRequest;
import dev.routesight.metrics.MetricsServer;
import dev.routesight.simulate.ScenarioFile;
import dev.routesight.simulate.Simulation;
import dev.routesight.testing.Await;
import dev.routesight.testing.Program;
import dev.routesight.testing.SameEvents;
import dev.routesight.testing.TestDatabases;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** From the tables to people, through a real Prometheus and a real Alertmanager. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class MonitoringITCase {
    private static final Path DEPLOY = Path.of("../deploy");
    private static final Path SCENARIO = Path.of("../conf/scenarios/adversarial.yaml");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir private static Path folder;
    private static TestDatabases databases;
    private static JobConfig config;

    private final List<AutoCloseable> started = new ArrayList<>();
    private final List<String> talk = new CopyOnWriteArrayList<>();
    private Connection connection;
    private AlertRows alerts;
    private MetricsServer metrics;

    @BeforeAll
    static void fillTheTables() throws Exception {
        databases = new TestDatabases();
        List<byte[]> lines = new ArrayList<>();
        Simulation.events(ScenarioFile.read(SCENARIO).withEvents(2000), lines::add);
        lines.add("{broken".getBytes(StandardCharsets.UTF_8));
        config = databases.create("monitored", "dataset=live", "parallelism=1");
        BatchRun.run(config, List.of(SameEvents.write(lines, folder.resolve("events.ndjson"))));
    }

    @AfterAll
    static void stopTheDatabase() throws IOException {
        databases.close();
    }

    @BeforeEach
    void connect() throws Exception {
        connection = config.jdbc().connect();
        alerts = new AlertRows(connection, "live");
        alerts.query("delete from drift_alert returning 1");
        alerts.query("delete from alert_receiver returning 1");
        alerts.query("delete from alert_outbox returning 1");
        metrics =
                MetricsServer.start(
                        config.jdbc(),
                        new MetricsRequest("live", "", 1800, "127.0.0.1", 0),
                        talk::add);
        started.add(metrics);
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : started) {
            each.close();
        }
        connection.close();
    }

    @Test
    void theMetricsSayWhatTheTablesSay() throws Exception {
        alerts.open("a");
        alerts.open("b");
        alerts.resolve("b", 1);
        String text = get("http://127.0.0.1:" + metrics.port() + "/metrics");

        assertThat(text)
                .contains("routesight_database_up 1.0\n")
                .contains(
                        "routesight_open_alerts{dataset=\"live\",direction=\"rise\",signal=\"rejected\"}"
                            + " 1.0\n")
                .contains("cohort=\"{\\\"query_shape\\\":\\\"sql\\\"}\"")
                .contains("alert_id=\"a\"")
                .doesNotContain("alert_id=\"b\"");
        assertThat(value(text, "routesight_events_total", "place=\"events_read\""))
                .isEqualTo(
                        number(
                                "select sum(events) from job_accounting where place ="
                                        + " 'events_read'"));
        assertThat(value(text, "routesight_events_total", "place=\"malformed\"")).isPositive();
        assertThat(value(text, "routesight_tally_as_of_timestamp_seconds", ""))
                .isEqualTo(number("select extract(epoch from max(as_of)) from cohort_tally"));
        String day =
                " from cohort_tally where cut = '' and horizon_seconds = 1800 and final and"
                    + " complete and route = 'cheap' and window_start > (select max(window_start) -"
                    + " interval '1 day' from cohort_tally where cut = '' and horizon_seconds ="
                    + " 1800)";
        assertThat(value(text, "routesight_day_decisions", "route=\"cheap\""))
                .isPositive()
                .isEqualTo(number("select sum(decisions)" + day));
        assertThat(value(text, "routesight_day_signals", "route=\"cheap\",signal=\"rejected\""))
                .isEqualTo(number("select sum(rejected)" + day));
    }

    @Test
    void namesThatTrafficInventsDoNotMultiplySeries() throws Exception {
        for (int i = 0; i < 130; i++) {
            alerts.open("a" + i);
        }
        alerts.query(
                "insert into cohort_tally select r.* from (select * from cohort_tally where cut ="
                        + " '' and horizon_seconds = 1800 and final and complete order by"
                        + " window_start desc limit 1) t, generate_series(1, 300) i,"
                        + " jsonb_populate_record(null::cohort_tally, to_jsonb(t) ||"
                        + " jsonb_build_object('route', 'r' || i, 'row_key', t.row_key || i)) r"
                        + " returning 1");
        try {
            String text = get("http://127.0.0.1:" + metrics.port() + "/metrics");
            assertThat(text.lines().filter(line -> !line.startsWith("#")).count()).isLessThan(500);
            assertThat(value(text, "routesight_day_decisions", "route=\"__other__\"")).isPositive();
            assertThat(text).contains("} 130.0\n");
        } finally {
            alerts.query("delete from cohort_tally where route ~ '^r[0-9]' returning 1");
        }
    }

    @Test
    void aDatabaseThatIsAwayIsToldAndNothingIsInvented() throws Exception {
        JobConfig away = JobConfig.of("jdbc.url=jdbc:postgresql://127.0.0.1:1/no");
        try (MetricsServer blind =
                MetricsServer.start(
                        away.jdbc(),
                        new MetricsRequest("live", "", 1800, "127.0.0.1", 0),
                        talk::add)) {
            String text = get("http://127.0.0.1:" + blind.port() + "/metrics");
            assertThat(text.lines().filter(line -> !line.startsWith("#")))
                    .containsExactly("routesight_database_up 0.0");
            assertThat(talk).anyMatch(line -> line.startsWith("the database: "));
        }
    }

    @Test
    void theQueriesForGrafanaGiveANumberPerAlert() throws Exception {
        alerts.open("a");
        alerts.open("b");
        alerts.resolve("b", 1);
        String rules = Files.readString(DEPLOY.resolve("grafana/alerting/routesight.yaml"));
        JsonNode groups = JSON.valueToTree(new Yaml().load(rules));
        List<String> queries = new ArrayList<>();
        for (JsonNode rule : groups.at("/groups/0/rules")) {
            assertThat(rule.get("condition").asText()).isEqualTo(rule.at("/data/1/refId").asText());
            assertThat(rule.at("/data/1/model/expression").asText())
                    .isEqualTo(rule.at("/data/0/refId").asText());
            queries.add(rule.at("/data/0/model/rawSql").asText());
        }
        assertThat(queries).hasSize(3);
        assertThat(alerts.query("select t::text from (" + queries.get(0) + ") t"))
                .containsExactly("(live,a,rejected,rise,1)");
        assertThat(alerts.query("select (seconds > 0)::text from (" + queries.get(1) + ") t"))
                .containsExactly("true");
        assertThat(alerts.query(queries.get(2))).isEmpty();
    }

    @Test
    void anAlertReachesPeopleThroughAlertmanagerAndPrometheusAndItsEndToo() throws Exception {
        assumeTrue(
                Program.areThere("prometheus", "prometheus-alertmanager"),
                "Prometheus and Alertmanager are not there: see .ci/run");
        HttpListener person = new HttpListener().answering(200).up();
        started.add(person);
        int alertmanagerPort = freePort();
        String alertmanager = "http://127.0.0.1:" + alertmanagerPort;
        Program first = startAlertmanager(alertmanagerPort, person.url());
        started.add(first);
        String prometheus = startPrometheus(alertmanagerPort);
        Thread notifier = startNotifier(alertmanager);

        alerts.open("a");
        Await.until("Alertmanager has it", () -> drifts(alertmanager).size() == 1);
        JsonNode shown = drifts(alertmanager).get(0);
        assertThat(shown.at("/labels/signal").asText()).isEqualTo("rejected");
        assertThat(shown.at("/labels/query_shape").asText()).isEqualTo("sql");
        assertThat(shown.at("/labels/severity").asText()).isEqualTo("warning");
        assertThat(shown.at("/annotations/decisions_sql").asText()).isEqualTo("select 1");
        assertThat(shown.at("/startsAt").asText()).startsWith("2026-10-05T03:30:00");
        Await.until("the person hears of it", () -> heard(person, "RoutesightDrift", "firing"));
        Await.until("Prometheus fires", () -> state(prometheus, "DriftOpen").equals("firing"));
        Await.until(
                "what Prometheus says arrives",
                () -> heard(person, "RoutesightDriftOpen", "firing"));
        assertThat(state(prometheus, "NoData")).isEqualTo("pending");
        String query = "sum(routesight_events_total{place!=\"events_read\"})";
        String answer =
                get(
                        prometheus
                                + "/api/v1/query?query="
                                + URLEncoder.encode(query, StandardCharsets.UTF_8));
        assertThat(JSON.readTree(answer).at("/data/result/0/value/1").asDouble())
                .isEqualTo(number("select placed - pending from accounting_check"));

        // another cohort explains it better now: the same alert, with other words
        alerts.refresh("a", "{\"query_shape\":\"sql\",\"language\":\"de\"}", 0.4, 1);
        Await.until(
                "the new words",
                () ->
                        drifts(alertmanager)
                                .get(0)
                                .at("/annotations/summary")
                                .asText()
                                .endsWith("0.4"));
        assertThat(drifts(alertmanager)).hasSize(1);

        // one that has lost its memory is told again
        first.close();
        started.add(startAlertmanager(alertmanagerPort, person.url()));
        Await.until("it is told again", () -> drifts(alertmanager).size() == 1);

        alerts.resolve("a", 2);
        Await.until("it is over there", () -> drifts(alertmanager).isEmpty());
        Await.until(
                "the person hears that it is over",
                () -> heard(person, "RoutesightDrift", "resolved"));
        Await.until("Prometheus too", () -> state(prometheus, "DriftOpen").isEmpty());
        assertThat(alerts.query("select kind || ' ' || state from alert_outbox order by id"))
                .containsExactly("opened delivered", "resolved delivered");
        assertThat(notifier.isAlive()).isTrue();
    }

    private Program startAlertmanager(int port, String person) throws Exception {
        String text =
                Files.readString(DEPLOY.resolve("alertmanager/alertmanager.yaml"))
                        .replace("http://localhost:8080/alerts", person)
                        .replace("group_wait: 10s", "group_wait: 100ms")
                        .replace("group_interval: 5m", "group_interval: 1s");
        Path file = Files.writeString(folder.resolve("alertmanager.yaml"), text);
        Path data = Files.createTempDirectory(folder, "alertmanager");
        Program program =
                Program.start(
                        folder.resolve("alertmanager.log"),
                        "prometheus-alertmanager",
                        "--config.file=" + file,
                        "--storage.path=" + data,
                        "--web.listen-address=127.0.0.1:" + port,
                        "--cluster.listen-address=");
        awaitReady("http://127.0.0.1:" + port);
        return program;
    }

    private String startPrometheus(int alertmanagerPort) throws Exception {
        String text =
                Files.readString(DEPLOY.resolve("prometheus/prometheus.yaml"))
                        .replace("_interval: 30s", "_interval: 1s")
                        .replace("localhost:9464", "127.0.0.1:" + metrics.port())
                        .replace("localhost:9093", "127.0.0.1:" + alertmanagerPort);
        Path file = Files.writeString(folder.resolve("prometheus.yaml"), text);
        Files.copy(
                DEPLOY.resolve("prometheus/routesight.rules.yaml"),
                folder.resolve("routesight.rules.yaml"));
        int port = freePort();
        started.add(
                Program.start(
                        folder.resolve("prometheus.log"),
                        "prometheus",
                        "--config.file=" + file,
                        "--storage.tsdb.path=" + folder.resolve("prometheus-data"),
                        "--web.listen-address=127.0.0.1:" + port));
        awaitReady("http://127.0.0.1:" + port);
        return "http://127.0.0.1:" + port;
    }

    private Thread startNotifier(String alertmanager) {
        JobConfig settings =
                JobConfig.of(
                                "notify.poll=100ms",
                                "notify.alertmanager.resend=300ms",
                                "notify.alertmanager.urls=" + alertmanager)
                        .writingTo(config.jdbc());
        Notifier notifier = new Notifier(settings, Clock.systemUTC(), talk::add);
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                notifier.run();
                            } catch (SQLException e) {
                                talk.add("failed: " + e);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        thread.start();
        started.add(
                () -> {
                    thread.interrupt();
                    thread.join();
                });
        return thread;
    }

    private static List<JsonNode> drifts(String alertmanager) throws Exception {
        List<JsonNode> found = new ArrayList<>();
        try {
            for (JsonNode alert : JSON.readTree(get(alertmanager + "/api/v2/alerts"))) {
                if (alert.at("/labels/alertname").asText().equals("RoutesightDrift")) {
                    found.add(alert);
                }
            }
        } catch (IOException e) {
            // it is being started anew
            return List.of();
        }
        return found;
    }

    private static boolean heard(HttpListener person, String alert, String state)
            throws IOException {
        for (HttpListener.Request request : person.requests()) {
            for (JsonNode each : JSON.readTree(request.body()).get("alerts")) {
                if (each.at("/labels/alertname").asText().equals(alert)
                        && each.get("status").asText().equals(state)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Empty when the rule has no alert. */
    private static String state(String prometheus, String rule) throws Exception {
        JsonNode answer = JSON.readTree(get(prometheus + "/api/v1/alerts"));
        for (JsonNode alert : answer.at("/data/alerts")) {
            if (alert.at("/labels/alertname").asText().equals("Routesight" + rule)) {
                return alert.get("state").asText();
            }
        }
        return "";
    }

    private static void awaitReady(String url) throws Exception {
        Await.until(
                url,
                () -> {
                    try {
                        get(url + "/-/ready");
                        return true;
                    } catch (IOException e) {
                        return false;
                    }
                });
    }

    private static String get(String url) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                HTTP.send(
                        HttpRequest.newBuilder(URI.create(url)).build(),
                        HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(url + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private double number(String sql) throws SQLException {
        return Double.parseDouble(alerts.query(sql).get(0));
    }

    private static double value(String text, String metric, String labels) {
        return Pattern.compile(
                        "(?m)^"
                                + metric
                                + "\\{dataset=\"live\""
                                + (labels.isEmpty() ? "" : "," + labels)
                                + "\\} (\\S+)$")
                .matcher(text)
                .results()
                .mapToDouble(found -> Double.parseDouble(found.group(1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(metric + " is not in " + text));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
