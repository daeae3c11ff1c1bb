package dev.routesight.sink;

import dev.routesight.attribution.Outcome;
import dev.routesight.config.DecisionOutcomes;
import dev.routesight.config.JobConfig;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Where outcomes go besides the database: files and a Kafka topic, as configured. */
public final class OutcomeSinks {
    private OutcomeSinks() {}

    public static void attach(DataStream<Outcome> outcomes, JobConfig config) {
        if (config.decisionOutcome() == DecisionOutcomes.NDJSON) {
            outcomes.sinkTo(OutcomeFiles.of(config))
                    .uid("write-outcome-files")
                    .name("write-outcome-files");
        }
        if (!config.kafka().outcomeTopic().isEmpty()) {
            outcomes.sinkTo(OutcomeTopic.of(config)).uid("send-outcomes").name("send-outcomes");
        }
    }
}
