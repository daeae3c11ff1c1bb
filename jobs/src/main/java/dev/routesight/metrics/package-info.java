/** What the tables say, as metrics for Prometheus. */
package dev.routesight.metrics;
