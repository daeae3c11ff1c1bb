package dev.routesight.functions;

import static dev.routesight.functions.testing.Lines.completed;
import static dev.routesight.functions.testing.Lines.correction;
import static dev.routesight.functions.testing.Lines.decision;
import static dev.routesight.functions.testing.Lines.judgement;
import static dev.routesight.functions.testing.Lines.thumbsDown;
import static dev.routesight.functions.testing.Settings.BEGINNING;
import static dev.routesight.functions.testing.Settings.DAY;
import static dev.routesight.functions.testing.Settings.HOUR;
import static dev.routesight.functions.testing.Settings.MINUTE;
import static dev.routesight.functions.testing.Settings.SECOND;
import static dev.routesight.functions.testing.Settings.attribution;
import static dev.routesight.functions.testing.Settings.tally;

import dev.routesight.calibration.Exposed;
import dev.routesight.calibration.UnitRow;
import dev.routesight.functions.testing.HarnessGraph;
import dev.routesight.functions.testing.Lines;
import dev.routesight.functions.testing.Recommending;
import dev.routesight.functions.testing.Stage;
import dev.routesight.functions.testing.Watching;
import dev.routesight.functions.testing.Written;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;

/**
 * The state of every stateful operator in the midst of a small story, one file per operator and
 * version of the state. {@link WriteStateFixtures} writes those of the current version; it never
 * overwrites.
 */
public final class StateFixtures {
    /** To be raised with a release whose state has another shape. */
    static final int VERSION = 1;

    static final Path FOLDER = Path.of("src/test/resources/state");
    static final List<String> OPERATORS =
            List.of(
                    "attribute-signals",
                    "count-places",
                    "detect-drift",
                    "follow-units",
                    "group-alerts",
                    "receive-events",
                    "recommend-thresholds",
                    "retain-users",
                    "tally-buckets",
                    "tally-cohorts",
                    "tally-retention");

    private StateFixtures() {}

    /** Writes the files of {@link #VERSION}. */
    static void write(Path folder) throws Exception {
        Files.createDirectories(folder);
        for (String operator : OPERATORS) {
            Path file = file(folder, operator, VERSION);
            if (Files.exists(file)) {
                throw new IOException(
                        file + " exists: raise StateFixtures.VERSION, a released state stays");
            }
        }
        try (HarnessGraph graph =
                new HarnessGraph(attribution(50), tally(false, 2), 1, new Written())) {
            begin(graph);
            for (Map.Entry<String, List<OperatorSubtaskState>> state :
                    graph.snapshot().entrySet()) {
                write(folder, state.getKey(), state.getValue());
            }
        }
        try (Watching watching = WatchStory.watching(1, null, null)) {
            WatchStory.begin(watching);
            write(folder, "detect-drift", watching.detect.snapshot());
            write(folder, "group-alerts", watching.group.snapshot());
        }
        try (Stage<Exposed, UnitRow> units = WatchStory.units(1, null, new ArrayList<>())) {
            WatchStory.beginUnits(units);
            write(folder, "follow-units", units.snapshot());
        }
        try (Recommending recommending = new Recommending(false, 1, null)) {
            ThresholdStory.begin(recommending);
            write(folder, "recommend-thresholds", recommending.stage.snapshot());
        }
    }

    private static void write(Path folder, String operator, List<OperatorSubtaskState> state)
            throws IOException {
        OperatorSnapshotUtil.writeStateHandle(
                state.get(0), file(folder, operator, VERSION).toString());
    }

    static Path file(Path folder, String operator, int version) {
        return folder.resolve(operator + "-v" + version + ".bin");
    }

    static Map<String, List<OperatorSubtaskState>> read(Path folder, int version) throws Exception {
        Map<String, List<OperatorSubtaskState>> states = new TreeMap<>();
        for (String operator : OPERATORS) {
            Path file = file(folder, operator, version);
            states.put(operator, List.of(OperatorSnapshotUtil.readStateHandle(file.toString())));
        }
        return states;
    }

    /** What comes before the snapshot: of every state there is something. */
    static void begin(HarnessGraph graph) throws Exception {
        graph.read(Lines.decoded("{'type':'novelty'}"));
        graph.read(decision(BEGINNING, "s1", "a", "u1", "acme"));
        graph.read(completed(BEGINNING + 5 * SECOND, "s1", "a"));
        graph.read(judgement(BEGINNING + 6 * SECOND, "s1", "a"));
        graph.read(decision(BEGINNING + MINUTE, "s2", "b", "u2", "initech"));
        graph.watermark(BEGINNING + HOUR);
        graph.read(decision(BEGINNING + HOUR + MINUTE, "s3", "c", "u1", "acme"));
        graph.read(decision(BEGINNING + HOUR + 2 * MINUTE, "s4", "d", "u3", "hooli"));
        graph.read(thumbsDown(BEGINNING + HOUR + 2 * MINUTE, "s4", "not-yet"));
        graph.watermark(BEGINNING + HOUR + 3 * MINUTE);
        graph.read(correction(BEGINNING + HOUR + 4 * MINUTE, "s3", 1));
    }

    /** What comes after it, to the end of the feed. */
    static void goOn(HarnessGraph graph) throws Exception {
        graph.read(decision(BEGINNING + HOUR + 5 * MINUTE, "s4", "not-yet", "u3", "hooli"));
        graph.read(decision(BEGINNING + HOUR + 6 * MINUTE, "s3", "c", "u1", "acme"));
        graph.read(decision(BEGINNING + HOUR + 3 * MINUTE, "s5", "e", "u1", "acme"));
        graph.watermark(BEGINNING + 2 * HOUR);
        graph.read(judgement(BEGINNING + DAY, "s1", "a"));
        graph.read(decision(BEGINNING + 2 * DAY, "s6", "f", "u2", "initech"));
        graph.end();
    }
}
