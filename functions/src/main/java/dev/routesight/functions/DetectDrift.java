package dev.routesight.functions;

import dev.routesight.drift.CohortDrift;
import dev.routesight.drift.CohortRule;
import dev.routesight.drift.CohortState;
import dev.routesight.drift.DriftSettings;
import dev.routesight.tally.RouteWindow;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Runs the drift tests of one cohort and route, keyed by {@link RouteWindow#key}. A window waits
 * until the watermark says that all of its time have come, and is then folded in: in order, once. A
 * second one of the same time, or one of an earlier time, is counted and changes nothing.
 */
public final class DetectDrift
        extends KeyedBroadcastProcessFunction<String, RouteWindow, Long, CohortDrift> {
    /** Windows that came for a time that was folded in before. */
    public static final String REFUSED = "drift-windows-refused";

    /** Cohorts whose state is kept at hand; each folds in a window an hour or so. */
    private static final int AT_HAND = 1024;

    private final DriftSettings settings;
    private transient CohortRule rule;
    private transient Counter refused;
    private transient Map<String, CohortState> atHand;

    /** By window start; emptied when the window is folded in. */
    private transient MapState<Long, RouteWindow> waiting;

    /** {@link CohortState}; cleared by a timer when the cohort is forgotten. */
    private transient ValueState<byte[]> tests;

    public DetectDrift(DriftSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext openContext) {
        rule = new CohortRule(settings);
        refused = getRuntimeContext().getMetricGroup().counter(REFUSED);
        atHand =
                new LinkedHashMap<>(16, 0.75f, true) {
                    @Override
                    protected boolean removeEldestEntry(Map.Entry<String, CohortState> eldest) {
                        return size() > AT_HAND;
                    }
                };
        waiting =
                getRuntimeContext()
                        .getMapState(
                                new MapStateDescriptor<>(
                                        "waiting",
                                        Types.LONG,
                                        TypeInformation.of(RouteWindow.class)));
        tests =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "tests",
                                        PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    }

    @Override
    public void processElement(
            RouteWindow window, ReadOnlyContext context, Collector<CohortDrift> out)
            throws Exception {
        CohortState state = state(context.getCurrentKey());
        if (!rule.takes(state, window) || waiting.contains(window.windowStart())) {
            refused.inc();
            return;
        }
        waiting.put(window.windowStart(), window);
        int number = settings.number(window.windowStart());
        context.timerService().registerEventTimeTimer(settings.finalAt(window.windowStart()));
        if (settings.byEpoch()) {
            context.timerService().registerEventTimeTimer(settings.epochEnd(window.windowStart()));
        }
        // one that is out of date when it fires does nothing
        context.timerService().registerEventTimeTimer(rule.silentAt(number));
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<CohortDrift> out)
            throws Exception {
        String key = context.getCurrentKey();
        CohortState state = state(key);
        long windowStart = timestamp - settings.horizonMillis() - settings.windowMillis();
        RouteWindow window = waiting.get(windowStart);
        if (window != null) {
            waiting.remove(windowStart);
            fold(state, window, context, out);
        }
        if (state.lastWindow() == Integer.MIN_VALUE) {
            return;
        }
        if (settings.byEpoch() && timestamp == settings.epochEnd(windowStart)) {
            endEpoch(state, timestamp, context, out);
        }
        if (timestamp >= rule.forgottenAt(state.lastWindow())) {
            tests.clear();
            atHand.remove(key);
        } else if (timestamp >= rule.silentAt(state.lastWindow())) {
            silent(state, timestamp, context, out);
        }
    }

    private void fold(
            CohortState known,
            RouteWindow window,
            OnTimerContext context,
            Collector<CohortDrift> out)
            throws Exception {
        String key = context.getCurrentKey();
        int before = known.lastWindow();
        boolean any = before != Integer.MIN_VALUE;
        long now = settings.finalAt(window.windowStart());
        boolean forgotten = any && now >= rule.forgottenAt(before);
        CohortState state = forgotten ? CohortState.create() : known;
        rule.fold(state, window).forEach(out::collect);
        keep(key, state);
        if (any && rule.silentAt(before) != rule.silentAt(state.lastWindow())) {
            context.timerService().deleteEventTimeTimer(rule.silentAt(before));
        }
    }

    /** An epoch whose end was not observed is not judged. */
    private void endEpoch(
            CohortState state, long time, OnTimerContext context, Collector<CohortDrift> out)
            throws Exception {
        if (time > ObservedUntil.read(context)) {
            return;
        }
        String[] key = RouteWindow.partsOf(context.getCurrentKey());
        rule.endEpoch(state, key[1], key[2], key[3], time).forEach(out::collect);
        keep(context.getCurrentKey(), state);
    }

    private void silent(
            CohortState state, long time, OnTimerContext context, Collector<CohortDrift> out)
            throws Exception {
        long until = ObservedUntil.read(context);
        if (time > until) {
            return;
        }
        String[] key = RouteWindow.partsOf(context.getCurrentKey());
        rule.quietAt(state, key[1], key[2], key[3], time).forEach(out::collect);
        keep(context.getCurrentKey(), state);
        // dropped in BATCH, where a cohort that comes back later is forgotten when it comes
        context.timerService().registerEventTimeTimer(rule.forgottenAt(state.lastWindow()));
    }

    private CohortState state(String key) throws Exception {
        CohortState state = atHand.get(key);
        if (state != null) {
            return state;
        }
        byte[] bytes = tests.value();
        return bytes == null ? CohortState.create() : CohortState.fromBytes(bytes);
    }

    private void keep(String key, CohortState state) throws Exception {
        tests.update(state.toBytes());
        atHand.put(key, state);
    }

    @Override
    public void processBroadcastElement(Long until, Context context, Collector<CohortDrift> out)
            throws Exception {
        ObservedUntil.note(context.getBroadcastState(ObservedUntil.STATE), until);
    }
}
