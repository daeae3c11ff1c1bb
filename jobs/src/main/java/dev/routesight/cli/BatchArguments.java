package dev.routesight.cli;

import dev.routesight.config.JobConfig;
import dev.routesight.job.BatchRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the batch job is given on a cluster. */
@Command(
        name = "BatchJob",
        description = {
            "The batch job as it is submitted to a cluster: tallies event files, or what is in the"
                    + " configured Kafka topics now.",
        },
        // Flink's client says 1 for either
        exitCodeList = {"0:good", "1:the run failed, or bad usage or input, which one line says"},
        footer = {
            "  flink run -c dev.routesight.BatchJob routesight.jar --input /logs --dataset"
                    + " backfill-2026-10",
            "  flink run -c dev.routesight.BatchJob routesight.jar --config my.yaml --set"
                    + " kafka.bounded=true",
        })
final class BatchArguments implements Callable<Integer> {
    private final Map<String, String> environment;
    private final ClusterMain.Batch run;

    @Mixin private CommonOptions common;

    @Option(
            names = "--input",
            arity = "1..*",
            paramLabel = "PATH",
            description =
                    "Files, or folders to search for .ndjson, .jsonl and .json, which all machines"
                            + " reach. Without it, the Kafka topics up to their present end.")
    private List<Path> input = List.of();

    @Mixin private FormatOption format;

    @Mixin private UntilOption until;
    @Mixin private ConfigOptions config;

    BatchArguments(Map<String, String> environment, ClusterMain.Batch run) {
        this.environment = environment;
        this.run = run;
    }

    static BatchArguments running(Map<String, String> environment) {
        return new BatchArguments(environment, BatchRun::run);
    }

    @Override
    public Integer call() throws Exception {
        format.checked();
        OptionalLong taken = until.millis();
        List<Path> files = InputFiles.find(input);
        JobConfig job = config.reader(environment).read();
        job.jdbc().requireDatabase();
        if (files.isEmpty()) {
            job.kafka().requireSource();
            if (!job.kafka().bounded()) {
                throw new UsageException(
                        "without --input the job reads Kafka up to its present end: say so with"
                                + " --set kafka.bounded=true");
            }
            if (taken.isPresent()) {
                throw new UsageException(
                        "--until is for files: a Kafka record has a time of its own");
            }
        }
        run.run(job, files, taken.orElse(Long.MAX_VALUE));
        return 0;
    }
}
