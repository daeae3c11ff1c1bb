package dev.routesight.functions;

import dev.routesight.tally.CohortCap;
import dev.routesight.tally.Retained;
import dev.routesight.tally.RetentionKey;
import dev.routesight.tally.RetentionPart;
import dev.routesight.tally.RetentionTallyRow;
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

/**
 * Adds up the users of one cut's day, keyed by both. Rows are shown, final, at the end of the day +
 * 7 d.
 */
public final class TallyRetention
        extends KeyedBroadcastProcessFunction<String, RetentionPart, Long, RetentionTallyRow> {
    private static final long RIPE = 8 * Retained.DAY;

    private final TallySettings settings;

    /** Emptied at the end of the day + 7 d, as is the cap. */
    private transient MapState<RetentionKey, long[]> users;

    private transient ValueState<CohortCap> cap;

    public TallyRetention(TallySettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext openContext) {
        users =
                getRuntimeContext()
                        .getMapState(
                                new MapStateDescriptor<>(
                                        "users",
                                        TypeInformation.of(RetentionKey.class),
                                        TypeInformation.of(long[].class)));
        cap =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "cap", TypeInformation.of(CohortCap.class)));
    }

    @Override
    public void processElement(
            RetentionPart part, ReadOnlyContext context, Collector<RetentionTallyRow> out)
            throws Exception {
        CohortCap places = cap.value();
        if (places == null) {
            places = new CohortCap();
        }
        String cohort = part.key().cohort();
        String lost = places.see(cohort, settings.alwaysKept(), settings.maxCohorts());
        cap.update(places);
        if (lost != null && !lost.equals(cohort)) {
            merge(lost);
        }
        boolean other = cohort.equals(lost);
        add(other ? part.key().in(CohortCap.OTHER) : part.key(), part.counts());
        context.timerService().registerEventTimeTimer(part.day() + RIPE);
    }

    private void merge(String lost) throws Exception {
        Map<RetentionKey, long[]> moved =
                StateEntries.take(users, key -> key.cohort().equals(lost));
        for (Map.Entry<RetentionKey, long[]> entry : moved.entrySet()) {
            add(entry.getKey().in(CohortCap.OTHER), entry.getValue());
        }
    }

    private void add(RetentionKey key, long[] counts) throws Exception {
        long[] before = users.get(key);
        long[] sum = counts.clone();
        for (int i = 0; before != null && i < sum.length; i++) {
            sum[i] += before[i];
        }
        users.put(key, sum);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<RetentionTallyRow> out)
            throws Exception {
        String[] key = context.getCurrentKey().split("\\|");
        String cut = settings.cuts().get(Integer.parseInt(key[0])).name();
        long day = Long.parseLong(key[1]);
        long until = ObservedUntil.read(context);
        for (Map.Entry<RetentionKey, long[]> entry : users.entries()) {
            RetentionKey row = entry.getKey();
            long[] counts = entry.getValue();
            out.collect(
                    new RetentionTallyRow(
                            day,
                            cut,
                            row.cohort(),
                            row.route(),
                            row.assignment(),
                            row.experiment(),
                            row.arm(),
                            true,
                            timestamp <= until,
                            timestamp,
                            counts[0],
                            counts[1],
                            counts[2]));
        }
        users.clear();
        cap.clear();
    }

    @Override
    public void processBroadcastElement(
            Long until, Context context, Collector<RetentionTallyRow> out) throws Exception {
        ObservedUntil.note(context.getBroadcastState(ObservedUntil.STATE), until);
    }
}
