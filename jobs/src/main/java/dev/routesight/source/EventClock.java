package dev.routesight.source;

import dev.routesight.event.Decoded;
import dev.routesight.event.EventType;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * The clock of a split: the latest event time less the allowed out-of-orderness. What is no event,
 * or whose time is implausible, moves nothing; nor does a benchmark's row, which may be of any
 * date.
 */
public final class EventClock implements WatermarkGenerator<Decoded> {
    private final long outOfOrderness;
    private long latest;

    private EventClock(long outOfOrderness) {
        this.outOfOrderness = outOfOrderness;
        this.latest = Long.MIN_VALUE + outOfOrderness + 1;
    }

    public static WatermarkStrategy<Decoded> strategy(Duration outOfOrderness) {
        long millis = outOfOrderness.toMillis();
        return WatermarkStrategy.<Decoded>forGenerator(context -> new EventClock(millis))
                .withTimestampAssigner(
                        (decoded, recordTime) ->
                                decoded.event() != null ? decoded.event().ts() : 0);
    }

    @Override
    public void onEvent(Decoded decoded, long timestamp, WatermarkOutput output) {
        if (decoded.event() != null && decoded.event().type() != EventType.EVAL) {
            latest = Math.max(latest, timestamp);
        }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        output.emitWatermark(new Watermark(latest - outOfOrderness - 1));
    }
}
