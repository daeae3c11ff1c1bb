package dev.routesight.wire;

import dev.routesight.event.Event;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Ships events. */
public final class EventSerializer extends WireSerializer<Event> {
    private static final long serialVersionUID = 1;

    public EventSerializer() {}

    @Override
    public void serialize(Event event, DataOutputView target) throws IOException {
        WireWriter out = writer();
        EventFormat.write(event, out);
        send(out, target);
    }

    @Override
    public Event deserialize(DataInputView source) throws IOException {
        return EventFormat.read(reader(source));
    }

    @Override
    public TypeSerializer<Event> duplicate() {
        return new EventSerializer();
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
