package dev.routesight.job;

import dev.routesight.config.JobConfig;
import dev.routesight.database.DatabaseTables;
import dev.routesight.event.Decoded;
import dev.routesight.pipeline.RoutesightPipeline;
import dev.routesight.sink.OutcomeSinks;
import org.apache.flink.streaming.api.datastream.DataStream;

/** The graph from a source to the database and to what else is configured. */
final class Graph {
    private Graph() {}

    static void build(DataStream<Decoded> source, JobConfig config, boolean batch) {
        OutcomeSinks.attach(
                RoutesightPipeline.build(source, config, batch, DatabaseTables.of(config)), config);
    }
}
