package dev.routesight.functions;

import static dev.routesight.functions.testing.Lines.decision;
import static dev.routesight.functions.testing.Settings.BEGINNING;
import static dev.routesight.functions.testing.Settings.DAY;
import static dev.routesight.functions.testing.Settings.HOUR;
import static dev.routesight.functions.testing.Settings.MINUTE;
import static dev.routesight.functions.testing.Settings.attribution;
import static dev.routesight.functions.testing.Settings.tally;
import static org.assertj.core.api.Assertions.assertThat;

import dev.routesight.attribution.Place;
import dev.routesight.functions.testing.HarnessGraph;
import dev.routesight.functions.testing.Written;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/**
 * A window's rows are final and its state is gone; then the job is restored, and its watermark is
 * at the minimum. A straggler of that window must not become a row of one decision that overwrites
 * the row of many.
 */
class FinalRowsAreNotRecountedTest {

    @Test
    void aStragglerOfAFinalWindowIsLateAlsoRightAfterARestore() throws Exception {
        Written written = new Written();
        Map<String, List<OperatorSubtaskState>> kept;
        try (HarnessGraph graph = graph(written, Map.of())) {
            for (int i = 0; i < 5; i++) {
                graph.read(decision(BEGINNING + i * MINUTE, "s" + i, "d" + i));
            }
            graph.watermark(BEGINNING + 30 * DAY);
            assertThat(graph.keyedEntries()).isZero();
            kept = graph.snapshot();
        }
        List<String> before = written.finalTallies();
        assertThat(before).isNotEmpty().allMatch(row -> row.contains("isFinal=true"));
        try (HarnessGraph restored = graph(written, kept)) {
            restored.read(decision(BEGINNING + HOUR / 2, "straggler", "d9"));
            restored.end();
        }
        assertThat(written.finalTallies()).containsExactlyElementsOf(before);
        assertThat(written.place(Place.LATE)).isEqualTo(1);
        assertThat(written.lost()).isZero();
    }

    private static HarnessGraph graph(
            Written into, Map<String, List<OperatorSubtaskState>> restored) throws Exception {
        return new HarnessGraph(attribution(100), tally(false, 10), 2, into, restored);
    }
}
