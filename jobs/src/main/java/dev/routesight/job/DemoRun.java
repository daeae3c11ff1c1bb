package dev.routesight.job;

import dev.routesight.cli.DemoRequest;
import dev.routesight.cli.Progress;
import dev.routesight.cli.Version;
import dev.routesight.config.JobConfig;
import dev.routesight.database.EmbeddedDatabase;
import dev.routesight.report.Report;
import dev.routesight.report.ReportFile;
import dev.routesight.report.ReportRequest;
import dev.routesight.simulate.Simulation;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Simulated traffic with a planted silent drift through the real graph, shown as a table. */
public final class DemoRun {
    private static final String SCENARIO = "/conf/scenarios/demo.yaml";
    private static final String EXPERIMENTS = "/conf/scenarios/demo-experiments.yaml";
    private static final String PRICES = "/conf/prices.yaml";
    private static final String BY_DAY =
            """
            select to_char(window_start at time zone 'UTC', 'MM-DD') as day,
              cohort::json ->> 'query_shape' as query_shape, route,
              sum(decisions) as n, sum(rejected) as k,
              wilson_low(sum(rejected), sum(decisions)) as low,
              wilson_high(sum(rejected), sum(decisions)) as high,
              sum(cost_usd) as cost
            from cohort_tally
            where dataset = 'demo' and cut = 'query_shape' and horizon_seconds = 1800 and final and complete
            group by 1, 2, 3 order by 2, 3, 1
            """;

    private static final String ALERTS =
            """
            select summary, to_char(opened_at at time zone 'UTC', 'MM-DD HH24:MI') as opened, now_low,
              now_high, decisions, excess, round(cost_usd, 4) as cost, changed, decisions_sql
            from active_alert where dataset = 'demo' order by opened_at, alert_id
            """;

    private static final String THRESHOLDS =
            """
            select to_char(period_start at time zone 'UTC', 'MM-DD') as day, status, why,
              current_threshold, proposed_threshold, cheap_decisions + reference_decisions as n
            from threshold_recommendation where dataset = 'demo' order by period_start, cut, cohort
            """;

    private DemoRun() {}

    public static void run(DemoRequest request, Progress progress) throws Exception {
        Path folder = Files.createTempDirectory("routesight-demo");
        try (EmbeddedDatabase database = EmbeddedDatabase.start()) {
            Path scenario = copy(SCENARIO, folder.resolve("demo.yaml"));
            Path experiments = copy(EXPERIMENTS, folder.resolve("experiments.yaml"));
            Path prices = copy(PRICES, folder.resolve("prices.yaml"));
            progress.say("simulating traffic with a silent drift planted in its last day");
            Simulation.write(
                    scenario,
                    folder,
                    request.seed(),
                    (lines, share) -> progress.at(Progress.Position.of("simulating", lines)));
            progress.finish();
            JobConfig defaults =
                    JobConfig.of(
                            "dataset=demo",
                            "parallelism=" + request.parallelism(),
                            "cuts=[[], [query_shape], [language], [query_shape, language]]",
                            // three days hold no two weeks: a day is learnt, two are watched
                            "drift.learn=1d",
                            "drift.rhythm=none",
                            "tally.candidates=[lower]",
                            "experiments=" + experiments,
                            "prices=" + prices,
                            // three days hold no whole week
                            "control.period=1d");
            JobConfig config = defaults.writingTo(database.reached(defaults.jdbc()));
            progress.say("running the graph on embedded Flink into embedded PostgreSQL");
            BatchRun.runHere(
                    config,
                    eventFiles(folder),
                    Long.MAX_VALUE,
                    events -> progress.at(Progress.Position.of("reading", events)));
            progress.finish();
            show(database.url(), System.out);
            writeReport(config, request.report());
            next(request.report(), System.out);
        } finally {
            delete(folder);
        }
    }

    private static Path copy(String resource, Path to) throws IOException {
        try (InputStream in = DemoRun.class.getResourceAsStream(resource)) {
            Files.copy(in, to);
        }
        return to;
    }

    private static List<Path> eventFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("events"))) {
            return files.sorted().toList();
        }
    }

    private static void show(String url, PrintStream out) throws SQLException {
        out.println(
                "Rejected answers (corrected, asked again, regenerated, left, …) within 30"
                        + " minutes:");
        out.printf(
                "%-12s %-8s %-6s %9s %9s   %-18s %10s%n",
                "query_shape",
                "route",
                "day",
                "decisions",
                "rejected",
                "95 % interval",
                "cost USD");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery(BY_DAY)) {
                while (rows.next()) {
                    double n = rows.getDouble("n");
                    out.printf(
                            "%-12s %-8s %-6s %9.0f %8.1f%%   %5.1f%% to %5.1f%%    %10.2f%n",
                            rows.getString("query_shape"),
                            rows.getString("route"),
                            rows.getString("day"),
                            n,
                            100 * rows.getDouble("k") / n,
                            100 * rows.getDouble("low"),
                            100 * rows.getDouble("high"),
                            rows.getDouble("cost"));
                }
            }
            showAlerts(statement, out);
            showThresholds(statement, out);
            showAccounts(statement, out);
        }
    }

    private static void writeReport(JobConfig config, Path file) throws Exception {
        ReportRequest request =
                ReportRequest.ofEverything(
                        config.dataset(),
                        config.tally().referenceRoute(),
                        config.tally().experiments(),
                        config.tally().prices());
        try (Connection connection = config.jdbc().connect()) {
            Report report = Report.read(connection, request, Clock.systemUTC());
            ReportFile.write(report, new Version().getVersion()[0], file);
        }
    }

    private static void next(Path report, PrintStream out) {
        out.println();
        out.println("The report, to be opened in a browser:");
        out.println("  " + report.toAbsolutePath().normalize());
        out.println();
        out.println("Next, with your own events (README, “Events”):");
        out.println("  ./routesight backfill --input your-events.ndjson --out rows");
        out.println(
                "  ./routesight stream --brokers HOST:9092 --topic events --jdbc-url"
                        + " jdbc:postgresql://…");
    }

    private static void showAlerts(Statement statement, PrintStream out) throws SQLException {
        out.println();
        out.println("Alerts (select * from active_alert), after a day of learning:");
        try (ResultSet alerts = statement.executeQuery(ALERTS)) {
            boolean any = false;
            while (alerts.next()) {
                any = true;
                out.println("  " + alerts.getString("summary"));
                out.printf(
                        "    opened %s; now %.1f%% to %.1f%% (95 %%); %d decisions, %.0f rejected"
                                + " beyond the baseline, cost so far USD %s%n",
                        alerts.getString("opened"),
                        100 * alerts.getDouble("now_low"),
                        100 * alerts.getDouble("now_high"),
                        alerts.getLong("decisions"),
                        alerts.getDouble("excess"),
                        alerts.getString("cost"));
                out.println("    what else changed: " + alerts.getString("changed"));
                out.println("    the decisions: " + alerts.getString("decisions_sql"));
            }
            if (!any) {
                out.println("  none");
            }
        }
    }

    private static void showThresholds(Statement statement, PrintStream out) throws SQLException {
        out.println();
        out.println(
                "Thresholds for all traffic together (select * from threshold_recommendation),"
                        + " looked at each day:");
        try (ResultSet rows = statement.executeQuery(THRESHOLDS)) {
            while (rows.next()) {
                out.printf(
                        "  %s %s: %s -> %s; %s (%d randomised decisions)%n",
                        rows.getString("day"),
                        rows.getString("status"),
                        rows.getString("current_threshold"),
                        rows.getString("proposed_threshold"),
                        rows.getString("why"),
                        rows.getLong("n"));
            }
        }
    }

    private static void showAccounts(Statement statement, PrintStream out) throws SQLException {
        String sql =
                "select events_read, placed, difference from accounting_check where dataset ="
                        + " 'demo'";
        try (ResultSet account = statement.executeQuery(sql)) {
            if (account.next()) {
                out.printf(
                        "%nEvents read: %d. Ended in a counted place: %d. Lost: %d.%n",
                        account.getLong(1), account.getLong(2), account.getLong(3));
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
