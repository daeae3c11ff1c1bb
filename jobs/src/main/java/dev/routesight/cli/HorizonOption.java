package dev.routesight.cli;

import dev.routesight.config.Durations;
import picocli.CommandLine.Option;

/** At which of the horizons a command looks. */
final class HorizonOption {
    @Option(
            names = "--horizon",
            paramLabel = "H",
            defaultValue = "30m",
            description = "Age at which signals are counted (default: ${DEFAULT-VALUE}).")
    private String horizon;

    /** As it was given. */
    String text() {
        return horizon;
    }

    long seconds() {
        try {
            return Durations.parse(horizon).toSeconds();
        } catch (IllegalArgumentException e) {
            throw new UsageException("--horizon: not a duration such as 30m: " + horizon);
        }
    }
}
