package dev.routesight.cli;

import java.util.OptionalLong;

/**
 * What {@code demo} was asked for.
 *
 * @param seed of the simulation; empty for the scenario's own
 * @param parallelism 0 leaves it to Flink
 */
public record DemoRequest(OptionalLong seed, int parallelism) {}
