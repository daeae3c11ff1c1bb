package dev.routesight.functions.testing;

import dev.routesight.drift.CohortDrift;
import dev.routesight.drift.DriftAlert;
import dev.routesight.drift.DriftSettings;
import dev.routesight.functions.DetectDrift;
import dev.routesight.functions.GroupAlerts;
import dev.routesight.functions.NameCohorts;
import dev.routesight.tally.RouteWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;

/** The detector and the grouping behind it, with what comes out as text. */
public final class Watching implements AutoCloseable {
    public final List<String> rows = new ArrayList<>();
    public final Stage<RouteWindow, CohortDrift> detect;
    public final Stage<CohortDrift, DriftAlert> group;

    /** Null in mode budget. */
    public final Stage<CohortDrift, CohortDrift> name;

    private final DriftSettings settings;

    public Watching(
            DriftSettings settings,
            boolean batch,
            int parallelism,
            List<OperatorSubtaskState> detecting,
            List<OperatorSubtaskState> grouping)
            throws Exception {
        this(settings, batch, parallelism, detecting, null, grouping);
    }

    public Watching(
            DriftSettings settings,
            boolean batch,
            int parallelism,
            List<OperatorSubtaskState> detecting,
            List<OperatorSubtaskState> naming,
            List<OperatorSubtaskState> grouping)
            throws Exception {
        this.settings = settings;
        group =
                Stage.keyed(
                        () -> new GroupAlerts(settings),
                        GroupAlerts::keyOf,
                        parallelism,
                        batch,
                        grouping);
        group.to(row -> rows.add(text(row.getValue())));
        detect =
                Stage.told(
                        () -> new DetectDrift(settings),
                        RouteWindow::key,
                        parallelism,
                        batch,
                        detecting);
        name =
                settings.byEpoch()
                        ? Stage.told(
                                () -> new NameCohorts(settings),
                                drift -> NameCohorts.ALL,
                                parallelism,
                                batch,
                                naming)
                        : null;
        if (name == null) {
            detect.to(group::take);
        } else {
            detect.to(name::take);
            name.to(group::take);
        }
    }

    public void takes(RouteWindow window) {
        detect.take(window, settings.finalAt(window.windowStart()));
    }

    public void watermark(long time) throws Exception {
        detect.watermark(time);
        if (name != null) {
            name.watermark(time);
        }
        group.watermark(time);
    }

    public void ends(long observedUntil) throws Exception {
        detect.tell(observedUntil);
        if (name != null) {
            name.tell(observedUntil);
        }
        watermark(Long.MAX_VALUE);
    }

    @Override
    public void close() throws Exception {
        detect.close();
        if (name != null) {
            name.close();
        }
        group.close();
    }

    private static String text(DriftAlert row) {
        CohortDrift head = row.head();
        return row.updatedAt()
                + " "
                + row.alertId()
                + " "
                + row.resolution()
                + " "
                + row.cohorts()
                + " "
                + head.cohort()
                + " "
                + head.since()
                + "/"
                + head.sinceLow()
                + "/"
                + head.sinceHigh()
                + " "
                + head.now()
                + " "
                + head.ratioLow()
                + " "
                + head.logEvidence()
                + row.covers().stream()
                        .map(each -> " " + each.test() + " " + each.against() + "=" + each.now())
                        .collect(Collectors.joining());
    }
}
