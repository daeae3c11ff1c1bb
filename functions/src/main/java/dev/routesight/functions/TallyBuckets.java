package dev.routesight.functions;

import dev.routesight.tally.BucketKey;
import dev.routesight.tally.BucketPart;
import dev.routesight.tally.BucketRow;
import dev.routesight.tally.BucketRows;
import dev.routesight.tally.BucketSettings;
import dev.routesight.tally.Bucketed;
import dev.routesight.tally.CohortCap;
import dev.routesight.tally.Retained;
import dev.routesight.tally.TallySettings;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Adds up one cut's day by cell and bucket of the unit, keyed by both. Rows are shown, final, at
 * the end of the day + horizon; those of candidate policies aside. The cap on cohorts is the day's.
 */
public final class TallyBuckets
        extends KeyedBroadcastProcessFunction<String, BucketPart, Long, BucketRow> {
    public static final OutputTag<BucketRow> CANDIDATE_ROWS =
            new OutputTag<>("candidate-rows", TypeInformation.of(BucketRow.class));

    private final TallySettings settings;
    private final BucketSettings bucketing;

    /** Emptied horizon by horizon, at the end of the day + horizon. */
    private transient MapState<BucketKey, Bucketed> cells;

    /** Cleared at the end of the day + the largest horizon. */
    private transient ValueState<CohortCap> cap;

    public TallyBuckets(TallySettings settings, BucketSettings bucketing) {
        this.settings = settings;
        this.bucketing = bucketing;
    }

    @Override
    public void open(OpenContext openContext) {
        cells =
                getRuntimeContext()
                        .getMapState(
                                new MapStateDescriptor<>(
                                        "bucket-cells",
                                        TypeInformation.of(BucketKey.class),
                                        TypeInformation.of(Bucketed.class)));
        cap =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "cap", TypeInformation.of(CohortCap.class)));
    }

    @Override
    public void processElement(BucketPart part, ReadOnlyContext context, Collector<BucketRow> out)
            throws Exception {
        CohortCap places = cap.value();
        if (places == null) {
            places = new CohortCap();
        }
        String cohort = part.key().cell().cohort();
        String lost = places.see(cohort, settings.alwaysKept(), settings.maxCohorts());
        cap.update(places);
        if (lost != null && !lost.equals(cohort)) {
            merge(lost);
        }
        boolean other = cohort.equals(lost);
        add(other ? part.key().in(CohortCap.OTHER) : part.key(), part.sums());
        context.timerService().registerEventTimeTimer(BucketRows.ripeAt(part.day(), part.key()));
        context.timerService().registerEventTimeTimer(endOf(part.day()));
    }

    private long endOf(long day) {
        return day + Retained.DAY + bucketing.lastHorizonMillis();
    }

    private void merge(String lost) throws Exception {
        Map<BucketKey, Bucketed> moved =
                StateEntries.take(cells, key -> key.cell().cohort().equals(lost));
        for (Map.Entry<BucketKey, Bucketed> entry : moved.entrySet()) {
            add(entry.getKey().in(CohortCap.OTHER), entry.getValue());
        }
    }

    private void add(BucketKey key, Bucketed part) throws Exception {
        Bucketed sums = cells.get(key);
        if (sums == null) {
            sums = new Bucketed();
        }
        sums.add(part, key.counts(), key.length());
        cells.put(key, sums);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<BucketRow> out)
            throws Exception {
        String[] key = context.getCurrentKey().split("\\|");
        long day = Long.parseLong(key[1]);
        long until = ObservedUntil.read(context);
        BucketRows rows =
                new BucketRows(settings.cuts().get(Integer.parseInt(key[0])).name(), day, until);
        StateEntries.take(cells, cell -> BucketRows.ripeAt(day, cell) <= timestamp)
                .forEach((cell, sums) -> show(rows, cell, sums, context, out));
        if (timestamp >= endOf(day)) {
            cells.clear();
            cap.clear();
        }
    }

    private static void show(
            BucketRows rows,
            BucketKey key,
            Bucketed sums,
            ReadOnlyContext context,
            Collector<BucketRow> out) {
        if (key.isOfCandidate()) {
            rows.of(key, sums, row -> context.output(CANDIDATE_ROWS, row));
        } else {
            rows.of(key, sums, out::collect);
        }
    }

    @Override
    public void processBroadcastElement(Long until, Context context, Collector<BucketRow> out)
            throws Exception {
        ObservedUntil.note(context.getBroadcastState(ObservedUntil.STATE), until);
    }
}
