package dev.routesight.functions;

import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.BaseBroadcastProcessFunction;

/**
 * The latest time of the whole feed, known to every operator once the input has ended: nothing past
 * it counts as seen. While the feed goes on it is unknown, and no matter: the watermark is behind
 * it.
 */
public final class ObservedUntil {
    public static final long UNKNOWN = Long.MAX_VALUE;

    public static final MapStateDescriptor<Byte, Long> STATE =
            new MapStateDescriptor<>("observed-until", Types.BYTE, Types.LONG);

    private static final Byte KEY = 0;

    private ObservedUntil() {}

    /**
     * The latest time of the feed; unknown until the watermark has ended, for only then has every
     * source subtask told its own: one that ended early knows nothing of those that go on.
     */
    public static long read(BaseBroadcastProcessFunction.ReadOnlyContext context) throws Exception {
        return read(context.currentWatermark(), context.getBroadcastState(STATE));
    }

    /** The same at a watermark. */
    static long read(long watermark, ReadOnlyBroadcastState<Byte, Long> state) throws Exception {
        Long until = watermark < Long.MAX_VALUE ? null : state.get(KEY);
        return until == null ? UNKNOWN : until;
    }

    /** Every source subtask tells its own; the largest is kept. */
    public static void note(BroadcastState<Byte, Long> state, long until) throws Exception {
        Long known = state.get(KEY);
        if (known == null || known < until) {
            state.put(KEY, until);
        }
    }
}
