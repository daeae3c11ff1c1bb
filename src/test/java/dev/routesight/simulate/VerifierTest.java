package dev.routesight.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verifier of a simulated cascade. */
class VerifierTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String WORLD =
            """
            sessions: 4000
            routes:
              - {name: cheap, models: [{name: small, skill: 0.6}]}
              - {name: strong, models: [{name: large, skill: 0.9}]}
            shapes: [{name: chat, difficulty: 0.4}]
            router: [{version: v1, threshold: 0.7}]
            explore: {share: 0.1, probabilities: {cheap: 0.5, strong: 0.5}}
            cascade: %s
            """;

    @TempDir private Path folder;

    @Test
    void scoresOfWhatShipsChangeNothingElse() throws IOException {
        List<JsonNode> with = world("{share: 0.5}").events;
        List<JsonNode> without = world("{share: 0.5, shipped-scores: false}").events;
        assertThat(scored(with, "stream")).isNotEmpty();
        assertThat(scored(without, "stream")).isEmpty();
        assertThat(scored(without, "escalation")).isEqualTo(scored(with, "escalation"));
        for (JsonNode event : with) {
            if (event.path("type").asText().equals("stream")) {
                ((ObjectNode) event).remove(List.of("verifier", "verifier_score"));
            }
        }
        assertThat(with).isEqualTo(without);
    }

    @Test
    void theGateRefusesWhatScoresLess() throws IOException {
        World world = world("{share: 0.5, gate: 0.3, recall: 0.6, false-alarm: 0.1}");
        assertThat(scored(world.events, "escalation"))
                .hasSizeGreaterThan(200)
                .allMatch(e -> e.path("verifier_score").asDouble() < 0.3);
        for (JsonNode event : scored(world.events, "stream")) {
            if (world.kind(event).equals("policy")) {
                assertThat(event.path("verifier_score").asDouble()).isGreaterThanOrEqualTo(0.3);
            }
        }
    }

    @Test
    void itRefusesBadAnswersAsOftenAsItIsTold() throws IOException {
        World world = world("{share: 1, recall: 0.6, false-alarm: 0.1, explore: 1}");
        double[] refused = new double[2];
        double[] seen = new double[2];
        Map<String, Integer> arms = new HashMap<>();
        for (JsonNode event : world.events) {
            if (!event.has("verifier_score") || !world.kind(event).equals("forced")) {
                continue;
            }
            int bad = world.bad.get(event.path("decision_id").asText()) ? 1 : 0;
            seen[bad]++;
            refused[bad] += event.path("verifier_score").asDouble() < 0.5 ? 1 : 0;
            boolean ships = event.path("type").asText().equals("stream");
            arms.merge(world.arm(event) + (ships ? " shipped" : " refused"), 1, Integer::sum);
        }
        assertThat(seen[1]).isGreaterThan(500);
        assertThat(refused[1] / seen[1]).isCloseTo(0.6, within(0.06));
        assertThat(refused[0] / seen[0]).isCloseTo(0.1, within(0.02));
        assertThat(arms.keySet()).containsOnly("ship shipped", "escalate refused");
        double all = arms.values().stream().mapToInt(n -> n).sum();
        assertThat(arms.get("ship shipped") / all).isCloseTo(0.5, within(0.03));
    }

    @Test
    void anExploredAnswerShipsWhateverItsScore() throws IOException {
        World world = world("{share: 0.5}");
        Set<Boolean> below = new HashSet<>();
        for (JsonNode event : scored(world.events, "stream")) {
            if (world.kind(event).equals("explore")) {
                below.add(event.path("verifier_score").asDouble() < 0.5);
            }
        }
        assertThat(below).containsExactlyInAnyOrder(true, false);
    }

    @Test
    void aGateOutsideTheScoresIsRefused() {
        assertThatThrownBy(() -> world("{share: 0.5, gate: 1}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cascade.gate: must be in (0, 1)");
        assertThatThrownBy(() -> world("{share: 0.5, explore: 2}"))
                .hasMessageContaining("cascade.explore");
    }

    private static List<JsonNode> scored(List<JsonNode> events, String type) {
        return events.stream()
                .filter(e -> e.path("type").asText().equals(type) && e.has("verifier_score"))
                .toList();
    }

    private record World(
            List<JsonNode> events, Map<String, JsonNode> decisions, Map<String, Boolean> bad) {
        String kind(JsonNode event) {
            return assignment(event).path("kind").asText("policy");
        }

        String arm(JsonNode event) {
            return assignment(event).path("arm").asText();
        }

        private JsonNode assignment(JsonNode event) {
            return decisions.get(event.path("decision_id").asText()).path("assignment");
        }
    }

    private World world(String cascade) throws IOException {
        Path file = Files.writeString(folder.resolve("w.yaml"), WORLD.formatted(cascade));
        List<JsonNode> events = new ArrayList<>();
        Truth truth =
                Simulation.events(
                        ScenarioFile.read(file),
                        line -> {
                            try {
                                events.add(JSON.readTree(line));
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        });
        return new World(
                events,
                events.stream()
                        .filter(e -> e.path("type").asText().equals("decision"))
                        .collect(Collectors.toMap(e -> e.path("decision_id").asText(), e -> e)),
                truth.decisions().stream()
                        .collect(Collectors.toMap(TrueDecision::decisionId, TrueDecision::bad)));
    }
}
