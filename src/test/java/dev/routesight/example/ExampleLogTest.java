package dev.routesight.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.routesight.event.EventType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExampleLogTest {
    private static final Path EXAMPLE = Path.of("test/resources/example");

    @ParameterizedTest
    @ValueSource(strings = {"realhumaneval.ndjson", "star.ndjson"})
    void everyLineIsAnEventAndStreamsNameADecisionBeforeThem(String file) throws IOException {
        ObjectMapper json = new ObjectMapper();
        Set<String> ids = new HashSet<>();
        Set<String> decisions = new HashSet<>();
        for (String line : Files.readAllLines(EXAMPLE.resolve(file))) {
            JsonNode event = json.readTree(line);
            assertThat(EventType.codeOf(event.get("type").textValue())).isNotZero();
            assertThat(event.get("ts").isIntegralNumber()).isTrue();
            assertThat(event.get("session_id").textValue()).isNotEmpty();
            assertThat(ids.add(event.get("event_id").textValue())).isTrue();
            if (event.get("type").textValue().equals("decision")) {
                decisions.add(event.get("decision_id").textValue());
            } else if (event.has("decision_id")) {
                assertThat(decisions).contains(event.get("decision_id").textValue());
            }
        }
        assertThat(decisions).hasSizeGreaterThan(300);
    }

    @Test
    void filesAreWhatTheConverterMakes() throws IOException {
        String data = System.getProperty("routesight.dialogues", "not-given");
        assumeTrue(Files.isDirectory(Path.of(data)), "the source dialogues are not here");
        assertThat(ExampleLog.realHumanEval(Path.of(data)))
                .isEqualTo(Files.readString(EXAMPLE.resolve("realhumaneval.ndjson")));
        assertThat(ExampleLog.star(Path.of(data)))
                .isEqualTo(Files.readString(EXAMPLE.resolve("star.ndjson")));
    }
}
