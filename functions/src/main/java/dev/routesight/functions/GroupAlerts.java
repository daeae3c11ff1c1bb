package dev.routesight.functions;

import dev.routesight.drift.AlertBook;
import dev.routesight.drift.CohortDrift;
import dev.routesight.drift.DriftAlert;
import dev.routesight.drift.DriftSettings;
import dev.routesight.drift.OpenAlert;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Makes one alert of what cohorts say of one cause, keyed by {@link #keyOf}: all that is said of
 * one event time together, in the order of event time.
 */
public final class GroupAlerts extends KeyedProcessFunction<String, CohortDrift, DriftAlert> {
    private final DriftSettings settings;
    private transient AlertBook book;

    /** By event time; emptied at that time. */
    private transient MapState<Long, List<CohortDrift>> said;

    /** The open alerts; one that is over is taken out. */
    private transient ListState<OpenAlert> open;

    public GroupAlerts(DriftSettings settings) {
        this.settings = settings;
    }

    /** Only what drifts the same way can have one cause. */
    public static String keyOf(CohortDrift drift) {
        return drift.signal() + "|" + drift.direction();
    }

    @Override
    public void open(OpenContext openContext) {
        book = new AlertBook(settings);
        said =
                getRuntimeContext()
                        .getMapState(
                                new MapStateDescriptor<>(
                                        "said",
                                        Types.LONG,
                                        Types.LIST(TypeInformation.of(CohortDrift.class))));
        open =
                getRuntimeContext()
                        .getListState(
                                new ListStateDescriptor<>(
                                        "open", TypeInformation.of(OpenAlert.class)));
    }

    @Override
    public void processElement(CohortDrift drift, Context context, Collector<DriftAlert> out)
            throws Exception {
        List<CohortDrift> sofar = said.get(drift.at());
        List<CohortDrift> more = sofar == null ? new ArrayList<>() : new ArrayList<>(sofar);
        more.add(drift);
        said.put(drift.at(), more);
        context.timerService().registerEventTimeTimer(drift.at());
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<DriftAlert> out)
            throws Exception {
        List<CohortDrift> now = said.get(timestamp);
        if (now == null) {
            return;
        }
        said.remove(timestamp);
        List<OpenAlert> alerts = new ArrayList<>();
        open.get().forEach(alerts::add);
        book.advance(alerts, now, timestamp).forEach(out::collect);
        open.update(alerts);
    }
}
