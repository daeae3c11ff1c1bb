package dev.routesight.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What a closed loop is told on the command line. */
final class LoopOptions {
    private static final String[] NAMES = {
        "--periods",
        "--sessions",
        "--threshold",
        "--price",
        "--worsens-in",
        "--worsens-by",
        "--harder-by"
    };

    @Spec(Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--periods",
            paramLabel = "N",
            defaultValue = "14",
            description = "Of a loop: how many days (default: ${DEFAULT-VALUE}).")
    private int periods;

    @Option(
            names = "--sessions",
            paramLabel = "N",
            description = "Of a loop: sessions a day, instead of the scenario's.")
    private Long sessions;

    @Option(
            names = "--threshold",
            paramLabel = "T",
            defaultValue = "0.1",
            description = "Of a loop: the router's first threshold (default: ${DEFAULT-VALUE}).")
    private double threshold;

    @Option(
            names = "--price",
            paramLabel = "USD",
            defaultValue = "0.02",
            description = "Of a loop: what a rejected answer costs (default: ${DEFAULT-VALUE}).")
    private double price;

    @Option(
            names = "--worsens-in",
            paramLabel = "N",
            defaultValue = "8",
            description = {
                "Of a loop: the day in which the cheap model silently gets worse, 0 for never"
                        + " (default: ${DEFAULT-VALUE})."
            })
    private int worsensIn;

    @Option(
            names = "--worsens-by",
            paramLabel = "P",
            defaultValue = "0.25",
            description = {
                "Of a loop: share of its good answers that turn bad (default: ${DEFAULT-VALUE})."
            })
    private double worsensBy;

    @Option(
            names = "--harder-by",
            paramLabel = "F",
            defaultValue = "1.5",
            description = {
                "Of a loop: by which factor the hardest shape's weight grows to the last day"
                        + " (default: ${DEFAULT-VALUE})."
            })
    private double harderBy;

    LoopRequest request(Path scenario, OptionalLong seed, Path out) {
        require(periods >= 1 && periods <= 365, "--periods must be from 1 to 365");
        require(sessions == null || sessions >= 1, "--sessions must be at least 1");
        require(threshold >= 0 && threshold <= 1, "--threshold must be from 0 to 1");
        require(price > 0 && price <= 1e6, "--price must be above 0 and at most a million");
        require(worsensIn >= 0, "--worsens-in must be at least 0");
        require(worsensBy >= 0 && worsensBy <= 1, "--worsens-by must be from 0 to 1");
        require(harderBy > 0 && harderBy <= 1000, "--harder-by must be above 0 and at most 1000");
        return new LoopRequest(
                Optional.ofNullable(scenario),
                seed,
                sessions == null ? OptionalLong.empty() : OptionalLong.of(sessions),
                periods,
                threshold,
                price,
                worsensIn,
                worsensBy,
                harderBy,
                Optional.ofNullable(out));
    }

    void refuseWithoutLoop() {
        for (String name : NAMES) {
            require(
                    !command.commandLine().getParseResult().hasMatchedOption(name),
                    name + " needs --closed-loop");
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new UsageException(what);
        }
    }
}
