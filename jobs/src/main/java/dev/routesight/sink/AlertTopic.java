package dev.routesight.sink;

import dev.routesight.config.JobConfig;
import dev.routesight.config.KafkaConfig;
import dev.routesight.database.AlertJson;
import dev.routesight.drift.DriftAlert;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Alerts as Kafka records: the alert's id as key, the row in JSON as value, a record each time the
 * row changes. At least once: after a crash records may come again, and {@code updated_at} tells
 * which is the latest.
 */
final class AlertTopic {
    private AlertTopic() {}

    static KafkaSink<DriftAlert> of(JobConfig config) {
        KafkaConfig kafka = config.kafka();
        Properties properties = new Properties();
        properties.putAll(kafka.properties());
        return KafkaSink.<DriftAlert>builder()
                .setKafkaProducerConfig(properties)
                .setBootstrapServers(kafka.brokers())
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setRecordSerializer(new Records(kafka.alertTopic(), AlertJson.of(config)))
                .build();
    }

    private record Records(String topic, AlertJson json)
            implements KafkaRecordSerializationSchema<DriftAlert> {
        @Override
        public ProducerRecord<byte[], byte[]> serialize(
                DriftAlert alert, KafkaSinkContext context, Long timestamp) {
            try {
                byte[] key = alert.alertId().getBytes(StandardCharsets.UTF_8);
                return new ProducerRecord<>(topic, key, json.bytes(alert));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
