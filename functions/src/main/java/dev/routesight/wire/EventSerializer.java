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

/** Ships events; the features of a text stand beside the block. */
public final class EventSerializer extends WireSerializer<Event> {
    private static final long serialVersionUID = 1;

    private final TypeSerializer<TextFeatures> features;

    public EventSerializer() {
        this(TypeInformation.of(TextFeatures.class).createSerializer(new SerializerConfigImpl()));
    }

    private EventSerializer(TypeSerializer<TextFeatures> features) {
        this.features = features;
    }

    @Override
    public void serialize(Event event, DataOutputView target) throws IOException {
        WireWriter writer = writer();
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
        WireReader reader = reader(source, header >>> 1);
        return EventFormat.read(reader, (header & 1) == 0 ? null : features.deserialize(source));
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        int header = source.readInt();
        target.writeInt(header);
        copy(source, target, header >>> 1);
        if ((header & 1) != 0) {
            features.copy(source, target);
        }
    }

    @Override
    public TypeSerializer<Event> duplicate() {
        return new EventSerializer(features.duplicate());
    }

    @Override
    public TypeSerializerSnapshot<Event> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The format's first version. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Event> {
        public Snapshot() {
            super(EventSerializer::new);
        }
    }
}
