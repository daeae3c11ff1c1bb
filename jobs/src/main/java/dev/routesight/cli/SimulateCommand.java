package dev.routesight.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes believable traffic whose truth is known. */
@Command(
        name = "simulate",
        description = {
            "Writes an event log from a scenario, and beside it the truth: which decisions were"
                    + " bad, and which signal belongs to which decision.",
            "The same scenario and seed give the same bytes.",
        },
        footer = {
            "  ./routesight simulate --scenario conf/scenarios/demo.yaml --out traffic --seed 7"
        })
final class SimulateCommand implements Callable<Integer> {
    private final Runs.Simulate simulate;

    @Mixin private CommonOptions common;

    @Option(
            names = "--scenario",
            required = true,
            paramLabel = "F",
            description = "YAML file that describes routes, users and what goes wrong.")
    private Path scenario;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Folder for the log and the truth.")
    private Path out;

    @Option(names = "--seed", paramLabel = "N", description = "Instead of the scenario's seed.")
    private Long seed;

    @Mixin private TalkOptions talk;

    SimulateCommand(Runs.Simulate simulate) {
        this.simulate = simulate;
    }

    @Override
    public Integer call() throws Exception {
        if (!Files.isRegularFile(scenario)) {
            throw new UsageException("--scenario " + scenario + ": there is no such file");
        }
        OptionalLong given = seed == null ? OptionalLong.empty() : OptionalLong.of(seed);
        Progress progress = talk.progress();
        simulate.write(scenario, OutFolder.writable(out), given, progress);
        progress.finish();
        return 0;
    }
}
