package dev.routesight.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * How many events a second the whole graph takes, against a baseline that reads, decodes and
 * shuffles the same files. The jobs run in turns, so that what else the machine does hits all of
 * them; each run of the graph must account for every event.
 */
@Command(
        name = "throughput",
        mixinStandardHelpOptions = true,
        description =
                "Compares the whole graph (three cuts, two horizons, rows discarded) with reading,"
                        + " decoding and shuffling the same files.")
public final class ThroughputBenchmark implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(names = "--events", defaultValue = "2000000", description = "Default: 2000000.")
    private long events;

    @Option(names = "--rounds", defaultValue = "5", description = "Rounds counted. Default: 5.")
    private int rounds;

    @Option(
            names = "--warm-up",
            defaultValue = "2",
            description = "Rounds before them, in which the JVM compiles what is hot. Default: 2.")
    private int warmUp;

    @Option(names = "--parallelism", defaultValue = "2", description = "Default: 2.")
    private int parallelism;

    @Option(
            names = "--state-backend",
            defaultValue = "hashmap",
            description = "hashmap or rocksdb, of the STREAMING jobs. Default: hashmap.")
    private String stateBackend;

    @Option(
            names = "--jobs",
            split = ",",
            defaultValue = "BASELINE,STREAMING,BATCH",
            description =
                    "Which jobs to run: these, or UNJUDGED beside STREAMING for what judging texts"
                            + " costs. Default: ${DEFAULT-VALUE}.")
    private List<BenchmarkJob> jobs;

    @Option(
            names = "--scenario",
            defaultValue = "conf/scenarios/load-text.yaml",
            description =
                    "Default: conf/scenarios/load-text.yaml, with a text in every turn and answer;"
                            + " load.yaml is the same without.")
    private Path scenario;

    public static void main(String[] args) {
        System.exit(new CommandLine(new ThroughputBenchmark()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        if (!Files.isReadable(scenario)) {
            throw new ParameterException(
                    spec.commandLine(), "--scenario " + scenario + ": no such file");
        }
        Path folder = Files.createTempDirectory("routesight-benchmark");
        try (SimulatedData data = SimulatedData.make(scenario, folder, events, parallelism)) {
            System.out.printf(
                    "simulated %,d events (%,d MB) on one thread in %.1f s: %,.0f events/s%n",
                    data.lines(),
                    data.bytes() / 1_000_000,
                    data.seconds(),
                    data.lines() / data.seconds());
            Comparison comparison = measure(data);
            System.out.printf(
                    "%nmedians of %d rounds, parallelism %d, state backend %s:%n",
                    rounds, parallelism, stateBackend);
            comparison.printMedians();
            System.out.println("each event of each run is in one place, none is late");
            return comparison.printRatios() ? 0 : 1;
        }
    }

    private Comparison measure(SimulatedData data) throws Exception {
        Comparison comparison = new Comparison(data.lines());
        for (int round = 1 - warmUp; round <= rounds; round++) {
            System.out.print(round <= 0 ? "warm-up" : "round " + round);
            for (BenchmarkJob job : jobs) {
                Taken taken = job.run(data, parallelism, stateBackend);
                System.out.printf("  %s %,.0f/s", job, data.lines() / taken.seconds());
                System.out.flush();
                if (round > 0) {
                    comparison.add(job, taken);
                }
            }
            System.out.println();
        }
        return comparison;
    }
}
