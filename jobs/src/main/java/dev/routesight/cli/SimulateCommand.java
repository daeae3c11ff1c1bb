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
            "",
            "With --closed-loop it is a router instead: each day it makes traffic with its"
                + " threshold, the real graph on embedded Flink reads it, and the router applies"
                + " what is recommended. Prints each day's threshold beside the oracle's, and what"
                + " it costs more.",
        },
        footer = {
            "  ./routesight simulate --scenario conf/scenarios/demo.yaml --out traffic --seed 7",
            "  ./routesight simulate --closed-loop",
            "  ./routesight simulate --closed-loop --threshold 0.9 --worsens-in 0 --out loop"
        })
final class SimulateCommand implements Callable<Integer> {
    private final Runs.Simulate simulate;
    private final Runs.Loop loop;

    @Mixin private CommonOptions common;

    @Option(
            names = "--scenario",
            paramLabel = "F",
            description = "YAML file that describes routes, users and what goes wrong.")
    private Path scenario;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for the log and the truth; of a loop, for its rows and a chart.")
    private Path out;

    @Option(names = "--seed", paramLabel = "N", description = "Instead of the scenario's seed.")
    private Long seed;

    @Option(names = "--closed-loop", description = "Be a router that applies what is recommended.")
    private boolean closedLoop;

    @Mixin private LoopOptions loopOptions;

    @Mixin private TalkOptions talk;

    SimulateCommand(Runs.Simulate simulate, Runs.Loop loop) {
        this.simulate = simulate;
        this.loop = loop;
    }

    @Override
    public Integer call() throws Exception {
        if (scenario != null && !Files.isRegularFile(scenario)) {
            throw new UsageException("--scenario " + scenario + ": there is no such file");
        }
        OptionalLong given = seed == null ? OptionalLong.empty() : OptionalLong.of(seed);
        if (closedLoop) {
            Path folder = out == null ? null : OutFolder.writable(out);
            Progress progress = talk.progress();
            loop.run(loopOptions.request(scenario, given, folder), progress);
            progress.finish();
            return 0;
        }
        loopOptions.refuseWithoutLoop();
        if (scenario == null || out == null) {
            throw new UsageException("--scenario and --out are needed, or --closed-loop");
        }
        Progress progress = talk.progress();
        simulate.write(scenario, OutFolder.writable(out), given, progress);
        progress.finish();
        return 0;
    }
}
