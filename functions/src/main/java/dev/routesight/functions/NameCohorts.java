package dev.routesight.functions;

import dev.routesight.drift.CohortDrift;
import dev.routesight.drift.DriftSettings;
import dev.routesight.drift.NamedCohorts;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Mode {@code fdr}: decides over all tests together, under one key, which are named at the end of
 * an epoch. Only tests that may be named get here.
 */
public final class NameCohorts
        extends KeyedBroadcastProcessFunction<String, CohortDrift, Long, CohortDrift> {
    /** The one key. */
    public static final String ALL = "all";

    private final DriftSettings settings;
    private transient NamedCohorts rule;

    /** By end of the epoch; emptied at that time. */
    private transient MapState<Long, List<CohortDrift>> said;

    /** Those of the last epoch; emptied at the end of the next. */
    private transient ListState<CohortDrift> named;

    public NameCohorts(DriftSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext openContext) {
        rule = new NamedCohorts(settings);
        TypeInformation<CohortDrift> type = TypeInformation.of(CohortDrift.class);
        said =
                getRuntimeContext()
                        .getMapState(
                                new MapStateDescriptor<>("said", Types.LONG, Types.LIST(type)));
        named = getRuntimeContext().getListState(new ListStateDescriptor<>("named", type));
    }

    @Override
    public void processElement(
            CohortDrift drift, ReadOnlyContext context, Collector<CohortDrift> out)
            throws Exception {
        List<CohortDrift> sofar = said.get(drift.at());
        List<CohortDrift> more = sofar == null ? new ArrayList<>() : new ArrayList<>(sofar);
        more.add(drift);
        said.put(drift.at(), more);
        context.timerService().registerEventTimeTimer(drift.at());
        context.timerService().registerEventTimeTimer(drift.at() + settings.epochMillis());
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<CohortDrift> out)
            throws Exception {
        if (timestamp > ObservedUntil.read(context)) {
            return;
        }
        List<CohortDrift> before = new ArrayList<>();
        named.get().forEach(before::add);
        NamedCohorts.over(before, timestamp).forEach(out::collect);
        List<CohortDrift> now = said.get(timestamp);
        said.remove(timestamp);
        List<CohortDrift> next = now == null ? List.of() : rule.of(now);
        next.forEach(out::collect);
        named.update(next);
    }

    @Override
    public void processBroadcastElement(Long until, Context context, Collector<CohortDrift> out)
            throws Exception {
        ObservedUntil.note(context.getBroadcastState(ObservedUntil.STATE), until);
    }
}
