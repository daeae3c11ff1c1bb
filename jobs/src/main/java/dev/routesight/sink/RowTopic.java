package dev.routesight.sink;

import dev.routesight.config.JobConfig;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Rows as Kafka records, in JSON. At least once: after a crash records may come again, the same (an
 * alert's changes over its life, and {@code updated_at} tells which is the latest).
 */
final class RowTopic {
    private RowTopic() {}

    /** What the record is keyed by. */
    interface Key<T> extends Serializable {
        String of(T row);
    }

    /** The record's value. */
    interface Value<T> extends Serializable {
        byte[] of(T row) throws IOException;
    }

    static <T> KafkaSink<T> of(JobConfig config, String topic, Key<T> key, Value<T> value) {
        Properties properties = new Properties();
        properties.putAll(config.kafka().properties());
        return KafkaSink.<T>builder()
                .setKafkaProducerConfig(properties)
                .setBootstrapServers(config.kafka().brokers())
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setRecordSerializer(new Records<>(topic, key, value))
                .build();
    }

    private record Records<T>(String topic, Key<T> key, Value<T> value)
            implements KafkaRecordSerializationSchema<T> {
        @Override
        public ProducerRecord<byte[], byte[]> serialize(
                T row, KafkaSinkContext context, Long timestamp) {
            try {
                // the record's time is when it was sent, so that a backfill does not outlive the
                // topic's retention before anybody reads it
                byte[] bytes = key.of(row).getBytes(StandardCharsets.UTF_8);
                return new ProducerRecord<>(topic, bytes, value.of(row));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
