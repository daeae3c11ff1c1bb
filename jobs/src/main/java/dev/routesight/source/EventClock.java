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
    private final boolean heartbeats;
    private long latest;

    private EventClock(long outOfOrderness, boolean heartbeats) {
        this.outOfOrderness = outOfOrderness;
        this.heartbeats = heartbeats;
        this.latest = Long.MIN_VALUE + outOfOrderness + 1;
    }

    public static WatermarkStrategy<Decoded> strategy(Duration outOfOrderness) {
        return strategy(outOfOrderness, false);
    }

    /**
     * For splits that end while the job goes on: tells the time at each heartbeat, too, as what a
     * split would have told after its end is lost.
     */
    public static WatermarkStrategy<Decoded> atHeartbeats(Duration outOfOrderness) {
        return strategy(outOfOrderness, true);
    }

    private static WatermarkStrategy<Decoded> strategy(
            Duration outOfOrderness, boolean heartbeats) {
        long millis = outOfOrderness.toMillis();
        return WatermarkStrategy.<Decoded>forGenerator(
                        context -> new EventClock(millis, heartbeats))
                .withTimestampAssigner(
                        (decoded, recordTime) ->
                                decoded.event() != null ? decoded.event().ts() : 0);
    }

    @Override
    public void onEvent(Decoded decoded, long timestamp, WatermarkOutput output) {
        if (decoded.event() != null && decoded.event().type() != EventType.EVAL) {
            latest = Math.max(latest, timestamp);
            if (heartbeats && decoded.event().type() == EventType.HEARTBEAT) {
                onPeriodicEmit(output);
            }
        }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        output.emitWatermark(new Watermark(latest - outOfOrderness - 1));
    }
}
