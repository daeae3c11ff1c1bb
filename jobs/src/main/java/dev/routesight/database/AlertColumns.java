package dev.routesight.database;

import static dev.routesight.database.Column.json;
import static dev.routesight.database.Column.of;
import static dev.routesight.database.Values.nanos;
import static dev.routesight.database.Values.time;

import dev.routesight.drift.CohortDrift;
import dev.routesight.drift.DriftAlert;
import dev.routesight.tally.Against;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The columns of {@code drift_alert}. */
final class AlertColumns {
    private AlertColumns() {}

    static List<Column<DriftAlert>> all(String dataset, int generation) {
        List<Column<DriftAlert>> columns = Column.head(dataset, generation);
        columns.add(of("alert_id", DriftAlert::alertId));
        columns.add(of("state", a -> a.isOpen() ? "open" : "resolved"));
        columns.add(of("resolution", DriftAlert::resolution));
        columns.add(of("merged_into", DriftAlert::mergedInto));
        columns.add(of("summary", AlertColumns::summary));
        columns.add(of("mode", DriftAlert::mode));
        columns.add(of("test", a -> a.head().test()));
        columns.add(of("against", a -> against(a.head())));
        columns.add(of("signal", a -> a.head().signal()));
        columns.add(of("direction", a -> a.head().direction()));
        columns.add(of("cut", a -> a.head().cut()));
        columns.add(of("cohort", a -> a.head().cohort()));
        columns.add(of("route", a -> a.head().route()));
        columns.add(of("horizon_seconds", a -> a.head().horizonMillis() / 1000));
        columns.add(of("before_rate", a -> a.head().before()));
        columns.add(of("now_rate", a -> a.head().now()));
        columns.add(of("now_low", a -> a.head().nowLow()));
        columns.add(of("now_high", a -> a.head().nowHigh()));
        columns.add(of("ratio", a -> a.head().ratio()));
        columns.add(of("ratio_low", a -> a.head().ratioLow()));
        columns.add(of("ratio_high", a -> a.head().ratioHigh()));
        columns.add(of("measured", a -> a.head().after() ? "after" : "since"));
        columns.add(of("decisions", a -> a.head().decisions()));
        columns.add(of("events", a -> a.head().events()));
        columns.add(of("excess", a -> a.head().excess()));
        columns.add(of("cost_usd", a -> nanos(a.head().costNanos())));
        columns.add(of("since", a -> time(a.head().since())));
        columns.add(of("since_low", a -> timeOrNull(a.head().sinceLow())));
        columns.add(of("since_high", a -> timeOrNull(a.head().sinceHigh())));
        columns.add(of("window_start", a -> time(a.windowStart())));
        columns.add(of("window_end", a -> time(a.windowEnd())));
        columns.add(of("opened_at", a -> time(a.openedAt())));
        columns.add(of("resolved_at", a -> a.isOpen() ? null : time(a.resolvedAt())));
        columns.add(of("updated_at", a -> time(a.updatedAt())));
        columns.add(of("log_evidence", a -> a.head().logEvidence()));
        columns.add(of("log_threshold", a -> a.head().logThreshold()));
        columns.add(of("cohorts", DriftAlert::cohorts));
        columns.add(json("covers", a -> AlertJsonParts.covers(a.covers())));
        columns.add(of("router_versions", a -> a.head().routerVersions()));
        columns.add(of("models", a -> a.head().models()));
        columns.add(json("changed", a -> AlertJsonParts.changed(a.head().changed())));
        columns.add(of("decisions_sql", a -> DecisionsSql.of(dataset, a.head())));
        return columns;
    }

    private static OffsetDateTime timeOrNull(Long millis) {
        return millis == null ? null : time(millis);
    }

    private static String summary(DriftAlert alert) {
        CohortDrift head = alert.head();
        return String.format(
                Locale.ROOT,
                "%s of %s%s %s%s from %.2f %% to %.2f %% (x %.2f) since %s%s%s",
                head.signal(),
                cohort(head.cohort()),
                head.route().isEmpty() ? "" : " on " + head.route(),
                head.direction().equals("rise") ? "rose" : "fell",
                head.against().isEmpty() ? "" : " against " + against(head),
                100 * head.before(),
                100 * head.now(),
                head.ratio(),
                Instant.ofEpochMilli(head.since()),
                alert.cohorts() > 1 ? ", " + alert.cohorts() + " cohorts" : "",
                alert.isOpen() ? "" : "; " + alert.resolution());
    }

    /** What it was compared with; null for its own past. */
    static String against(CohortDrift drift) {
        if (drift.against().isEmpty()) {
            return null;
        }
        String what =
                switch (Against.valueOf(drift.compared().toUpperCase(Locale.ROOT))) {
                    case PREVIOUS_VERSION -> "router version ";
                    case CONTROL_ARM -> "arm ";
                    default -> "route ";
                };
        return what + drift.against();
    }

    private static String cohort(String cohort) {
        Map<String, String> values = dev.routesight.tally.Cut.valuesOf(cohort);
        return values.isEmpty()
                ? "all traffic"
                : values.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining(", "));
    }
}
