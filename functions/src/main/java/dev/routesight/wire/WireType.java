package dev.routesight.wire;

import dev.routesight.attribution.UserDecision;
import dev.routesight.event.Event;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** The type of a stream whose records a {@link WireSerializer} ships. */
public final class WireType<T> extends TypeInformation<T> {
    private static final long serialVersionUID = 1;

    public static final WireType<Event> EVENT = new WireType<>(Event.class, new EventSerializer());
    public static final WireType<UserDecision> USER_DECISION =
            new WireType<>(UserDecision.class, new UserDecisionSerializer());

    private final Class<T> type;
    private final WireSerializer<T> serializer;

    private WireType(Class<T> type, WireSerializer<T> serializer) {
        this.type = type;
        this.serializer = serializer;
    }

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public Class<T> getTypeClass() {
        return type;
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public TypeSerializer<T> createSerializer(SerializerConfig config) {
        return serializer.duplicate();
    }

    @Override
    public String toString() {
        return type.getSimpleName();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WireType<?> that && type == that.type;
    }

    @Override
    public int hashCode() {
        return type.hashCode();
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof WireType;
    }
}
