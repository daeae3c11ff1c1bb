package dev.routesight.functions;

import dev.routesight.attribution.PlaceCount;
import dev.routesight.tally.AccountingRow;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Keeps how many events of a source have ended in a place, as an absolute number. */
public final class CountPlaces extends KeyedProcessFunction<String, PlaceCount, AccountingRow> {
    /** Never cleared: it is the account, one number per source and place. */
    private transient ValueState<Long> total;

    /** What counts are keyed by. */
    public static String keyOf(PlaceCount count) {
        return count.place() + "|" + count.source();
    }

    @Override
    public void open(OpenContext openContext) {
        total = getRuntimeContext().getState(new ValueStateDescriptor<>("events", Types.LONG));
    }

    @Override
    public void processElement(PlaceCount count, Context context, Collector<AccountingRow> out)
            throws Exception {
        Long before = total.value();
        long now = (before == null ? 0 : before) + count.events();
        total.update(now);
        out.collect(
                new AccountingRow(
                        count.source(),
                        count.place(),
                        now,
                        context.timerService().currentWatermark()));
    }
}
