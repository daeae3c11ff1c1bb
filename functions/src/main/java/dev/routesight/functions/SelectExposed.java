package dev.routesight.functions;

import dev.routesight.attribution.Outcome;
import dev.routesight.calibration.Experiment;
import dev.routesight.calibration.Exposed;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** Takes the outcomes that are in a declared experiment or in the period before it. */
public final class SelectExposed implements FlatMapFunction<Outcome, Exposed> {
    private final ArrayList<Experiment> experiments;
    private final String referenceRoute;

    public SelectExposed(List<Experiment> experiments, String referenceRoute) {
        this.experiments = new ArrayList<>(experiments);
        this.referenceRoute = referenceRoute;
    }

    @Override
    public void flatMap(Outcome outcome, Collector<Exposed> out) {
        for (Experiment experiment : experiments) {
            Exposed exposed = Exposed.of(outcome, experiment, referenceRoute);
            if (exposed != null) {
                out.collect(exposed);
            }
        }
    }
}
