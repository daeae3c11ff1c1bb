package dev.routesight.database;

import dev.routesight.attribution.Outcome;
import dev.routesight.config.JobConfig;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/** Outcomes as JSON: the same object as the row's line in an export of {@code decision_outcome}. */
public final class OutcomeJson implements Serializable {
    private static final long serialVersionUID = 1L;

    private final List<Column<Outcome>> columns;

    public OutcomeJson(String dataset) {
        this.columns =
                OutcomeColumns.all(dataset, 0).stream()
                        .filter(column -> RowJson.shows(column.name()))
                        .toList();
    }

    public static OutcomeJson of(JobConfig config) {
        return new OutcomeJson(config.dataset());
    }

    /** One JSON object in UTF-8, without an end of line. */
    public byte[] bytes(Outcome outcome) throws IOException {
        return RowJson.bytes(columns, outcome);
    }
}
