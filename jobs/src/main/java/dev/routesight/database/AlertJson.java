package dev.routesight.database;

import dev.routesight.config.JobConfig;
import dev.routesight.drift.DriftAlert;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/** Alerts as JSON: the members are the columns of {@code drift_alert}. */
public final class AlertJson implements Serializable {
    private static final long serialVersionUID = 1L;

    private final List<Column<DriftAlert>> columns;

    private AlertJson(List<Column<DriftAlert>> columns) {
        this.columns = columns;
    }

    public static AlertJson of(JobConfig config) {
        return new AlertJson(
                AlertColumns.all(config.dataset(), 0).stream()
                        .filter(column -> RowJson.shows(column.name()))
                        .toList());
    }

    /** One JSON object in UTF-8, without an end of line. */
    public byte[] bytes(DriftAlert alert) throws IOException {
        return RowJson.bytes(columns, alert);
    }
}
