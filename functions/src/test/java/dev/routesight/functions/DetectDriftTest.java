package dev.routesight.functions;

import static dev.routesight.functions.testing.Settings.BEGINNING;
import static dev.routesight.functions.testing.Settings.DAY;
import static dev.routesight.functions.testing.Settings.HOUR;
import static dev.routesight.functions.testing.Settings.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.routesight.drift.DriftSettings;
import dev.routesight.drift.Rhythm;
import dev.routesight.functions.testing.Beside;
import dev.routesight.functions.testing.Watching;
import dev.routesight.tally.Against;
import dev.routesight.tally.RouteWindow;
import dev.routesight.tally.TallyCount;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/**
 * Windows of two tenants, alone and beside another route, in any order, in both modes, over a
 * restart, give the same alerts.
 */
class DetectDriftTest {
    private static final int WINDOWS = 260;
    private static final int BROKEN = 150;
    private static final long HORIZON = 30 * MINUTE;
    private static final DriftSettings SETTINGS =
            new DriftSettings(
                    HOUR,
                    HORIZON,
                    List.of(TallyCount.REJECTED),
                    1,
                    10,
                    0.05,
                    1,
                    Rhythm.NONE,
                    3 * DAY,
                    500,
                    2 * DAY,
                    10 * DAY,
                    DAY,
                    0,
                    0,
                    Against.ROUTE,
                    0);

    private static List<RouteWindow> windows(int drifting) {
        List<RouteWindow> windows = new ArrayList<>();
        Random random = new Random(3);
        for (int number = 0; number < WINDOWS; number++) {
            for (String cohort : List.of("{}", "{\"tenant\":\"a\"}")) {
                long start = BEGINNING + number * HOUR;
                int rejected = 0;
                double rate = number >= drifting ? 0.25 : 0.1;
                for (int i = 0; i < 200; i++) {
                    rejected += random.nextDouble() < rate ? 1 : 0;
                }
                windows.add(
                        new RouteWindow(
                                cohort.equals("{}") ? "" : "tenant",
                                cohort,
                                "cheap",
                                start,
                                start + HOUR,
                                new String[] {"3"},
                                new long[] {200, rejected},
                                new long[0],
                                0,
                                0,
                                new String[] {"v1"},
                                new String[] {"m"},
                                new double[0]));
                windows.add(beside(windows.get(windows.size() - 1), random));
            }
        }
        return windows;
    }

    /** The same beside another route, whose rate stays. */
    private static RouteWindow beside(RouteWindow window, Random random) {
        int rejected = 0;
        for (int i = 0; i < 150; i++) {
            rejected += random.nextDouble() < 0.08 ? 1 : 0;
        }
        return Beside.of(window, new long[] {150, rejected});
    }

    private static List<String> inOrder() throws Exception {
        try (Watching watching = new Watching(SETTINGS, false, 1, null, null)) {
            for (RouteWindow window : windows(BROKEN)) {
                watching.takes(window);
                watching.watermark(window.windowStart() + HOUR + HORIZON - 1);
            }
            watching.ends(BEGINNING + (WINDOWS + 1) * HOUR);
            return watching.rows;
        }
    }

    @Test
    void oneCauseIsOneAlertThatIsOpenAtTheEnd() throws Exception {
        List<String> rows = inOrder();
        assertThat(rows.stream().map(row -> row.split(" ")[1]).distinct()).hasSize(1);
        assertThat(rows.get(rows.size() - 1)).contains(" null 4 ");
        assertThat(rows).anyMatch(row -> row.contains(" concurrent strong="));
    }

    @Test
    void healthyCohortsRaiseNone() throws Exception {
        try (Watching watching = new Watching(SETTINGS, false, 1, null, null)) {
            windows(WINDOWS).forEach(watching::takes);
            watching.ends(BEGINNING + (WINDOWS + 1) * HOUR);
            assertThat(watching.rows).isEmpty();
        }
    }

    @Test
    void anyOrderWithinTheWatermarkAndAnyParallelismGiveTheSameRows() throws Exception {
        List<RouteWindow> shuffled = windows(BROKEN);
        Collections.shuffle(shuffled, new Random(5));
        try (Watching watching = new Watching(SETTINGS, false, 3, null, null)) {
            shuffled.forEach(watching::takes);
            watching.ends(BEGINNING + (WINDOWS + 1) * HOUR);
            assertThat(watching.rows).containsExactlyElementsOf(inOrder());
        }
    }

    @Test
    void batchGivesTheSameRows() throws Exception {
        try (Watching watching = new Watching(SETTINGS, true, 2, null, null)) {
            windows(BROKEN).forEach(watching::takes);
            watching.ends(BEGINNING + (WINDOWS + 1) * HOUR);
            assertThat(watching.rows).containsExactlyElementsOf(inOrder());
        }
    }

    @Test
    void aRestartInTheMidstOfAnAlertAndAReplayGiveTheSameRows() throws Exception {
        List<RouteWindow> windows = windows(BROKEN);
        int stop = 4 * 170 + 1;
        List<String> rows;
        List<OperatorSubtaskState> detecting;
        List<OperatorSubtaskState> grouping;
        try (Watching watching = new Watching(SETTINGS, false, 1, null, null)) {
            for (RouteWindow window : windows.subList(0, stop)) {
                watching.takes(window);
                watching.watermark(window.windowStart() + HOUR + HORIZON - 1);
            }
            detecting = watching.detect.snapshot();
            grouping = watching.group.snapshot();
            rows = watching.rows;
        }
        assertThat(rows).isNotEmpty();
        try (Watching watching = new Watching(SETTINGS, false, 2, detecting, grouping)) {
            windows.subList(stop - 40, windows.size()).forEach(watching::takes);
            watching.ends(BEGINNING + (WINDOWS + 1) * HOUR);
            rows.addAll(watching.rows);
        }
        assertThat(rows).containsExactlyElementsOf(inOrder());
    }

    @Test
    void nothingIsLeftOfACohortThatIsForgotten() throws Exception {
        try (Watching watching = new Watching(SETTINGS, false, 1, null, null)) {
            windows(BROKEN).forEach(watching::takes);
            long last = BEGINNING + WINDOWS * HOUR;
            watching.watermark(last + 4 * DAY);
            assertThat(watching.rows.get(watching.rows.size() - 1)).contains(" vanished ");
            watching.watermark(last + 12 * DAY);
            assertThat(watching.detect.keyedEntries()).isZero();
            assertThat(watching.detect.timers()).isZero();
            assertThat(watching.group.timers()).isZero();
        }
    }

    @Test
    void whatWasNotObservedIsNoSilence() throws Exception {
        try (Watching watching = new Watching(SETTINGS, false, 1, null, null)) {
            windows(BROKEN).forEach(watching::takes);
            watching.ends(BEGINNING + (WINDOWS + 1) * HOUR);
            assertThat(watching.rows).noneMatch(row -> row.contains("vanished"));
        }
    }
}
