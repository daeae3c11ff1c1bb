package dev.routesight.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routesight.event.Decoded;
import dev.routesight.event.DecoderOptions;
import dev.routesight.event.Event;
import dev.routesight.event.EventDecoder;
import dev.routesight.event.EventType;
import dev.routesight.simulate.PlantedSignal;
import dev.routesight.simulate.ScenarioFile;
import dev.routesight.simulate.Simulation;
import dev.routesight.simulate.Truth;
import dev.routesight.wording.Classifiers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Simulated traffic, out of order and with copies and broken lines, against the truth that the
 * simulator planted.
 */
class AttributionAgreesWithTruthTest {
    private static final Set<String> EXPLICIT =
            Set.of(
                    "regeneration",
                    "edit",
                    "thumbs_up",
                    "thumbs_down",
                    "escalation",
                    "handoff",
                    "failure");
    private static final Path ADVERSARIAL = Path.of("../conf/scenarios/adversarial.yaml");

    @Test
    void everyPlantedExplicitSignalIsAttributedToTheRightDecision() throws IOException {
        check(50_000);
    }

    @Test
    @Tag("profile")
    void everyPlantedExplicitSignalOfAMillionEventsIsAttributedToTheRightDecision()
            throws IOException {
        check(1_000_000);
    }

    private static void check(long events) throws IOException {
        Map<String, List<Event>> sessions = new HashMap<>();
        EventDecoder decoder =
                new EventDecoder(new DecoderOptions(0, 0, 4000, Classifiers.standard()));
        Truth truth =
                Simulation.events(
                        ScenarioFile.read(ADVERSARIAL).withEvents(events),
                        line -> {
                            Decoded decoded =
                                    decoder.decode(line, 0, line.length, "feed", 0, Long.MAX_VALUE);
                            if (decoded != null && decoded.event() != null) {
                                Event event = decoded.event();
                                if (!event.sessionId().isEmpty()) {
                                    sessions.computeIfAbsent(
                                                    event.sessionId(), id -> new ArrayList<>())
                                            .add(event);
                                }
                            }
                        });
        Map<String, Integer> signals = new HashMap<>();
        Map<String, Long> decided = new HashMap<>();
        sessions.forEach(
                (id, told) -> {
                    for (Event event : told) {
                        if (event.type() == EventType.DECISION) {
                            decided.merge(event.decision().decisionId(), event.ts(), Math::min);
                        }
                    }
                    SessionStory story = new SessionStory();
                    told.forEach(story::tell);
                    story.untilTheEnd();
                    for (Outcome outcome : story.outcomes) {
                        signals.merge(outcome.decisionId(), outcome.signals(), (a, b) -> a | b);
                    }
                });
        List<PlantedSignal> missed = new ArrayList<>();
        int checked = 0;
        for (PlantedSignal planted : truth.signals()) {
            boolean explicit =
                    EXPLICIT.contains(planted.kind())
                            || planted.kind().equals("abandonment") && !planted.eventId().isEmpty();
            long age = planted.ts() - decided.getOrDefault(planted.decisionId(), 0L);
            if (!explicit || age > SessionStory.millis(1800)) {
                continue;
            }
            checked++;
            int bit = bitOf(planted.kind());
            if ((signals.getOrDefault(planted.decisionId(), 0) & bit) == 0) {
                missed.add(planted);
            }
        }
        assertThat(missed).isEmpty();
        assertThat(checked).isGreaterThan((int) (events / 40));
        int explicitBits = EXPLICIT.stream().mapToInt(kind -> bitOf(kind)).sum();
        assertThat(
                        signals.values().stream()
                                .mapToInt(bits -> Integer.bitCount(bits & explicitBits))
                                .sum())
                .isEqualTo(
                        (int)
                                truth.signals().stream()
                                        .filter(planted -> EXPLICIT.contains(planted.kind()))
                                        .map(planted -> planted.kind() + planted.decisionId())
                                        .distinct()
                                        .count());
    }

    private static int bitOf(String label) {
        for (SignalKind kind : SignalKind.values()) {
            if (kind.label().equals(label)) {
                return kind.bit();
            }
        }
        throw new IllegalArgumentException(label);
    }
}
