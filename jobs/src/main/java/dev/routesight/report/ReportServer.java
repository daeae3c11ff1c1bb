package dev.routesight.report;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.routesight.config.JdbcConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;

/** The report over HTTP: the page at /, the sections as JSON below /api/. It only reads. */
public final class ReportServer implements AutoCloseable {
    private static final int THREADS = 4;
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String JSON = "application/json; charset=utf-8";

    private final HttpServer server;
    private final ExecutorService threads;
    private final LatestReport latest;
    private final Access access;
    private final Consumer<String> talk;

    private ReportServer(
            HttpServer server, LatestReport latest, Access access, Consumer<String> talk) {
        this.server = server;
        this.latest = latest;
        this.access = access;
        this.talk = talk;
        this.threads = Executors.newFixedThreadPool(THREADS);
    }

    /**
     * Starts it.
     *
     * @param refresh how long a report is shown before a newer one is read
     * @param token what readers must bring; null where it listens on this machine only
     * @param talk takes lines for whoever runs it
     */
    public static ReportServer start(
            InetSocketAddress address,
            JdbcConfig database,
            ReportRequest request,
            Duration refresh,
            String token,
            String version,
            Consumer<String> talk)
            throws IOException {
        Clock clock = Clock.systemUTC();
        LatestReport.Source source =
                () -> {
                    try (Connection connection = database.connect()) {
                        return Report.read(connection, request, clock);
                    }
                };
        LatestReport latest = new LatestReport(source, new ReportPage(version), refresh, clock);
        ReportServer report =
                new ReportServer(HttpServer.create(address, 0), latest, new Access(token), talk);
        report.server.createContext("/", report::answer);
        report.server.setExecutor(report.threads);
        report.server.start();
        return report;
    }

    /** A token that nobody guesses. */
    public static String newToken() {
        return Access.newToken();
    }

    /** Whether a token is long enough and fits into a header. */
    public static boolean isGoodToken(String token) {
        return token.length() >= Access.LEAST_LENGTH && token.matches("[A-Za-z0-9_.~-]+");
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
            exchange.getResponseHeaders().set("X-Frame-Options", "DENY");
            if (!exchange.getRequestMethod().equals("GET")) {
                exchange.getResponseHeaders().set("Allow", "GET");
                send(exchange, 405, TEXT, "only GET\n");
                return;
            }
            Optional<String> cookie = access.cookieFor(exchange.getRequestURI().getRawQuery());
            if (cookie.isPresent()) {
                exchange.getResponseHeaders().set("Set-Cookie", cookie.get());
                exchange.getResponseHeaders().set("Location", "/");
                send(exchange, 303, TEXT, "see /\n");
            } else if (!access.allows(exchange.getRequestHeaders())) {
                send(exchange, access.token() == null ? 403 : 401, TEXT, refusal());
            } else {
                content(exchange, exchange.getRequestURI().getPath());
            }
        }
    }

    private String refusal() {
        return access.token() == null
                ? "this server answers for localhost only\n"
                : "a token is needed: ?token=… once in a browser, else Authorization: Bearer …\n";
    }

    private void content(HttpExchange exchange, String path) throws IOException {
        String section = path.startsWith("/api/") ? path.substring("/api/".length()) : null;
        if (path.equals("/api")) {
            send(exchange, 200, JSON, Json.write(Report.names()));
            return;
        }
        if (!path.equals("/") && (section == null || !Report.names().contains(section))) {
            send(exchange, 404, TEXT, "there is / and /api\n");
            return;
        }
        try {
            LatestReport.Page page = latest.get();
            if (section == null) {
                send(exchange, 200, "text/html; charset=utf-8", page.html());
            } else {
                send(exchange, 200, JSON, page.report().section(section));
            }
        } catch (SQLException e) {
            talk.accept("the database did not answer: " + e.getMessage());
            send(exchange, 503, TEXT, "the database did not answer\n");
        } catch (RuntimeException e) {
            talk.accept("failed: " + e);
            send(exchange, 500, TEXT, "failed; the server's log says why\n");
        }
    }

    private static void send(HttpExchange exchange, int code, String type, String text)
            throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        String accepts = exchange.getRequestHeaders().getFirst("Accept-Encoding");
        if (accepts != null && accepts.contains("gzip") && body.length > 1_000) {
            ByteArrayOutputStream small = new ByteArrayOutputStream();
            try (OutputStream gzip = new GZIPOutputStream(small)) {
                gzip.write(body);
            }
            body = small.toByteArray();
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        }
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(code, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
