package dev.routesight.job;

import dev.routesight.config.DecisionOutcomes;
import dev.routesight.config.JobConfig;
import dev.routesight.database.Migrations;
import dev.routesight.event.Decoded;
import dev.routesight.sink.OutcomeFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Runs the graph in BATCH, over files or over what is in Kafka, wherever the environment is. */
public final class BatchRun {
    private static final String NAME = "routesight-backfill";

    private BatchRun() {}

    /**
     * @param files empty reads the configured Kafka topics, which must be bounded
     */
    public static void run(JobConfig config, List<Path> files) throws Exception {
        run(config, files, Long.MAX_VALUE);
    }

    /**
     * @param untilMillis when the log was taken; Long.MAX_VALUE checks no time
     */
    public static void run(JobConfig config, List<Path> files, long untilMillis) throws Exception {
        prepared(config, files, untilMillis).execute(NAME);
    }

    /**
     * Runs on this machine.
     *
     * @param eventsRead is told now and then how many events have been read
     */
    static void runHere(
            JobConfig config, List<Path> files, long untilMillis, LongConsumer eventsRead)
            throws Exception {
        WatchedExecution.run(prepared(config, files, untilMillis), NAME, eventsRead);
    }

    private static StreamExecutionEnvironment prepared(
            JobConfig config, List<Path> files, long untilMillis) throws Exception {
        if (config.decisionOutcome() == DecisionOutcomes.NDJSON) {
            OutcomeFiles.requireNoneIn(config.decisionOutcomeDir());
        }
        Migrations.migrate(config.jdbc());
        StreamExecutionEnvironment env = Environment.of(config, RuntimeExecutionMode.BATCH);
        DataStream<Decoded> source =
                files.isEmpty()
                        ? Sources.kafka(env, config)
                        : Sources.files(env, config, files, untilMillis, true);
        Graph.build(source, config, true);
        return env;
    }
}
