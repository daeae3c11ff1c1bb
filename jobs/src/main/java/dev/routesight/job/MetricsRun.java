package dev.routesight.job;

import dev.routesight.cli.Progress;
import dev.routesight.config.JdbcConfig;
import dev.routesight.metrics.MetricsRequest;
import dev.routesight.metrics.MetricsServer;

/** Serves metrics until the process is ended. */
final class MetricsRun {
    private MetricsRun() {}

    static void run(JdbcConfig database, MetricsRequest request, Progress progress)
            throws Exception {
        try (MetricsServer server = MetricsServer.start(database, request, progress::say)) {
            progress.say("metrics at port " + server.port() + ", path /metrics");
            Thread.currentThread().join();
        }
    }
}
