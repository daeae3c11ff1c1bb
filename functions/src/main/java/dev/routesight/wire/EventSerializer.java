package dev.routesight.wire;

import dev.routesight.event.Event;
import dev.routesight.wording.TextFeatures;
import java.io.IOException;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Ships events between tasks and through the sort of BATCH: in one block of bytes, where Flink's
 * own way with records goes field by field and byte by byte. For the wire only: in state, events
 * are kept as POJOs, whose fields may change.
 */
public final class EventSerializer extends TypeSerializer<Event> {
    private static final long serialVersionUID = 1;

    private final TypeSerializer<TextFeatures> features;
    private transient WireWriter writer;
    private transient WireReader reader;

    public EventSerializer() {
        this(TypeInformation.of(TextFeatures.class).createSerializer(new SerializerConfigImpl()));
    }

    private EventSerializer(TypeSerializer<TextFeatures> features) {
        this.features = features;
    }

    @Override
    public void serialize(Event event, DataOutputView target) throws IOException {
        if (writer == null) {
            writer = new WireWriter();
        }
        writer.clear();
        EventFormat.write(event, writer);
        TextFeatures described = EventFormat.featuresOf(event);
        target.writeInt(writer.length() << 1 | (described == null ? 0 : 1));
        target.write(writer.buffer(), 0, writer.length());
        if (described != null) {
            features.serialize(described, target);
        }
    }

    @Override
    public Event deserialize(DataInputView source) throws IOException {
        int header = source.readInt();
        block(source, header >>> 1);
        return EventFormat.read(reader, (header & 1) == 0 ? null : features.deserialize(source));
    }

    @Override
    public Event deserialize(Event reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        int header = source.readInt();
        target.writeInt(header);
        target.write(block(source, header >>> 1), 0, header >>> 1);
        if ((header & 1) != 0) {
            features.copy(source, target);
        }
    }

    private byte[] block(DataInputView source, int length) throws IOException {
        if (reader == null) {
            reader = new WireReader();
        }
        byte[] buffer = reader.begin(length);
        source.readFully(buffer, 0, length);
        return buffer;
    }

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public TypeSerializer<Event> duplicate() {
        return new EventSerializer(features.duplicate());
    }

    @Override
    public Event createInstance() {
        return null; // events are made by reading only
    }

    @Override
    public Event copy(Event from) {
        return from;
    }

    @Override
    public Event copy(Event from, Event reuse) {
        return from;
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public TypeSerializerSnapshot<Event> snapshotConfiguration() {
        return new Snapshot();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EventSerializer;
    }

    @Override
    public int hashCode() {
        return EventSerializer.class.hashCode();
    }

    /** The format's first version. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Event> {
        public Snapshot() {
            super(EventSerializer::new);
        }
    }
}
