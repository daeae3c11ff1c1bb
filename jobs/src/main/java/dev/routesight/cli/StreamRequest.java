package dev.routesight.cli;

import dev.routesight.config.JobConfig;

/**
 * What {@code stream} was asked for, checked.
 *
 * @param format of the events
 * @param config with brokers, topics and database from the arguments
 */
public record StreamRequest(String format, JobConfig config) {}
