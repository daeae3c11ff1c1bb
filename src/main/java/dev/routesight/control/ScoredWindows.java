package dev.routesight.control;

import dev.routesight.tally.Cell;
import dev.routesight.tally.CellKey;
import dev.routesight.tally.CohortCap;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes of a cut's final cells what thresholds are recommended by. {@code __other__} is left out:
 * who is in it differs from window to window.
 *
 * @param cuts names of the cuts whose cohorts have a threshold of their own
 */
public record ScoredWindows(ControlSettings settings, Set<String> cuts) implements Serializable {

    /**
     * Of the cells that become final together, one for each cohort.
     *
     * @param cells observed to the end of what they count
     */
    public List<CohortNews> of(String cut, long windowStart, Map<CellKey, Cell> cells) {
        if (!cuts.contains(cut)) {
            return List.of();
        }
        Map<String, PeriodBins> cohorts = new HashMap<>();
        cells.forEach(
                (key, cell) -> {
                    if (key.horizonMillis() == settings.horizonMillis()
                            && !key.cohort().equals(CohortCap.OTHER)) {
                        cohorts.computeIfAbsent(key.cohort(), c -> empty(windowStart))
                                .add(settings, windowStart, key, cell);
                    }
                });
        List<CohortNews> news = new ArrayList<>();
        cohorts.forEach(
                (cohort, bins) ->
                        news.add(new CohortNews(cut, cohort, windowStart, bins.toBytes(), null)));
        return news;
    }

    private PeriodBins empty(long windowStart) {
        return new PeriodBins(settings.periodStart(windowStart), settings.scoreBins());
    }
}
