package dev.routesight.database;

import dev.routesight.config.JobConfig;
import dev.routesight.control.ControlSettings;
import dev.routesight.control.ThresholdRow;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/** Recommendations as JSON: the members are the columns of {@code threshold_recommendation}. */
public final class RecommendationJson implements Serializable {
    private static final long serialVersionUID = 1L;

    private final List<Column<ThresholdRow>> columns;

    private RecommendationJson(List<Column<ThresholdRow>> columns) {
        this.columns = columns;
    }

    public static RecommendationJson of(JobConfig config) {
        ControlSettings control = config.controlSettings();
        return new RecommendationJson(
                RecommendationColumns.all(config.dataset(), 0, control).stream()
                        .filter(column -> RowJson.shows(column.name()))
                        .toList());
    }

    /** One JSON object in UTF-8, without an end of line. */
    public byte[] bytes(ThresholdRow row) throws IOException {
        return RowJson.bytes(columns, row);
    }
}
