package dev.routesight.sink;

import dev.routesight.attribution.Outcome;
import dev.routesight.config.JobConfig;
import dev.routesight.config.KafkaConfig;
import dev.routesight.database.OutcomeJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Outcomes as Kafka records: the session as key, the row in JSON as value. At least once: after a
 * crash a record may come again, the same byte for byte, and a reader tells it by the row's key.
 */
final class OutcomeTopic {
    private OutcomeTopic() {}

    static KafkaSink<Outcome> of(JobConfig config) {
        KafkaConfig kafka = config.kafka();
        Properties properties = new Properties();
        properties.putAll(kafka.properties());
        return KafkaSink.<Outcome>builder()
                .setKafkaProducerConfig(properties)
                .setBootstrapServers(kafka.brokers())
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setRecordSerializer(new Records(kafka.outcomeTopic(), OutcomeJson.of(config)))
                .build();
    }

    private record Records(String topic, OutcomeJson json)
            implements KafkaRecordSerializationSchema<Outcome> {
        @Override
        public ProducerRecord<byte[], byte[]> serialize(
                Outcome outcome, KafkaSinkContext context, Long timestamp) {
            try {
                // the record's time is when it was sent, so that a backfill does not outlive the
                // topic's retention before anybody reads it
                byte[] key = outcome.sessionId().getBytes(StandardCharsets.UTF_8);
                return new ProducerRecord<>(topic, key, json.bytes(outcome));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
