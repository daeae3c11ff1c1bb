package dev.routesight.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routesight.event.Decoded;
import dev.routesight.event.DecoderOptions;
import dev.routesight.event.Event;
import dev.routesight.event.EventDecoder;
import dev.routesight.wording.Classifiers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class EventSerializerTest {
    private static final String BARE =
            """
            {"type":"decision","event_id":"b1","ts":1,"session_id":"s","decision_id":"d","turn":0,"route":"r"}
            {"type":"stream","event_id":"b2","ts":1,"session_id":"s","decision_id":"d","state":"started"}
            {"type":"stream","event_id":"b3","ts":1,"session_id":"s","decision_id":"d","state":"completed","text":"Which file?"}
            {"type":"turn","event_id":"b4","ts":1,"session_id":"s","turn":3000000}
            {"type":"turn","event_id":"b5","ts":1,"session_id":"s","turn":1,"cue":"rephrase","language":"pt-BR"}
            {"type":"action","event_id":"b6","ts":1,"session_id":"s","action":"stop"}
            {"type":"escalation","event_id":"b7","ts":1,"session_id":"s","decision_id":"d"}
            {"type":"handoff","event_id":"b8","ts":1,"session_id":"s"}
            {"type":"judgement","event_id":"b9","ts":1,"session_id":"s","decision_id":"d","shadow_route":"x","verdict":"tie"}
            {"type":"eval","event_id":"b10","ts":1,"benchmark":"b","route":"r","correct":0.5}
            {"type":"session_end","event_id":"\u00fc\u20ac\ud83d\ude00","ts":1,"session_id":"\u4e16\u754c"}
            """;

    private final EventSerializer serializer = new EventSerializer();

    @Test
    void everyFieldOfEveryTypeArrivesAsItWasSent() throws IOException {
        List<Event> events = events();
        assertThat(events).hasSizeGreaterThan(20);
        DataOutputSerializer out = new DataOutputSerializer(64);
        for (Event event : events) {
            serializer.serialize(event, out);
        }
        assertThat(read(out, serializer, events.size()))
                .usingRecursiveFieldByFieldElementComparator()
                .isEqualTo(events);
    }

    @Test
    void aCopyOfTheBytesIsTheSameEvents() throws IOException {
        List<Event> events = events();
        DataOutputSerializer out = new DataOutputSerializer(64);
        for (Event event : events) {
            serializer.serialize(event, out);
        }
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        DataOutputSerializer copied = new DataOutputSerializer(64);
        for (int i = 0; i < events.size(); i++) {
            serializer.copy(in, copied);
        }
        assertThat(copied.getCopyOfBuffer()).isEqualTo(out.getCopyOfBuffer());
    }

    @Test
    void textsOfWhichThereAreFewAreReadOnce() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(events().get(0), out);
        serializer.serialize(events().get(1), out);
        List<Event> read = read(out, serializer.duplicate(), 2);
        assertThat(read.get(0).source()).isSameAs(read.get(1).source());
    }

    @Test
    void itsSnapshotRestoresToAFormatThatIsCompatibleAsItIs() {
        TypeSerializer<Event> made = WireType.EVENT.createSerializer(new SerializerConfigImpl());
        var snapshot = made.snapshotConfiguration();
        assertThat(snapshot.restoreSerializer()).isEqualTo(made);
        assertThat(
                        new EventSerializer()
                                .snapshotConfiguration()
                                .resolveSchemaCompatibility(snapshot)
                                .isCompatibleAsIs())
                .isTrue();
    }

    private static List<Event> read(
            DataOutputSerializer from, TypeSerializer<Event> serializer, int count)
            throws IOException {
        DataInputDeserializer in = new DataInputDeserializer(from.getCopyOfBuffer());
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(serializer.deserialize(in));
        }
        assertThat(in.available()).isZero();
        return events;
    }

    private static List<Event> events() throws IOException {
        EventDecoder decoder =
                new EventDecoder(new DecoderOptions(0, 0, 4000, Classifiers.standard()));
        String examples;
        try (InputStream in =
                EventDecoder.class.getResourceAsStream(
                        "/dev/routesight/event/examples-v1.ndjson")) {
            examples = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        List<Event> events = new ArrayList<>();
        for (String line : (examples + "\n" + BARE).split("\n")) {
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            Decoded decoded =
                    decoder.decode(bytes, 0, bytes.length, "a-topic-3", 77, Long.MAX_VALUE);
            if (decoded != null) {
                assertThat(decoded.refusal()).as(line).isNull();
                events.add(decoded.event());
            }
        }
        return events;
    }
}
