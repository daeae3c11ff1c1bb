package dev.routesight.cli;

import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * What {@code demo} was asked for.
 *
 * @param seed of the simulation; empty for the scenario's own
 * @param parallelism 0 leaves it to Flink
 * @param report where the report goes
 */
public record DemoRequest(OptionalLong seed, int parallelism, Path report) {}
