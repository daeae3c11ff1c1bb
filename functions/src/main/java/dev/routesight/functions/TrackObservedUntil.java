package dev.routesight.functions;

import dev.routesight.event.Event;
import dev.routesight.event.EventType;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Remembers the latest event time and tells it once, before the watermark that ends the input. */
public final class TrackObservedUntil extends AbstractStreamOperator<Long>
        implements OneInputStreamOperator<Event, Long> {
    private long latest = Long.MIN_VALUE;
    private transient ListState<Long> kept;

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        kept =
                context.getOperatorStateStore()
                        .getUnionListState(
                                new ListStateDescriptor<>("latest-event-time", Types.LONG));
        for (long time : kept.get()) {
            latest = Math.max(latest, time);
        }
    }

    @Override
    public void processElement(StreamRecord<Event> element) {
        Event event = element.getValue();
        if (event.type() != EventType.EVAL) {
            latest = Math.max(latest, event.ts());
        }
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        if (mark.getTimestamp() == Watermark.MAX_WATERMARK.getTimestamp()) {
            output.collect(new StreamRecord<>(latest, latest));
        }
        super.processWatermark(mark);
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        kept.update(java.util.List.of(latest));
    }
}
