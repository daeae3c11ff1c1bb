package dev.routesight.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The system's Chromium without a screen; it fetches no driver and asks nobody for anything. */
final class Browser implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(180);

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Skips the test where there is no Chromium, unless the build requires it. */
    static Browser start() {
        Path chromium = find("chromium", "chromium-browser", "google-chrome");
        Path chromedriver = find("chromedriver");
        if (chromium == null || chromedriver == null) {
            assertThat(System.getenv("ROUTESIGHT_BROWSER"))
                    .as("chromium and chromium-driver must be installed")
                    .isNotEqualTo("required");
            Assumptions.abort("no chromium and chromedriver on the PATH");
        }
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--hide-scrollbars",
                "--force-device-scale-factor=1");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service =
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(chromedriver.toFile())
                        .usingAnyFreePort()
                        .build();
        ChromeDriver driver = new ChromeDriver(service, options);
        driver.manage().timeouts().scriptTimeout(PATIENCE).pageLoadTimeout(PATIENCE);
        return new Browser(driver);
    }

    private static Path find(String... names) {
        String path = System.getenv("PATH");
        for (String name : names) {
            for (String folder : path.split(File.pathSeparator, -1)) {
                Path file = Path.of(folder, name);
                if (Files.isExecutable(file)) {
                    return file;
                }
            }
        }
        return null;
    }

    /** What it looks like from now on. */
    Browser as(int width, String colours) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of(
                        "width",
                        width,
                        "height",
                        width < 600 ? 740 : 900,
                        "deviceScaleFactor",
                        1,
                        "mobile",
                        width < 600));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", colours))));
        return this;
    }

    /** Opens a file and waits until every chart is drawn. */
    Browser open(Path file) {
        return open(file.toUri().toString());
    }

    Browser open(String url) {
        driver.get("about:blank");
        logs(LogType.BROWSER);
        logs(LogType.PERFORMANCE);
        driver.get(url);
        return ready();
    }

    Browser ready() {
        driver.executeAsyncScript(
                "const done = arguments[arguments.length - 1]; (function wait() { if"
                        + " (document.documentElement.dataset.ready === 'true') done(); else"
                        + " setTimeout(wait, 20); })();");
        return this;
    }

    JsonNode eval(String expression) {
        Object json = driver.executeScript("return JSON.stringify(" + expression + ");");
        try {
            return json == null ? JSON.nullNode() : JSON.readTree((String) json);
        } catch (IOException e) {
            throw new AssertionError(expression, e);
        }
    }

    /** The points of a series of a chart, as the chart has them. */
    List<JsonNode> series(String chart, String name) {
        return stream(
                        "routesight.charts.get('"
                                + chart
                                + "').chart.getOption().series.filter(s => s.name === '"
                                + name
                                + "').flatMap(s => s.data.map(d => d.value === undefined ? d :"
                                + " d.value))")
                .toList();
    }

    Browser run(String statements) {
        driver.executeScript(statements);
        return this;
    }

    /** Picks a value of a select or types it into an input, as a person's change is seen. */
    Browser choose(String id, String value) {
        driver.executeScript(
                "const e = document.getElementById(arguments[0]); e.value = arguments[1];"
                        + " e.dispatchEvent(new Event('change', {bubbles: true}));",
                id,
                value);
        return ready();
    }

    ChromeDriver driver() {
        return driver;
    }

    private List<String> logs(String type) {
        List<String> lines = new ArrayList<>();
        for (LogEntry entry : driver.manage().logs().get(type)) {
            lines.add(entry.getLevel() + " " + entry.getMessage());
        }
        return lines;
    }

    /** Everything the page said on the console since it was opened. */
    List<String> console() {
        return logs(LogType.BROWSER);
    }

    /** URLs that were asked for since it was opened, its own apart. */
    List<String> requests() throws IOException {
        List<String> urls = new ArrayList<>();
        for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
            JsonNode message = JSON.readTree(entry.getMessage()).path("message");
            if (message.path("method").asText().equals("Network.requestWillBeSent")) {
                String url = message.path("params").path("request").path("url").asText();
                if (!url.startsWith("data:") && !url.equals(driver.getCurrentUrl().split("#")[0])) {
                    urls.add(url);
                }
            }
        }
        return urls;
    }

    /** What axe finds serious or critical, rule and place. */
    List<String> axe() throws IOException {
        String script;
        try (InputStream in = Browser.class.getResourceAsStream("/axe.min.js")) {
            script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        driver.executeScript(script);
        Object json =
                driver.executeAsyncScript(
                        "const done = arguments[arguments.length - 1]; axe.run(document).then(r =>"
                            + " done(JSON.stringify(r.violations.filter(v => ['serious',"
                            + " 'critical'].includes(v.impact)).flatMap(v => v.nodes.map(n => v.id"
                            + " + ' ' + n.target.join(' ') + ' ' + n.failureSummary)))), e =>"
                            + " done(JSON.stringify([String(e)])));");
        List<String> found = new ArrayList<>();
        JSON.readTree((String) json).forEach(n -> found.add(n.asText()));
        return found;
    }

    /** A picture of what stands between two heights of the page. */
    void picture(Path file, int width, int from, int height) throws IOException {
        Map<String, Object> shot =
                driver.executeCdpCommand(
                        "Page.captureScreenshot",
                        Map.of(
                                "format",
                                "png",
                                "captureBeyondViewport",
                                true,
                                "clip",
                                Map.of(
                                        "x", 0, "y", from, "width", width, "height", height,
                                        "scale", 1)));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, Base64.getDecoder().decode((String) shot.get("data")));
    }

    /** Where a section begins. */
    int top(String id) {
        return eval("Math.round(document.getElementById('"
                        + id
                        + "').getBoundingClientRect().top + scrollY)")
                .asInt();
    }

    List<String> texts(String selector) {
        List<String> texts = new ArrayList<>();
        eval("[...document.querySelectorAll('" + selector + "')].map(e => e.textContent)")
                .forEach(n -> texts.add(n.asText()));
        return texts;
    }

    Stream<JsonNode> stream(String expression) {
        List<JsonNode> nodes = new ArrayList<>();
        eval(expression).forEach(nodes::add);
        return nodes.stream();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
