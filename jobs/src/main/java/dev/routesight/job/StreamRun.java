package dev.routesight.job;

import dev.routesight.cli.Progress;
import dev.routesight.cli.StreamRequest;
import dev.routesight.config.ConfigurationException;
import dev.routesight.config.DecisionOutcomes;
import dev.routesight.config.JobConfig;
import dev.routesight.database.EmbeddedDatabase;
import dev.routesight.database.Migrations;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Runs the graph over Kafka: on this machine, or wherever the environment is. */
public final class StreamRun {
    private StreamRun() {}

    public static void run(StreamRequest request, Progress progress) throws Exception {
        JobConfig config = request.config();
        if (config.jdbc().isGiven()) {
            run(config, progress);
            return;
        }
        try (EmbeddedDatabase database = EmbeddedDatabase.start()) {
            progress.say(
                    "no --jdbc-url: an embedded PostgreSQL for the length of this run is at "
                            + database.url());
            run(config.writingTo(database.reached(config.jdbc())), progress);
        }
    }

    private static void run(JobConfig config, Progress progress) throws Exception {
        boolean byPattern = config.kafka().topics().isEmpty();
        progress.say(
                "reading "
                        + (byPattern
                                ? "topics like " + config.kafka().topicPattern()
                                : String.join(", ", config.kafka().topics()))
                        + " into "
                        + config.dataset());
        run(config);
    }

    public static void run(JobConfig config) throws Exception {
        StreamExecutionEnvironment env = Environment.of(config, RuntimeExecutionMode.STREAMING);
        requireCheckpointsForFiles(config, env);
        Migrations.migrate(config.jdbc());
        Graph.build(Sources.kafka(env, config), config, false);
        env.execute("routesight-stream");
    }

    /** Files become visible at checkpoints, or at the end. */
    private static void requireCheckpointsForFiles(
            JobConfig config, StreamExecutionEnvironment env) {
        if (config.decisionOutcome() == DecisionOutcomes.NDJSON
                && !config.kafka().bounded()
                && !env.getCheckpointConfig().isCheckpointingEnabled()) {
            throw new ConfigurationException(
                    "checkpoint.interval: decision-outcome: ndjson completes its files at"
                            + " checkpoints, so there must be some");
        }
    }
}
