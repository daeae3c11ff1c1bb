package dev.routesight.functions;

import static dev.routesight.functions.testing.Settings.BEGINNING;
import static dev.routesight.functions.testing.Settings.DAY;
import static dev.routesight.functions.testing.Settings.HOUR;
import static dev.routesight.functions.testing.Settings.MINUTE;

import dev.routesight.calibration.Arm;
import dev.routesight.calibration.Experiment;
import dev.routesight.calibration.Exposed;
import dev.routesight.calibration.UnitRow;
import dev.routesight.drift.DriftSettings;
import dev.routesight.drift.Rhythm;
import dev.routesight.functions.testing.Beside;
import dev.routesight.functions.testing.Stage;
import dev.routesight.functions.testing.Watching;
import dev.routesight.tally.Against;
import dev.routesight.tally.RouteWindow;
import dev.routesight.tally.TallyCount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;

/**
 * A story of drift and one of an experiment, each told in two halves, with a snapshot between them:
 * an alert is open, a cohort is still learnt, windows wait; units have been exposed.
 */
final class WatchStory {
    private static final int WINDOWS = 240;
    private static final int BROKEN = 150;
    private static final int STOP = 190;
    private static final long HORIZON = 30 * MINUTE;
    private static final DriftSettings SETTINGS = settings(0);

    /** The same in mode fdr. */
    private static final DriftSettings EPOCHS = settings(DAY);

    private static final Experiment EXPERIMENT =
            new Experiment(
                    "range",
                    "user",
                    Instant.ofEpochMilli(BEGINNING),
                    Instant.ofEpochMilli(BEGINNING + 3 * DAY),
                    List.of(new Arm("live", 500_000, "a"), new Arm("cheap", 500_000, "b")));

    private WatchStory() {}

    private static DriftSettings settings(long epoch) {
        return new DriftSettings(
                HOUR,
                HORIZON,
                List.of(TallyCount.REJECTED, TallyCount.QUIET_EXIT),
                1,
                10,
                0.05,
                0,
                Rhythm.DAY,
                3 * DAY,
                500,
                2 * DAY,
                10 * DAY,
                DAY,
                epoch,
                0.1,
                Against.ROUTE,
                0);
    }

    static Watching watching(
            int parallelism,
            List<OperatorSubtaskState> detecting,
            List<OperatorSubtaskState> grouping)
            throws Exception {
        return new Watching(SETTINGS, false, parallelism, detecting, grouping);
    }

    /** The same in mode fdr; cohorts have been named. */
    static Watching epochs(
            int parallelism,
            List<OperatorSubtaskState> detecting,
            List<OperatorSubtaskState> naming,
            List<OperatorSubtaskState> grouping)
            throws Exception {
        return new Watching(EPOCHS, false, parallelism, detecting, naming, grouping);
    }

    /** What comes before the snapshot; the last two hours wait for the watermark. */
    static void begin(Watching watching) throws Exception {
        tell(watching, 0, STOP);
        watching.watermark(SETTINGS.finalAt(BEGINNING + (STOP - 2) * HOUR) - 1);
    }

    static void goOn(Watching watching) throws Exception {
        tell(watching, STOP, WINDOWS);
        watching.ends(BEGINNING + (WINDOWS + 1) * HOUR);
    }

    private static void tell(Watching watching, int from, int to) throws Exception {
        for (int number = from; number < to; number++) {
            watching.takes(window("{}", number, number >= BROKEN ? 0.25 : 0.1));
            watching.takes(compared(window("{}", number, number >= BROKEN ? 0.25 : 0.1)));
            watching.takes(window("{\"tenant\":\"a\"}", number, number >= BROKEN ? 0.25 : 0.1));
            if (number >= BROKEN) {
                watching.takes(window("{\"tenant\":\"new\"}", number, 0.1));
                watching.takes(compared(window("{\"tenant\":\"new\"}", number, 0.1)));
            }
        }
    }

    private static RouteWindow window(String cohort, int number, double rate) {
        Random random = new Random(number * 31L + cohort.length());
        String[] strata = {"code|2", "code|7", "sql|2"};
        long[] counts = new long[9];
        for (int s = 0; s < strata.length; s++) {
            counts[3 * s] = 60 + random.nextInt(20);
            for (int i = 0; i < counts[3 * s]; i++) {
                counts[3 * s + 1] += random.nextDouble() < rate ? 1 : 0;
                counts[3 * s + 2] += random.nextDouble() < 0.3 ? 1 : 0;
            }
        }
        long start = BEGINNING + number * HOUR;
        return new RouteWindow(
                cohort.equals("{}") ? "" : "tenant",
                cohort,
                "cheap",
                start,
                start + HOUR,
                strata,
                counts,
                new long[] {900, 90, 30},
                5_000_000,
                200,
                new String[] {number < 100 ? "v1" : "v2"},
                new String[] {"m"},
                new double[] {0.5});
    }

    /** The same beside another route, whose rate stays. */
    private static RouteWindow compared(RouteWindow window) {
        int number = (int) (window.windowStart() / HOUR) + 7_000;
        return Beside.of(window, window(window.cohort(), number, 0.12).counts());
    }

    static Stage<Exposed, UnitRow> units(
            int parallelism, List<OperatorSubtaskState> restored, List<String> rows)
            throws Exception {
        Stage<Exposed, UnitRow> stage =
                Stage.told(
                        () -> new FollowUnits(List.of(EXPERIMENT), false),
                        Exposed::key,
                        parallelism,
                        false,
                        restored);
        stage.to(
                row -> {
                    UnitRow unit = row.getValue();
                    rows.add(
                            unit.asOf()
                                    + " "
                                    + unit.unit()
                                    + " "
                                    + unit.arm()
                                    + " "
                                    + unit.firstTs()
                                    + " "
                                    + unit.crossed()
                                    + " "
                                    + unit.isFinal()
                                    + " "
                                    + java.util.Arrays.toString(unit.sums()));
                });
        return stage;
    }

    static void beginUnits(Stage<Exposed, UnitRow> stage) throws Exception {
        expose(stage, 7, "live", BEGINNING + HOUR, "s1\na");
        expose(stage, 8, "cheap", BEGINNING + 2 * HOUR, "s2\nb");
        stage.watermark(BEGINNING + DAY + HOUR);
        expose(stage, 7, "cheap", BEGINNING + DAY + 2 * HOUR, "s3\nc");
    }

    static void goOnWithUnits(Stage<Exposed, UnitRow> stage) throws Exception {
        expose(stage, 8, "cheap", BEGINNING + 2 * DAY, "s4\nd");
        stage.tell(BEGINNING + 4 * DAY);
        stage.watermark(Long.MAX_VALUE);
    }

    private static void expose(
            Stage<Exposed, UnitRow> stage, long unit, String arm, long ts, String decision) {
        stage.take(
                new Exposed(
                        "range", unit, arm, ts, decision, HORIZON, unit == 7, 3, false, 1_000_000),
                ts + HORIZON);
    }

    /** What the second half gives when nothing stops between the two. */
    static List<String> secondHalf() throws Exception {
        try (Watching watching = watching(1, null, null)) {
            begin(watching);
            int before = watching.rows.size();
            goOn(watching);
            return new ArrayList<>(watching.rows.subList(before, watching.rows.size()));
        }
    }

    /** The same in mode fdr. */
    static List<String> secondHalfOfEpochs() throws Exception {
        try (Watching watching = epochs(1, null, null, null)) {
            begin(watching);
            int before = watching.rows.size();
            goOn(watching);
            return new ArrayList<>(watching.rows.subList(before, watching.rows.size()));
        }
    }

    static List<String> secondHalfOfUnits() throws Exception {
        List<String> rows = new ArrayList<>();
        try (Stage<Exposed, UnitRow> stage = units(1, null, rows)) {
            beginUnits(stage);
            int before = rows.size();
            goOnWithUnits(stage);
            return new ArrayList<>(rows.subList(before, rows.size()));
        }
    }
}
