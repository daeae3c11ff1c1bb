package dev.routesight.cli;

import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows everything on a laptop, with simulated traffic. */
@Command(
        name = "demo",
        description = {
            "Sends simulated traffic with a planted silent drift through the real graph, on an"
                + " embedded Flink and an embedded PostgreSQL, prints what came out, and writes the"
                + " report about it.",
            "Needs nothing but a JDK 17.",
        },
        footer = {"  ./routesight demo", "  ./routesight demo --seed 7"})
final class DemoCommand implements Callable<Integer> {
    private final Runs.Demo demo;

    @Mixin private CommonOptions common;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the simulation.")
    private Long seed;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            defaultValue = "0",
            description = "Parallel instances of each operator; 0 leaves it to Flink.")
    private int parallelism;

    @Option(
            names = "--out",
            paramLabel = "F",
            defaultValue = "routesight-demo.html",
            description = "Where the report is written (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Mixin private TalkOptions talk;

    DemoCommand(Runs.Demo demo) {
        this.demo = demo;
    }

    @Override
    public Integer call() throws Exception {
        if (parallelism < 0 || parallelism > 128) {
            throw new UsageException("--parallelism must be from 0 to 128, not " + parallelism);
        }
        OptionalLong given = seed == null ? OptionalLong.empty() : OptionalLong.of(seed);
        Path report = OutFile.writable(out);
        Progress progress = talk.progress();
        demo.run(new DemoRequest(given, parallelism, report), progress);
        progress.finish();
        return 0;
    }
}
