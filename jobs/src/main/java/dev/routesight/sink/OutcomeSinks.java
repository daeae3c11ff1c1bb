package dev.routesight.sink;

import dev.routesight.attribution.Outcome;
import dev.routesight.config.DecisionOutcomes;
import dev.routesight.config.JobConfig;
import dev.routesight.config.KafkaConfig;
import dev.routesight.control.ThresholdRow;
import dev.routesight.database.AlertJson;
import dev.routesight.database.OutcomeJson;
import dev.routesight.database.RecommendationJson;
import dev.routesight.drift.DriftAlert;
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
        KafkaConfig kafka = config.kafka();
        if (!kafka.outcomeTopic().isEmpty()) {
            OutcomeJson json = OutcomeJson.of(config);
            results.outcomes()
                    .sinkTo(
                            RowTopic.of(
                                    config, kafka.outcomeTopic(), Outcome::sessionId, json::bytes))
                    .uid("send-outcomes")
                    .name("send-outcomes");
        }
        if (!kafka.alertTopic().isEmpty() && results.alerts() != null) {
            AlertJson json = AlertJson.of(config);
            results.alerts()
                    .sinkTo(
                            RowTopic.of(
                                    config, kafka.alertTopic(), DriftAlert::alertId, json::bytes))
                    .uid("send-alerts")
                    .name("send-alerts");
        }
        if (!kafka.recommendationTopic().isEmpty() && results.thresholds() != null) {
            RecommendationJson json = RecommendationJson.of(config);
            results.thresholds()
                    .sinkTo(
                            RowTopic.of(
                                    config,
                                    kafka.recommendationTopic(),
                                    ThresholdRow::cohort,
                                    json::bytes))
                    .uid("send-recommendations")
                    .name("send-recommendations");
        }
    }
}
