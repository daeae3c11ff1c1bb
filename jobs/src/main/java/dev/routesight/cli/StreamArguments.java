package dev.routesight.cli;

import dev.routesight.config.JobConfig;
import dev.routesight.job.StreamRun;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What the streaming job is given on a cluster. */
@Command(
        name = "StreamJob",
        description = "The streaming job as it is submitted to a cluster: Kafka in, tallies out.",
        // Flink's client says 1 for either
        exitCodeList = {"0:good", "1:the run failed, or bad usage or input, which one line says"},
        footer = {
            "  flink run -d -c dev.routesight.StreamJob routesight.jar --config my.yaml",
            "  flink run -d -c dev.routesight.StreamJob routesight.jar \\",
            "      --set kafka.brokers=kafka:9092 --set kafka.topics=[router-events]",
        })
final class StreamArguments implements Callable<Integer> {
    private final Map<String, String> environment;
    private final ClusterMain.Stream run;

    @Mixin private CommonOptions common;

    @Mixin private FormatOption format;

    @Mixin private ConfigOptions config;

    StreamArguments(Map<String, String> environment, ClusterMain.Stream run) {
        this.environment = environment;
        this.run = run;
    }

    static StreamArguments running(Map<String, String> environment) {
        return new StreamArguments(environment, StreamRun::run);
    }

    @Override
    public Integer call() throws Exception {
        format.checked();
        JobConfig job = config.reader(environment).read();
        job.jdbc().requireDatabase();
        job.kafka().requireSource();
        run.run(job);
        return 0;
    }
}
