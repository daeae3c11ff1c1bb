package dev.routesight.metrics;

/**
 * What is measured, and where it is served.
 *
 * @param cut whose rows are added up, dimension names joined by a comma
 * @param host to listen on; empty for all interfaces
 * @param port 0 takes a free one
 */
public record MetricsRequest(
        String dataset, String cut, long horizonSeconds, String host, int port) {}
