package dev.routesight.job;

import dev.routesight.cli.Progress;
import dev.routesight.cli.StreamRequest;
import dev.routesight.config.JobConfig;
import dev.routesight.database.DatabaseTables;
import dev.routesight.database.Migrations;
import dev.routesight.pipeline.RoutesightPipeline;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Runs the graph over Kafka: on this machine, or wherever the environment is. */
public final class StreamRun {
    private StreamRun() {}

    public static void run(StreamRequest request, Progress progress) throws Exception {
        progress.say("reading " + request.config().kafka().topics());
        run(request.config());
    }

    public static void run(JobConfig config) throws Exception {
        Migrations.migrate(config.jdbc());
        StreamExecutionEnvironment env = Environment.of(config, RuntimeExecutionMode.STREAMING);
        RoutesightPipeline.build(
                Sources.kafka(env, config), config, false, DatabaseTables.of(config));
        env.execute("routesight-stream");
    }
}
