package dev.routesight.config;

/** Where a job without state begins to read. */
public enum KafkaStart {
    EARLIEST,
    LATEST,
    COMMITTED
}
