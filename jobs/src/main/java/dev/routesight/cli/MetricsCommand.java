package dev.routesight.cli;

import dev.routesight.config.JobConfig;
import dev.routesight.metrics.MetricsRequest;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Serves metrics of the tables. */
@Command(
        name = "metrics",
        description = {
            "Serves what the tables say as metrics for Prometheus, at /metrics, until it is"
                    + " stopped: how old the tallies are, decisions and signals of the last day"
                    + " by route, open alerts, where events ended, messages that did not arrive.",
            "The tables are asked at each scrape. Rules for them are in deploy/prometheus.",
        },
        footer = {
            "  ./routesight metrics --jdbc-url jdbc:postgresql://localhost/routesight --port 9464",
        })
final class MetricsCommand implements Callable<Integer> {
    private final Runs.Serve serve;
    private final Map<String, String> environment;

    @Mixin private CommonOptions common;
    @Mixin private DatasetOptions tables;

    @Option(
            names = "--port",
            paramLabel = "P",
            defaultValue = "9464",
            description = "Port to listen on (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--host",
            paramLabel = "H",
            defaultValue = "",
            description = "Address to listen on; by default all of this machine.")
    private String host;

    @Option(
            names = "--cut",
            paramLabel = "CUT",
            defaultValue = "",
            description = "Dimension names joined by a comma; by default all traffic together.")
    private String cut;

    @Mixin private HorizonOption horizon;
    @Mixin private TalkOptions talk;

    MetricsCommand(Runs.Serve serve, Map<String, String> environment) {
        this.serve = serve;
        this.environment = environment;
    }

    @Override
    public Integer call() throws Exception {
        JobConfig config = tables.reader(environment).read();
        DatabaseOptions.databaseOf(config);
        if (port < 0 || port > 65_535) {
            throw new UsageException("--port " + port + ": must be from 0 to 65535");
        }
        MetricsRequest request =
                new MetricsRequest(config.dataset(), cut, horizon.seconds(), host, port);
        serve.serve(config.jdbc(), request, talk.progress());
        return 0;
    }
}
