package dev.routesight.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What {@code simulate --closed-loop} was asked for.
 *
 * @param scenario empty for the one that comes with the program
 * @param sessions a period; empty for the scenario's own
 * @param worsensIn the period in which the cheap model silently gets worse, from 1; 0: in none
 * @param out folder for the rows and the chart
 */
public record LoopRequest(
        Optional<Path> scenario,
        OptionalLong seed,
        OptionalLong sessions,
        int periods,
        double threshold,
        double price,
        int worsensIn,
        double worsensBy,
        double harderBy,
        Optional<Path> out) {}
