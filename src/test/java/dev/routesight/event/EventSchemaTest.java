package dev.routesight.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventSchemaTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final EventDecoder decoder = new EventDecoder(new DecoderOptions(0, 0, 100, null));

    /** Integers written as 1.0 are the one exception: integral to the schema, not to the parser. */
    @Test
    void schemaAndParserAgreeOnEveryFieldOfEveryExampleReplaced() throws IOException {
        JsonSchema schema;
        try (InputStream in = Event.class.getResourceAsStream("event-v1.schema.json")) {
            schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(in);
        }
        List<JsonNode> values =
                List.of(
                        MAPPER.readTree("null"),
                        MAPPER.readTree("\"\""),
                        MAPPER.readTree("\"x\""),
                        MAPPER.readTree("-1"),
                        MAPPER.readTree("0"),
                        MAPPER.readTree("1"),
                        MAPPER.readTree("0.5"),
                        MAPPER.readTree("60000"),
                        MAPPER.readTree("3000000000"),
                        MAPPER.readTree("true"),
                        MAPPER.readTree("[]"),
                        MAPPER.readTree("{}"),
                        MAPPER.readTree("{\"a\":2}"),
                        MAPPER.readTree("{\"a\":\"b\"}"));
        for (String line : lines()) {
            ObjectNode example = (ObjectNode) MAPPER.readTree(line);
            assertAgree(schema, example, true);
            for (String name : (Iterable<String>) example::fieldNames) {
                ObjectNode without = example.deepCopy();
                without.remove(name);
                assertAgree(schema, without, accepted(without));
                for (JsonNode value : values) {
                    ObjectNode changed = example.deepCopy();
                    changed.set(name, value);
                    assertAgree(schema, changed, accepted(changed));
                }
            }
        }
    }

    private void assertAgree(JsonSchema schema, JsonNode event, boolean parser) {
        assertThat(accepted(event)).isEqualTo(parser);
        assertThat(schema.validate(event).isEmpty()).as(event.toString()).isEqualTo(parser);
    }

    private boolean accepted(JsonNode event) {
        byte[] bytes = event.toString().getBytes(StandardCharsets.UTF_8);
        return decoder.decode(bytes, 0, bytes.length, "s", 0, Long.MAX_VALUE).event() != null;
    }

    private static List<String> lines() throws IOException {
        try (InputStream in = Event.class.getResourceAsStream("examples-v1.ndjson")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
