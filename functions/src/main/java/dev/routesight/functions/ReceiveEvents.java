package dev.routesight.functions;

import dev.routesight.attribution.Place;
import dev.routesight.attribution.PlaceSums;
import dev.routesight.event.Decoded;
import dev.routesight.event.Event;
import dev.routesight.event.EventType;
import dev.routesight.event.Refusal;
import java.util.List;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Counts every record read and lets events pass: they are pending from here until attribution has
 * decided them. What became no event goes to the side, heartbeats end here. It remembers the latest
 * event time and tells it once, before the watermark that ends the input.
 */
public final class ReceiveEvents extends FlushingOperator<Decoded, Event> {
    /** Name of the accumulator that says how many events were read so far. */
    public static final String EVENTS_READ = "events-read";

    private transient PlaceSums places;
    private transient LongCounter read;
    private long latest = Long.MIN_VALUE;
    private transient ListState<Long> keptLatest;

    public ReceiveEvents(long refreshMillis) {
        super(refreshMillis);
    }

    @Override
    public void open() throws Exception {
        super.open();
        places = new PlaceSums();
        read = new LongCounter();
        getRuntimeContext().addAccumulator(EVENTS_READ, read);
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        keptLatest =
                context.getOperatorStateStore()
                        .getUnionListState(
                                new ListStateDescriptor<>("latest-event-time", Types.LONG));
        for (long time : keptLatest.get()) {
            latest = Math.max(latest, time);
        }
    }

    @Override
    public void processElement(StreamRecord<Decoded> element) {
        super.processElement(element);
        Decoded decoded = element.getValue();
        if (decoded.refusal() != null) {
            output.collect(SideOutputs.ASIDES, element.replace(Aside.of(decoded.refusal())));
        } else if (decoded.event().type() != EventType.HEARTBEAT) {
            output.collect(element.replace(decoded.event()));
        }
    }

    @Override
    protected long add(Decoded decoded) {
        read.add(1);
        places.add(decoded.source(), Place.EVENTS_READ, 1);
        Refusal refusal = decoded.refusal();
        if (refusal != null) {
            places.add(refusal.source(), refusal.place(), 1);
            return Long.MAX_VALUE;
        }
        Event event = decoded.event();
        boolean heartbeat = event.type() == EventType.HEARTBEAT;
        places.add(event.source(), heartbeat ? Place.USED : Place.PENDING, 1);
        if (event.type() != EventType.EVAL) {
            latest = Math.max(latest, event.ts());
        }
        return Long.MAX_VALUE;
    }

    @Override
    protected int held() {
        return places.size();
    }

    @Override
    protected void flush() {
        places.drain(
                count -> output.collect(SideOutputs.ASIDES, new StreamRecord<>(Aside.of(count))));
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        if (mark.getTimestamp() == Watermark.MAX_WATERMARK.getTimestamp()) {
            output.collect(
                    SideOutputs.ASIDES, new StreamRecord<>(Aside.observedUntil(latest), latest));
        }
        super.processWatermark(mark);
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        keptLatest.update(List.of(latest));
    }
}
