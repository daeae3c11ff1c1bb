package dev.routesight.functions;

import static dev.routesight.functions.testing.Settings.BEGINNING;
import static dev.routesight.functions.testing.Settings.DAY;
import static dev.routesight.functions.testing.Settings.HOUR;
import static dev.routesight.functions.testing.Settings.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.routesight.drift.DriftSettings;
import dev.routesight.drift.Rhythm;
import dev.routesight.functions.testing.Watching;
import dev.routesight.tally.Against;
import dev.routesight.tally.RouteWindow;
import dev.routesight.tally.TallyCount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Mode fdr: cohorts are named at the end of epochs, and only then. */
class NameCohortsTest {
    private static final int COHORTS = 12;
    private static final int DAYS = 13;
    private static final int BROKEN_ON = 6;
    private static final long HORIZON = 30 * MINUTE;
    private static final long EPOCH = 2 * DAY;

    /** The first moment after the beginning at which an epoch's last window is final. */
    private static final long FIRST_END = (BEGINNING / EPOCH + 1) * EPOCH + HORIZON;

    private static DriftSettings settings(Rhythm rhythm) {
        return new DriftSettings(
                HOUR,
                HORIZON,
                List.of(TallyCount.REJECTED),
                1,
                20,
                0.05,
                1,
                rhythm,
                3 * DAY,
                500,
                2 * DAY,
                10 * DAY,
                DAY,
                EPOCH,
                0.1,
                Against.OFF,
                0);
    }

    /** Two cohorts get worse in the middle of an epoch. */
    private static List<RouteWindow> windows(int broken) {
        List<RouteWindow> windows = new ArrayList<>();
        Random random = new Random(4);
        for (int number = 0; number < 24 * DAYS; number++) {
            for (int cohort = 0; cohort < COHORTS; cohort++) {
                double rate = cohort < broken && number >= 24 * BROKEN_ON + 5 ? 0.25 : 0.1;
                int rejected = 0;
                for (int i = 0; i < 60; i++) {
                    rejected += random.nextDouble() < rate ? 1 : 0;
                }
                long start = BEGINNING + number * HOUR;
                windows.add(
                        new RouteWindow(
                                "tenant",
                                "{\"tenant\":\"t" + cohort + "\"}",
                                "cheap",
                                start,
                                start + HOUR,
                                new String[] {"3"},
                                new long[] {60, rejected},
                                new long[0],
                                0,
                                0,
                                new String[] {"v1"},
                                new String[] {"m"},
                                new double[0]));
            }
        }
        return windows;
    }

    private static List<String> inOrder(Rhythm rhythm, int broken) throws Exception {
        try (Watching watching = new Watching(settings(rhythm), false, 1, null, null)) {
            for (RouteWindow window : windows(broken)) {
                watching.takes(window);
                watching.watermark(window.windowStart() + HOUR + HORIZON - 1);
            }
            watching.ends(BEGINNING + DAYS * DAY + HORIZON + HOUR);
            return watching.rows;
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Rhythm.class,
            names = {"NONE", "DAY"})
    void thoseThatChangedAreNamedAtTheEndOfEachEpochAndAreOverAtTheNext(Rhythm rhythm)
            throws Exception {
        List<String> rows = inOrder(rhythm, 2);
        assertThat(rows).isNotEmpty();
        long brokenAt = BEGINNING + BROKEN_ON * DAY + 5 * HOUR;
        for (String row : rows) {
            long at = Long.parseLong(row.split(" ")[0]);
            assertThat((at - FIRST_END) % EPOCH).as(Instant.ofEpochMilli(at) + "").isZero();
            assertThat(at).isGreaterThan(brokenAt);
        }
        assertThat(rows).anyMatch(row -> row.contains(" null ") && row.contains("t0"));
        assertThat(rows).anyMatch(row -> row.contains(" epoch_ended ") && row.contains("t0"));
        assertThat(rows).allMatch(row -> row.matches(".*\"t[01]\".*"));
        // every one that is named is over once, but those of the last whole epoch
        List<String> open = rows.stream().filter(row -> row.contains(" null ")).toList();
        List<String> over = rows.stream().filter(row -> row.contains(" epoch_ended ")).toList();
        long last = open.stream().mapToLong(r -> Long.parseLong(r.split(" ")[0])).max().orElse(0);
        assertThat(over).hasSize((int) open.stream().filter(r -> !r.startsWith(last + "")).count());
    }

    @ParameterizedTest
    @EnumSource(
            value = Rhythm.class,
            names = {"NONE", "DAY"})
    void healthyCohortsAreNotNamed(Rhythm rhythm) throws Exception {
        assertThat(inOrder(rhythm, 0)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Rhythm.class,
            names = {"NONE", "DAY"})
    void anyOrderAnyParallelismAndBatchGiveTheSameRows(Rhythm rhythm) throws Exception {
        List<String> expected = inOrder(rhythm, 2);
        List<RouteWindow> shuffled = windows(2);
        Collections.shuffle(shuffled, new Random(5));
        for (boolean batch : new boolean[] {false, true}) {
            try (Watching watching = new Watching(settings(rhythm), batch, 3, null, null)) {
                shuffled.forEach(watching::takes);
                watching.ends(BEGINNING + DAYS * DAY + HORIZON + HOUR);
                assertThat(watching.rows).containsExactlyElementsOf(expected);
            }
        }
    }
}
