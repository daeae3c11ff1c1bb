package dev.routesight.functions;

import dev.routesight.control.CohortNews;
import dev.routesight.control.ControlSettings;
import dev.routesight.control.ControlState;
import dev.routesight.control.DriftSpan;
import dev.routesight.control.PeriodBins;
import dev.routesight.control.PeriodPart;
import dev.routesight.control.Recommendation;
import dev.routesight.control.Recommender;
import dev.routesight.control.ThresholdRow;
import dev.routesight.drift.CohortDrift;
import dev.routesight.money.PriceBook;
import dev.routesight.tally.Cut;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
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
 * Recommends the threshold of one cohort, keyed by {@link CohortNews#key}. Windows and drifts add
 * up as they come, in any order; when the watermark says that all of a period is final, the rule
 * looks at it, once. A period whose end was not observed is not judged.
 */
public final class RecommendThresholds
        extends KeyedBroadcastProcessFunction<String, CohortNews, Long, ThresholdRow> {
    /** Windows of a period that was judged before, or that came twice. */
    public static final String REFUSED = "control-windows-refused";

    /** Periods without a decision after which a cohort is forgotten, its approved threshold too. */
    public static final int FORGOTTEN_AFTER = 8;

    /** The signal whose price counts; of a cohort without one nothing is said. */
    public static final String PRICED = "rejected";

    private final ControlSettings settings;
    private final PriceBook prices;
    private transient Counter refused;
    private transient Map<Double, Recommender> rules;

    /** By period start; emptied when the period is judged. */
    private transient MapState<Long, PeriodPart> periods;

    /** By drift; one that is over is taken out when a period is judged. */
    private transient MapState<String, DriftSpan> drifts;

    /** {@link ControlState}; cleared by a timer when the cohort is forgotten. */
    private transient ValueState<byte[]> control;

    /** The start of the last period that was judged; cleared with it. */
    private transient ValueState<Long> judged;

    public RecommendThresholds(ControlSettings settings, PriceBook prices) {
        this.settings = settings;
        this.prices = prices;
    }

    @Override
    public void open(OpenContext openContext) {
        rules = new HashMap<>();
        refused = getRuntimeContext().getMetricGroup().counter(REFUSED);
        periods =
                getRuntimeContext()
                        .getMapState(
                                new MapStateDescriptor<>(
                                        "periods",
                                        Types.LONG,
                                        TypeInformation.of(PeriodPart.class)));
        drifts =
                getRuntimeContext()
                        .getMapState(
                                new MapStateDescriptor<>(
                                        "drifts",
                                        Types.STRING,
                                        TypeInformation.of(DriftSpan.class)));
        control =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "control",
                                        PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
        judged = getRuntimeContext().getState(new ValueStateDescriptor<>("judged", Types.LONG));
    }

    @Override
    public void processElement(
            CohortNews news, ReadOnlyContext context, Collector<ThresholdRow> out)
            throws Exception {
        long period = settings.periodStart(news.windowStart());
        if (news.drift() != null) {
            see(news.drift());
        } else if (!take(news, period)) {
            refused.inc();
            return;
        }
        context.timerService().registerEventTimeTimer(settings.finalAt(period));
        context.timerService().registerEventTimeTimer(forgottenAt(period));
    }

    private void see(CohortDrift drift) throws Exception {
        DriftSpan span = DriftSpan.of(drift);
        DriftSpan known = drifts.get(drift.id());
        drifts.put(drift.id(), known == null ? span : known.with(span));
    }

    private boolean take(CohortNews news, long period) throws Exception {
        Long last = judged.value();
        PeriodPart part = periods.get(period);
        int number = (int) ((news.windowStart() - period) / settings.windowMillis());
        if (last != null && last >= period || part != null && part.has(number)) {
            return false;
        }
        PeriodPart known = part == null ? PeriodPart.of(settings, period) : part;
        periods.put(period, known.with(number, news.bins()));
        return true;
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<ThresholdRow> out)
            throws Exception {
        long period = settings.periodStart(timestamp - settings.horizonMillis() - 1);
        PeriodPart part = periods.get(period);
        if (part != null && timestamp == settings.finalAt(period)) {
            periods.remove(period);
            if (periods.isEmpty()) {
                periods.clear(); // an emptied map would stay as an entry on the heap
            }
            if (timestamp <= ObservedUntil.read(context)) {
                judge(context.getCurrentKey(), period, part, timestamp, out);
            }
        }
        Long last = judged.value();
        boolean forgotten = last == null || timestamp >= forgottenAt(last);
        if (forgotten) {
            control.clear();
            judged.clear();
        }
        forgetDrifts(timestamp, forgotten);
    }

    private void judge(
            String key, long period, PeriodPart part, long time, Collector<ThresholdRow> out)
            throws Exception {
        String[] names = key.split("\n", 2);
        double price = prices.of(PRICED, Cut.valuesOf(names[1]));
        if (price <= 0) {
            return; // bad answers that cost nothing would make the cheapest route the best
        }
        byte[] kept = control.value();
        ControlState state = kept == null ? ControlState.create() : ControlState.fromBytes(kept);
        List<String> open = openAt(time);
        Recommendation recommendation =
                rules.computeIfAbsent(price, p -> new Recommender(settings.costing(p)))
                        .atPeriodEnd(state, PeriodBins.fromBytes(part.bins()), !open.isEmpty());
        out.collect(
                new ThresholdRow(
                        names[0], names[1], price, time, String.join(", ", open), recommendation));
        control.update(state.toBytes());
        judged.update(period);
    }

    /** What drifts at a time, sorted. */
    private List<String> openAt(long time) throws Exception {
        TreeSet<String> open = new TreeSet<>();
        for (DriftSpan span : drifts.values()) {
            if (span.isOpenAt(time)) {
                open.add(span.what());
            }
        }
        return List.copyOf(open);
    }

    /** Those that are over, and of a forgotten cohort those that are not. */
    private void forgetDrifts(long time, boolean forgotten) throws Exception {
        boolean any = false;
        for (Iterator<Map.Entry<String, DriftSpan>> it = drifts.iterator(); it.hasNext(); ) {
            DriftSpan span = it.next().getValue();
            if (span.overAt() <= time || forgotten && span.openedAt() <= time) {
                it.remove();
            } else {
                any = true;
            }
        }
        if (!any) {
            drifts.clear(); // an emptied map would stay as an entry on the heap
        }
    }

    private long forgottenAt(long period) {
        return settings.finalAt(period + FORGOTTEN_AFTER * settings.periodMillis());
    }

    @Override
    public void processBroadcastElement(Long until, Context context, Collector<ThresholdRow> out)
            throws Exception {
        ObservedUntil.note(context.getBroadcastState(ObservedUntil.STATE), until);
    }
}
