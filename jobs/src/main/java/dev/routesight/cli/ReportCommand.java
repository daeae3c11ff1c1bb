package dev.routesight.cli;

import dev.routesight.config.JdbcConfig;
import dev.routesight.config.JobConfig;
import dev.routesight.report.Report;
import dev.routesight.report.ReportFile;
import dev.routesight.report.ReportRequest;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One page that answers whether quality is drifting. */
@Command(
        name = "report",
        description = {
            "Writes one HTML file that says whether quality is drifting, where, since when, what"
                    + " it costs, and how sure that is; it needs no network when it is opened.",
            "It reads the tables and views in one read-only transaction.",
        },
        footer = {
            "  ./routesight report --jdbc-url jdbc:postgresql://localhost/routesight --out"
                    + " report.html",
            "  ./routesight report --jdbc-url U --out report.html --from 2026-10-01 --cut"
                    + " query_shape \\",
            "      --experiments conf/experiments.yaml --prices conf/prices.yaml",
        })
final class ReportCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Spec private CommandSpec spec;
    @Mixin private CommonOptions common;
    @Mixin private ReportOptions options;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "F",
            description = "The file; one that is there is replaced.")
    private Path out;

    ReportCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws Exception {
        JobConfig config = options.config(environment);
        JdbcConfig database = DatabaseOptions.databaseOf(config);
        ReportRequest request = options.request(config, 0);
        Path file = OutFile.writable(out);
        try (Connection connection = database.connect()) {
            Report report = Report.read(connection, request, Clock.systemUTC());
            ReportFile.write(report, new Version().getVersion()[0], file);
        }
        spec.commandLine().getErr().println("wrote " + file);
        return 0;
    }
}
