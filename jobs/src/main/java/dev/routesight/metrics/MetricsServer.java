package dev.routesight.metrics;

import dev.routesight.config.JdbcConfig;
import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.util.function.Consumer;

/** Serves the metrics at {@code /metrics} until it is closed. */
public final class MetricsServer implements AutoCloseable {
    private final HTTPServer server;

    private MetricsServer(HTTPServer server) {
        this.server = server;
    }

    /**
     * Starts to listen; the database may be absent then.
     *
     * @param talk hears when the database does not answer
     * @throws IOException when the port is taken
     */
    public static MetricsServer start(
            JdbcConfig database, MetricsRequest request, Consumer<String> talk) throws IOException {
        PrometheusRegistry registry = new PrometheusRegistry();
        registry.register(new TableMetrics(database, request, talk));
        HTTPServer.Builder server = HTTPServer.builder().registry(registry).port(request.port());
        if (!request.host().isEmpty()) {
            server.hostname(request.host());
        }
        return new MetricsServer(server.buildAndStart());
    }

    public int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        server.close();
    }
}
