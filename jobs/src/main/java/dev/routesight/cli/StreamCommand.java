package dev.routesight.cli;

import dev.routesight.config.JobConfig;
import dev.routesight.config.Options;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks the arguments of the live job and starts it. */
@Command(
        name = "stream",
        description = {
            "Runs the live job in a local Flink: Kafka in, tallies in PostgreSQL, until it is"
                    + " stopped.",
            "It is the same graph as on a cluster. Brokers and topics may also come from the"
                    + " configuration. Without --jdbc-url the tables live in an embedded PostgreSQL"
                    + " for the length of the run.",
        },
        footer = {
            "  ./routesight stream --brokers localhost:9092 --topic router-events \\",
            "      --jdbc-url jdbc:postgresql://localhost/routesight",
            "  ./routesight stream --config my.yaml --set kafka.start=latest",
        })
final class StreamCommand implements Callable<Integer> {
    private final Runs.Stream stream;
    private final Map<String, String> environment;

    @Mixin private CommonOptions common;

    @Option(
            names = "--brokers",
            paramLabel = "B",
            description = "Kafka bootstrap servers (key: kafka.brokers).")
    private String brokers;

    @Option(
            names = "--topic",
            arity = "1..*",
            paramLabel = "T",
            description = "Topics to read (key: kafka.topics).")
    private List<String> topics;

    @Mixin private FormatOption format;

    @Mixin private ConfigOptions config;
    @Mixin private TalkOptions talk;

    StreamCommand(Runs.Stream stream, Map<String, String> environment) {
        this.stream = stream;
        this.environment = environment;
    }

    @Override
    public Integer call() throws Exception {
        JobConfig job =
                config.reader(environment)
                        .argument(Options.KAFKA_BROKERS, brokers, "--brokers")
                        .argument(Options.KAFKA_TOPICS, topics, "--topic")
                        .read();
        StreamRequest request = new StreamRequest(format.checked(), job);
        job.kafka().requireSource();
        Progress progress = talk.progress();
        stream.run(request, progress);
        progress.finish();
        return 0;
    }
}
