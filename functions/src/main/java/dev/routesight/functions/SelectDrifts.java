package dev.routesight.functions;

import dev.routesight.control.CohortNews;
import dev.routesight.control.ScoredWindows;
import dev.routesight.drift.CohortDrift;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * Of what is said of drifts, that which speaks against a change of the threshold: more rejected
 * answers of a cohort that has one, on one of its two routes.
 */
public final class SelectDrifts implements FlatMapFunction<CohortDrift, CohortNews> {
    private final ScoredWindows scored;

    public SelectDrifts(ScoredWindows scored) {
        this.scored = scored;
    }

    @Override
    public void flatMap(CohortDrift drift, Collector<CohortNews> out) {
        boolean either =
                scored.settings().isCheap(drift.route())
                        || scored.settings().isReference(drift.route());
        if (either
                && scored.cuts().contains(drift.cut())
                && drift.signal().equals(RecommendThresholds.PRICED)
                && drift.direction().equals("rise")) {
            out.collect(CohortNews.of(drift));
        }
    }
}
