package dev.routesight.cli;

import picocli.CommandLine.Option;

/** How often the intervals of a command cover what they are of. */
final class LevelOption {
    @Option(
            names = "--level",
            paramLabel = "P",
            defaultValue = "0.95",
            description = "Coverage of the intervals (default: ${DEFAULT-VALUE}).")
    private double level;

    double checked() {
        if (!(level > 0 && level < 1)) {
            throw new UsageException("--level " + level + ": must be between 0 and 1");
        }
        return level;
    }
}
