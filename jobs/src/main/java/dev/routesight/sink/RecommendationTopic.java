package dev.routesight.sink;

import dev.routesight.config.JobConfig;
import dev.routesight.config.KafkaConfig;
import dev.routesight.control.ThresholdRow;
import dev.routesight.database.RecommendationJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Recommendations as Kafka records: the cohort as key, the row in JSON as value. At least once:
 * after a crash a record may come again, the same.
 */
final class RecommendationTopic {
    private RecommendationTopic() {}

    static KafkaSink<ThresholdRow> of(JobConfig config) {
        KafkaConfig kafka = config.kafka();
        Properties properties = new Properties();
        properties.putAll(kafka.properties());
        return KafkaSink.<ThresholdRow>builder()
                .setKafkaProducerConfig(properties)
                .setBootstrapServers(kafka.brokers())
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setRecordSerializer(
                        new Records(kafka.recommendationTopic(), RecommendationJson.of(config)))
                .build();
    }

    private record Records(String topic, RecommendationJson json)
            implements KafkaRecordSerializationSchema<ThresholdRow> {
        @Override
        public ProducerRecord<byte[], byte[]> serialize(
                ThresholdRow row, KafkaSinkContext context, Long timestamp) {
            try {
                byte[] key = row.cohort().getBytes(StandardCharsets.UTF_8);
                return new ProducerRecord<>(topic, key, json.bytes(row));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
