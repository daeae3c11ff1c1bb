package dev.routesight.functions;

import static dev.routesight.functions.testing.Settings.attribution;
import static dev.routesight.functions.testing.Settings.tally;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.routesight.attribution.Place;
import dev.routesight.calibration.Exposed;
import dev.routesight.calibration.UnitRow;
import dev.routesight.functions.testing.HarnessGraph;
import dev.routesight.functions.testing.Recommending;
import dev.routesight.functions.testing.Stage;
import dev.routesight.functions.testing.Watching;
import dev.routesight.functions.testing.Written;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A job goes on from the state that each version wrote, as if it had never stopped. */
class StateOfEarlierVersionsTest {

    static IntStream versions() {
        return IntStream.rangeClosed(1, StateFixtures.VERSION);
    }

    @ParameterizedTest
    @MethodSource("versions")
    void theStateOfAVersionIsReadAndTheStoryGoesOn(int version) throws Exception {
        Written restored = goOnFrom(StateFixtures.read(StateFixtures.FOLDER, version), 1);
        Written uninterrupted = new Written();
        try (HarnessGraph graph = graph(1, uninterrupted, Map.of())) {
            StateFixtures.begin(graph);
            StateFixtures.goOn(graph);
        }
        uninterrupted.tallies.keySet().retainAll(restored.tallies.keySet()); // finals before it
        assertThat(restored.finalTallies())
                .containsExactlyElementsOf(uninterrupted.finalTallies())
                .hasSizeGreaterThan(20);
        assertThat(restored.place(Place.EVENTS_READ)).isEqualTo(14);
        assertThat(restored.place(Place.LATE)).isEqualTo(1);
        assertThat(restored.place(Place.DUPLICATE)).isEqualTo(1);
        assertThat(restored.place(Place.USED)).isEqualTo(11);
        assertThat(restored.place(Place.PENDING)).isZero();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void testsAlertsAndUnitsOfAVersionGoOnAsIfNothingHadHappened(int version) throws Exception {
        Map<String, List<OperatorSubtaskState>> states =
                StateFixtures.read(StateFixtures.FOLDER, version);
        List<String> uninterrupted = WatchStory.secondHalf();
        assertThat(uninterrupted).hasSizeGreaterThanOrEqualTo(3);
        for (int parallelism : new int[] {1, 3}) {
            try (Watching watching =
                    WatchStory.watching(
                            parallelism, states.get("detect-drift"), states.get("group-alerts"))) {
                WatchStory.goOn(watching);
                assertThat(watching.rows).containsExactlyElementsOf(uninterrupted);
            }
            List<String> rows = new ArrayList<>();
            try (Stage<Exposed, UnitRow> units =
                    WatchStory.units(parallelism, states.get("follow-units"), rows)) {
                WatchStory.goOnWithUnits(units);
                assertThat(rows)
                        .containsExactlyInAnyOrderElementsOf(WatchStory.secondHalfOfUnits())
                        .anyMatch(row -> row.contains(" 7 live ") && row.contains(" true true "));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void recommendationsOfAVersionGoOnAsIfNothingHadHappened(int version) throws Exception {
        Map<String, List<OperatorSubtaskState>> states =
                StateFixtures.read(StateFixtures.FOLDER, version);
        List<String> uninterrupted =
                ThresholdStory.told(false, 1, ThresholdStory.news()).stream()
                        .filter(row -> !row.matches(".* week [01] .*")) // said before
                        .toList();
        try (Recommending recommending =
                new Recommending(false, 3, states.get("recommend-thresholds"))) {
            ThresholdStory.goOn(recommending);
            assertThat(recommending.said())
                    .containsExactlyElementsOf(uninterrupted)
                    .anyMatch(row -> row.contains("rollback"));
        }
    }

    @Test
    void theStateIsReadAtAnotherParallelism() throws Exception {
        Map<String, List<OperatorSubtaskState>> states =
                StateFixtures.read(StateFixtures.FOLDER, StateFixtures.VERSION);
        assertThat(goOnFrom(states, 3).finalRows())
                .containsExactlyElementsOf(goOnFrom(states, 1).finalRows());
    }

    @Test
    void aReleasedStateIsNeverOverwritten(@TempDir Path folder) throws Exception {
        StateFixtures.write(folder);
        for (String operator : StateFixtures.OPERATORS) {
            assertThat(Files.size(StateFixtures.file(folder, operator, StateFixtures.VERSION)))
                    .as(operator)
                    .isPositive();
        }
        assertThatThrownBy(() -> StateFixtures.write(folder)).hasMessageContaining("exists");
    }

    private static Written goOnFrom(Map<String, List<OperatorSubtaskState>> states, int parallelism)
            throws Exception {
        Written written = new Written();
        Map<String, List<OperatorSubtaskState>> ofGraph = new HashMap<>(states);
        ofGraph.remove("follow-units"); // that of another story, see WatchStory
        ofGraph.remove("recommend-thresholds"); // and ThresholdStory
        try (HarnessGraph graph = graph(parallelism, written, ofGraph)) {
            StateFixtures.goOn(graph);
            assertThat(graph.keyedEntries()).isZero();
            assertThat(graph.timers()).isZero();
        }
        return written;
    }

    private static HarnessGraph graph(
            int parallelism, Written into, Map<String, List<OperatorSubtaskState>> restored)
            throws Exception {
        return new HarnessGraph(attribution(50), tally(false, 2), parallelism, into, restored);
    }
}
