package dev.routesight.source;

import dev.routesight.event.Decoded;
import dev.routesight.event.EventDecoder;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Decodes Kafka records; an event's time is held against its record's. A record without a value is
 * no event.
 */
public final class EventRecords implements KafkaRecordDeserializationSchema<Decoded> {
    private final DecoderFactory decoders;
    private transient EventDecoder decoder;

    public EventRecords(DecoderFactory decoders) {
        this.decoders = decoders;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        decoder = decoders.create();
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Decoded> out) {
        byte[] value = record.value();
        if (value == null) {
            return;
        }
        Decoded decoded =
                decoder.decode(
                        value,
                        0,
                        value.length,
                        record.topic() + "-" + record.partition(),
                        record.offset(),
                        record.timestamp());
        if (decoded != null) {
            out.collect(decoded);
        }
    }

    @Override
    public TypeInformation<Decoded> getProducedType() {
        return TypeInformation.of(Decoded.class);
    }
}
