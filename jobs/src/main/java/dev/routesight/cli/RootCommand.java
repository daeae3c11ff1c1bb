package dev.routesight.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command that has all others below it. */
@Command(
        name = "routesight",
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "The load signal for LLM model routers: what users did after each routing decision,"
                    + " tallied by cohort.",
            "Data goes to stdout, talk to stderr. ./routesight COMMAND --help tells more.",
        },
        commandListHeading = "%nCommands:%n",
        footer = {
            "  ./routesight demo",
            "  ./routesight backfill --input events.ndjson --out rows"
        })
final class RootCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private CommonOptions common;

    @Option(
            names = "--stacktrace",
            scope = ScopeType.INHERIT,
            description = "Show where an error came from (also: ROUTESIGHT_DEBUG=1).")
    boolean stacktrace;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return CommandLine.ExitCode.USAGE;
    }
}
