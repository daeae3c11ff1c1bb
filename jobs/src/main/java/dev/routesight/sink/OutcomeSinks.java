package dev.routesight.sink;

import dev.routesight.config.DecisionOutcomes;
import dev.routesight.config.JobConfig;
import dev.routesight.pipeline.RoutesightPipeline.Results;

/**
 * Where outcomes, alerts and recommendations go besides the database: files and Kafka topics, as
 * configured.
 */
public final class OutcomeSinks {
    private OutcomeSinks() {}

    public static void attach(Results results, JobConfig config) {
        if (config.decisionOutcome() == DecisionOutcomes.NDJSON) {
            results.outcomes()
                    .sinkTo(OutcomeFiles.of(config))
                    .uid("write-outcome-files")
                    .name("write-outcome-files");
        }
        if (!config.kafka().outcomeTopic().isEmpty()) {
            results.outcomes()
                    .sinkTo(OutcomeTopic.of(config))
                    .uid("send-outcomes")
                    .name("send-outcomes");
        }
        if (!config.kafka().alertTopic().isEmpty() && results.alerts() != null) {
            results.alerts().sinkTo(AlertTopic.of(config)).uid("send-alerts").name("send-alerts");
        }
        if (!config.kafka().recommendationTopic().isEmpty() && results.thresholds() != null) {
            results.thresholds()
                    .sinkTo(RecommendationTopic.of(config))
                    .uid("send-recommendations")
                    .name("send-recommendations");
        }
    }
}
