package dev.routesight.functions;

import java.util.List;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.watermark.Watermark;

/**
 * Takes the values of a key in the order of event time.
 *
 * <p>In STREAMING the watermark says what is due. Until it comes, values are gathered in memory, so
 * that a key's state is read, brought up to the watermark and written once for all of them, and
 * what has come needs no timer. Before a checkpoint's barrier, and when they are many, they go into
 * state. In BATCH the values of a key come sorted by time and no timer fires among them: they are
 * taken one by one, and one timer at the end of the key does the rest.
 */
abstract class GatheringOperator<T, O> extends AbstractStreamOperator<O>
        implements Triggerable<String, VoidNamespace> {
    private static final long END_OF_KEY = Long.MAX_VALUE - 1;

    private final boolean sortedInput;
    private transient Gathered<T> gathered;
    private transient InternalTimerService<VoidNamespace> timers;

    /**
     * @param sortedInput whether the job runs in BATCH
     */
    GatheringOperator(boolean sortedInput) {
        this.sortedInput = sortedInput;
    }

    protected abstract String keyOfValue(T value);

    protected abstract long timeOf(T value);

    /** Takes values of the current key, in the order of arrival, and what is due until a time. */
    protected abstract void take(String key, List<T> values, long until) throws Exception;

    /** Takes the next value of the current key in the order of time; says if it is the first. */
    protected abstract boolean takeNext(String key, T value) throws Exception;

    /** Takes what is due of the current key until a time; a timer was set for it. */
    protected abstract void wake(String key, long until) throws Exception;

    @Override
    public void open() throws Exception {
        super.open();
        gathered = new Gathered<>(this::timeOf);
        timers = getInternalTimerService("user-timers", VoidNamespaceSerializer.INSTANCE, this);
    }

    /** Whether Flink is to turn to each value's key: not where values are only gathered. */
    @Override
    public final boolean hasKeyContext1() {
        return sortedInput;
    }

    protected final void process(T value) throws Exception {
        String key = keyOfValue(value);
        if (sortedInput) {
            if (takeNext(key, value)) {
                wakeAt(END_OF_KEY);
            }
            return;
        }
        gathered.add(key, value);
        if (gathered.areMany()) {
            storeGathered();
        }
    }

    @Override
    public final void processWatermark(Watermark mark) throws Exception {
        long until = mark.getTimestamp();
        gathered.takeDue(until, (key, values) -> turnToAndTake(key, values, until));
        super.processWatermark(mark);
    }

    @Override
    public final void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        storeGathered();
    }

    private void storeGathered() throws Exception {
        long now = currentWatermark();
        gathered.takeAll((key, values) -> turnToAndTake(key, values, now));
    }

    private void turnToAndTake(String key, List<T> values, long until) throws Exception {
        setCurrentKey(key);
        take(key, values, until);
    }

    @Override
    public final void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
        wake(timer.getKey(), currentWatermark());
    }

    @Override
    public final void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
        throw new IllegalStateException("no timer is set by the clock");
    }

    /** In BATCH that of the end while a timer fires, and none before. */
    protected final long currentWatermark() {
        return timers.currentWatermark();
    }

    protected final void wakeAt(long time) {
        timers.registerEventTimeTimer(VoidNamespace.INSTANCE, time);
    }
}
