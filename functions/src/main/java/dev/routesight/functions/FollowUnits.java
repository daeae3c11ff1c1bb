package dev.routesight.functions;

import dev.routesight.calibration.Experiment;
import dev.routesight.calibration.Exposed;
import dev.routesight.calibration.UnitRow;
import dev.routesight.calibration.UnitState;
import java.util.HashMap;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Adds up the units of experiments, keyed by horizon, unit and experiment. A unit is shown once a
 * day while it changes (STREAMING) and, final, at the end of the experiment + horizon.
 */
public final class FollowUnits
        extends KeyedBroadcastProcessFunction<String, Exposed, Long, UnitRow> {
    private static final long DAY = 86_400_000L;

    /** End of each experiment by its name, epoch milliseconds. */
    private final HashMap<String, Long> ends = new HashMap<>();

    private final boolean batch;

    /** Cleared at the end of the experiment + horizon. */
    private transient ValueState<UnitState> unit;

    public FollowUnits(List<Experiment> experiments, boolean batch) {
        experiments.forEach(e -> ends.put(e.name(), e.end().toEpochMilli()));
        this.batch = batch;
    }

    @Override
    public void open(OpenContext openContext) {
        unit =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "unit", TypeInformation.of(UnitState.class)));
    }

    @Override
    public void processElement(Exposed exposed, ReadOnlyContext context, Collector<UnitRow> out)
            throws Exception {
        UnitState state = unit.value();
        if (state == null) {
            state = new UnitState();
        }
        state.add(exposed);
        unit.update(state);
        long horizon = exposed.horizonMillis();
        long end = ends.get(exposed.experiment());
        context.timerService().registerEventTimeTimer(end + horizon);
        if (!batch && !exposed.isBefore()) {
            long endOfDay = (Math.floorDiv(exposed.ts(), DAY) + 1) * DAY;
            context.timerService().registerEventTimeTimer(Math.min(end, endOfDay) + horizon);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<UnitRow> out)
            throws Exception {
        UnitState state = unit.value();
        if (state == null) {
            return;
        }
        String[] key = context.getCurrentKey().split("\\|", 3);
        long horizon = Long.parseLong(key[0]);
        Long end = ends.get(key[2]);
        // an experiment that is declared no longer has ended
        boolean over = end == null || timestamp >= end + horizon;
        boolean due = over || state.changed && context.currentWatermark() < Long.MAX_VALUE;
        if (state.isExposed() && due) {
            long until = ObservedUntil.read(context);
            long hash = Long.parseUnsignedLong(key[1], 16);
            boolean complete = over && timestamp <= until;
            out.collect(UnitRow.of(key[2], horizon, hash, state, over, complete, timestamp));
        }
        if (over) {
            unit.clear();
            return;
        }
        state.changed = false;
        unit.update(state);
    }

    @Override
    public void processBroadcastElement(Long until, Context context, Collector<UnitRow> out)
            throws Exception {
        ObservedUntil.note(context.getBroadcastState(ObservedUntil.STATE), until);
    }
}
