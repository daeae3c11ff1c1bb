package dev.routesight.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulationTest {
    private static final Path SCENARIOS = Path.of("../conf/scenarios");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Scenario.Faults NONE = new Scenario.Faults(0, 0, 0, 0, null, 0, null);

    @TempDir Path out;

    @Test
    void sameSeedGivesSameBytesAndAnotherSeedOthers() throws IOException {
        Scenario small = scenario("adversarial").withEvents(3000);
        Simulation.write(small, out.resolve("a"), (lines, share) -> {});
        Simulation.write(small, out.resolve("b"), (lines, share) -> {});
        Simulation.write(small.withSeed(8), out.resolve("c"), (lines, share) -> {});
        for (String file :
                List.of(
                        "events/part-0.ndjson",
                        "events/part-2.ndjson",
                        "truth/decisions.ndjson",
                        "truth/signals.ndjson",
                        "truth/summary.json")) {
            assertThat(out.resolve("a").resolve(file))
                    .hasSameBinaryContentAs(out.resolve("b").resolve(file));
        }
        assertThat(Files.mismatch(part(out.resolve("a")), part(out.resolve("c")))).isNotNegative();
    }

    @Test
    void everyGoodLineIsOneJsonObjectAndEventIdsAreUnique() throws IOException {
        Set<String> ids = new HashSet<>();
        for (JsonNode event : events(scenario("demo").withEvents(5000))) {
            assertThat(event.get("type").isTextual()).isTrue();
            assertThat(event.get("ts").isIntegralNumber()).isTrue();
            assertThat(ids.add(event.get("event_id").textValue())).isTrue();
        }
        assertThat(ids).hasSizeGreaterThan(4000);
    }

    @Test
    void disorderStaysWithinTheBoundAndLeavesTheConversationsAlone() throws IOException {
        Scenario base = scenario("adversarial").withEvents(20_000).withFaults(NONE);
        Scenario sorted = fixedSessions(base);
        Scenario shuffled = sorted.withFaults(new Scenario.Faults(0, 0, 0, 0.5, null, 0, null));
        long latest = 0;
        long worst = 0;
        Set<JsonNode> arrived = new HashSet<>();
        for (JsonNode event : events(shuffled)) {
            long ts = event.get("ts").longValue();
            latest = Math.max(latest, ts);
            worst = Math.max(worst, latest - ts);
            arrived.add(event);
        }
        assertThat(worst).isBetween(10_000L, 30_000L);
        assertThat(arrived).isEqualTo(new HashSet<>(events(sorted)));
    }

    @Test
    void everyPlantedSignalNamesARealDecisionAndItsOwnEvent() throws IOException {
        Scenario scenario = fixedSessions(scenario("adversarial").withFaults(NONE));
        Map<String, JsonNode> byId = new HashMap<>();
        Truth truth =
                Simulation.events(
                        scenario,
                        line -> {
                            JsonNode event = read(line);
                            byId.put(event.get("event_id").textValue(), event);
                        });
        Set<String> decisions = new HashSet<>();
        truth.decisions().forEach(d -> decisions.add(d.decisionId()));
        Set<String> kinds = new HashSet<>();
        for (PlantedSignal signal : truth.signals()) {
            kinds.add(signal.kind());
            assertThat(decisions).contains(signal.decisionId());
            if (!signal.how().equals("silence")) {
                JsonNode event = byId.get(signal.eventId());
                assertThat(event.get("ts").longValue()).isEqualTo(signal.ts());
                assertThat(event.get("session_id").textValue()).isEqualTo(signal.sessionId());
            }
        }
        assertThat(kinds)
                .contains(
                        "escalation",
                        "regeneration",
                        "edit",
                        "rephrase",
                        "correction",
                        "abandonment",
                        "handoff",
                        "thumbs_down",
                        "thumbs_up",
                        "failure");
    }

    @Test
    void badInputComesAtItsRates() throws IOException {
        Truth.Summary summary = Simulation.events(scenario("adversarial"), line -> {}).summary();
        double events = summary.events();
        assertThat(summary.lines()).isCloseTo(50_000, within(5_000L));
        assertThat(summary.malformed() / events).isCloseTo(0.01, within(0.003));
        assertThat(summary.unknownType() / events).isCloseTo(0.01, within(0.003));
        assertThat(summary.duplicate() / events).isCloseTo(0.03, within(0.005));
        assertThat(summary.lines())
                .isEqualTo(
                        summary.events()
                                + summary.malformed()
                                + summary.unknownType()
                                + summary.duplicate()
                                + summary.late());
    }

    @Test
    void plantedDriftShowsInTheTruthOfItsCohortOnly() throws IOException {
        Scenario demo = scenario("demo");
        long lastDay = demo.start().toEpochMilli() + 50L * 3_600_000;
        double[] drifted = new double[2];
        double[] n = new double[2];
        for (TrueDecision d : Simulation.events(demo, line -> {}).decisions()) {
            assertThat(d.drift() > 0)
                    .as(d.decisionId())
                    .matches(
                            acts ->
                                    !acts
                                            || (d.queryShape().equals("sql")
                                                    && d.route().equals("cheap")));
            if (d.queryShape().equals("sql") && d.route().equals("cheap")) {
                int late = d.ts() >= lastDay ? 1 : 0;
                n[late]++;
                drifted[late] += d.bad() ? 1 : 0;
            }
        }
        assertThat(drifted[1] / n[1]).isGreaterThan(drifted[0] / n[0] + 0.05);
    }

    @Test
    void unknownKeysAreRefusedByName() throws IOException {
        Path file = out.resolve("bad.yaml");
        Files.writeString(file, Files.readString(SCENARIOS.resolve("load.yaml")) + "speed: 3\n");
        assertThatThrownBy(
                        () -> Simulation.write(file, out, OptionalLong.empty(), (l, share) -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unknown key speed");
    }

    private static Scenario scenario(String name) throws IOException {
        return ScenarioFile.read(SCENARIOS.resolve(name + ".yaml"));
    }

    /** So that the number of sessions does not depend on the faults. */
    private static Scenario fixedSessions(Scenario scenario) {
        return scenario.withSessions(2000);
    }

    private static Path part(Path dir) {
        return dir.resolve("events/part-0.ndjson");
    }

    private static List<JsonNode> events(Scenario scenario) {
        List<JsonNode> events = new ArrayList<>();
        Simulation.events(scenario, line -> events.add(read(line)));
        return events;
    }

    private static JsonNode read(byte[] line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
