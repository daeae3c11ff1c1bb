package dev.routesight.cli;

import dev.routesight.config.Durations;
import dev.routesight.config.JdbcConfig;
import dev.routesight.config.JobConfig;
import dev.routesight.report.Report;
import dev.routesight.report.ReportRequest;
import dev.routesight.report.ReportServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The report, live. */
@Command(
        name = "serve",
        description = {
            "Serves the page of report at http://localhost:P/, kept fresh, and its sections as JSON"
                    + " below /api/. It only reads: give it a role that may do no more.",
            "Listens on this machine only, unless --host says otherwise; then readers need a token:"
                    + " that of ROUTESIGHT_REPORT_TOKEN, else one that is printed at the start.",
        },
        footer = {
            "  ./routesight serve --jdbc-url jdbc:postgresql://localhost/routesight --port 8088",
            "  curl http://localhost:8088/api/alerts",
        })
final class ServeCommand implements Callable<Integer> {
    private static final String TOKEN = "ROUTESIGHT_REPORT_TOKEN";

    private final Map<String, String> environment;

    @Spec private CommandSpec spec;
    @Mixin private CommonOptions common;
    @Mixin private ReportOptions options;

    @Option(
            names = "--port",
            paramLabel = "P",
            defaultValue = "8088",
            description = "Where it listens; 0 takes a free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--host",
            paramLabel = "H",
            defaultValue = "127.0.0.1",
            description = "Address to listen at (default: ${DEFAULT-VALUE}, this machine only).")
    private String host;

    @Option(
            names = "--refresh",
            paramLabel = "D",
            defaultValue = "30s",
            description = "How often it reads anew (default: ${DEFAULT-VALUE}).")
    private String refresh;

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "28",
            description = "Last days that are shown unless --from says otherwise; 0 for all.")
    private int lastDays;

    ServeCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws Exception {
        JobConfig config = options.config(environment);
        JdbcConfig database = DatabaseOptions.databaseOf(config);
        if (port < 0 || port > 65_535) {
            throw new UsageException("--port " + port + ": must be from 0 to 65535");
        }
        if (lastDays < 0) {
            throw new UsageException("--days " + lastDays + ": must not be negative");
        }
        ReportRequest request = options.request(config, lastDays);
        InetAddress address = address();
        String token = address.isLoopbackAddress() ? null : token();
        Duration every = every();
        try (Connection connection = database.connect()) {
            Report.read(connection, request, Clock.systemUTC()); // what is wrong is said now
        }
        PrintWriter talk = spec.commandLine().getErr();
        try (ReportServer server = start(address, database, request, every, token, talk)) {
            talk.println(
                    "serving http://"
                            + (address.isLoopbackAddress() ? "localhost" : host)
                            + ":"
                            + server.port()
                            + "/"
                            + (token == null || environment.containsKey(TOKEN)
                                    ? ""
                                    : "?token=" + token)
                            + " until it is stopped");
            talk.flush();
            Thread.currentThread().join();
        }
        return 0;
    }

    private ReportServer start(
            InetAddress address,
            JdbcConfig database,
            ReportRequest request,
            Duration every,
            String token,
            PrintWriter talk)
            throws IOException {
        try {
            return ReportServer.start(
                    new InetSocketAddress(address, port),
                    database,
                    request,
                    every,
                    token,
                    new Version().getVersion()[0],
                    talk::println);
        } catch (BindException e) {
            throw new UsageException(
                    "--port " + port + ": cannot listen at " + host + ": " + e.getMessage());
        }
    }

    private InetAddress address() {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new UsageException("--host " + host + ": no such address");
        }
    }

    private String token() {
        String token = environment.get(TOKEN);
        if (token == null) {
            return ReportServer.newToken();
        }
        if (!ReportServer.isGoodToken(token)) {
            throw new UsageException(
                    TOKEN + ": must be 16 or more of letters, digits, -, _, . and ~");
        }
        return token;
    }

    private Duration every() {
        try {
            Duration every = Durations.parse(refresh);
            if (every.toSeconds() >= 1) {
                return every;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new UsageException("--refresh " + refresh + ": must be a duration of 1s or more");
    }
}
