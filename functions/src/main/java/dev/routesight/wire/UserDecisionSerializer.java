package dev.routesight.wire;

import dev.routesight.attribution.UserDecision;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Ships the decisions that retention looks at. */
public final class UserDecisionSerializer extends WireSerializer<UserDecision> {
    private static final long serialVersionUID = 1;

    public UserDecisionSerializer() {}

    @Override
    public void serialize(UserDecision decision, DataOutputView target) throws IOException {
        WireWriter out = writer();
        out.text(decision.userId());
        out.wide(decision.session());
        out.text(decision.eventId());
        out.wide(decision.ts());
        out.dimensions(decision.dimensions());
        send(out, target);
    }

    @Override
    public UserDecision deserialize(DataInputView source) throws IOException {
        WireReader in = reader(source);
        return new UserDecision(in.text(), in.wide(), in.text(), in.wide(), in.dimensions());
    }

    @Override
    public TypeSerializer<UserDecision> duplicate() {
        return new UserDecisionSerializer();
    }

    @Override
    public TypeSerializerSnapshot<UserDecision> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The format's first version. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<UserDecision> {
        public Snapshot() {
            super(UserDecisionSerializer::new);
        }
    }
}
