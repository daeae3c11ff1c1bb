package dev.routesight.functions;

import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Adds up before the shuffle, in memory, so that a hot key does not pin one core. It keeps no
 * state: what it holds is sent on before a checkpoint's barrier, at the end, when it is much, and
 * before a watermark at which it could be missed.
 */
abstract class FlushingOperator<I, O> extends AbstractStreamOperator<O>
        implements OneInputStreamOperator<I, O> {
    private static final int MUCH = 20_000;

    private final long refreshMillis;
    private long flushedAt = Long.MIN_VALUE;

    /** The earliest event time at which what is held must have been sent. */
    private long neededBy = Long.MAX_VALUE;

    FlushingOperator(long refreshMillis) {
        this.refreshMillis = refreshMillis;
    }

    /** Adds a value; returns the event time by which its group is final. */
    protected abstract long add(I value);

    /** How many groups are held. */
    protected abstract int held();

    /** Sends all that is held, and forgets it. */
    protected abstract void flush();

    protected final void send(O value) {
        output.collect(new StreamRecord<>(value));
    }

    @Override
    public void processElement(StreamRecord<I> element) {
        neededBy = Math.min(neededBy, add(element.getValue()));
        if (held() >= MUCH) {
            flushAll();
        }
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        long time = mark.getTimestamp();
        if (time >= neededBy || time - refreshMillis >= flushedAt) {
            flushAll();
            flushedAt = time;
        }
        super.processWatermark(mark);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) {
        flushAll();
    }

    @Override
    public void finish() throws Exception {
        flushAll();
        super.finish();
    }

    private void flushAll() {
        if (held() > 0) {
            flush();
        }
        neededBy = Long.MAX_VALUE;
    }
}
