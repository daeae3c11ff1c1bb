package dev.routesight.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routesight.attribution.UserDecision;
import dev.routesight.event.Dimensions;
import java.io.IOException;
import java.util.Map;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class UserDecisionSerializerTest {
    private final UserDecisionSerializer serializer = new UserDecisionSerializer();

    @Test
    void decisionsArriveAsTheyWereSentAndShareTheirDimensions() throws IOException {
        UserDecision first = new UserDecision("ü", -7, "e1", 5, dimensions(Map.of("tenant", "€")));
        UserDecision second = new UserDecision("u", 8, "", -6, dimensions(Map.of("tenant", "€")));
        UserDecision bare = new UserDecision("u", 8, "e3", 7, dimensions(null));
        DataOutputSerializer out = new DataOutputSerializer(64);
        for (UserDecision each : new UserDecision[] {first, second, bare}) {
            serializer.serialize(each, out);
        }
        DataOutputSerializer copied = new DataOutputSerializer(64);
        DataInputDeserializer sent = new DataInputDeserializer(out.getCopyOfBuffer());
        for (int i = 0; i < 3; i++) {
            serializer.copy(sent, copied);
        }
        DataInputDeserializer in = new DataInputDeserializer(copied.getCopyOfBuffer());
        UserDecision readFirst = serializer.deserialize(in);
        UserDecision readSecond = serializer.deserialize(in);
        assertThat(readFirst).isEqualTo(first);
        assertThat(readSecond).isEqualTo(second);
        assertThat(readSecond.dimensions()).isSameAs(readFirst.dimensions());
        assertThat(serializer.deserialize(in)).isEqualTo(bare);
        assertThat(in.available()).isZero();
    }

    private static Dimensions dimensions(Map<String, String> labels) {
        return new Dimensions("cheap", "m", "v1", "explore", "x", "a", "code", "de", labels);
    }
}
