package dev.routesight.functions.testing;

import dev.routesight.functions.Aside;
import dev.routesight.functions.ObservedUntil;
import dev.routesight.functions.SortAsides;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.operators.sorted.state.BatchExecutionInternalTimeServiceManager;
import org.apache.flink.streaming.api.operators.sorted.state.BatchExecutionStateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.TwoInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/**
 * One operator of a graph with all its subtasks, each a harness of Flink's. Records go to the
 * subtask of their key, what comes out goes on at once. In BATCH a keyed operator gets its records
 * as Flink gives them: key by key, sorted by time, the watermark staying at its minimum, and then
 * the end.
 */
public final class Stage<I, O> implements AutoCloseable {
    static final int MAX_PARALLELISM = 16;
    private static final long END = Long.MAX_VALUE;
    private static final long CHECKPOINT = 1;

    private final List<AbstractStreamOperatorTestHarness<O>> subtasks = new ArrayList<>();
    private final Map<OutputTag<?>, Consumer<StreamRecord<?>>> sides = new LinkedHashMap<>();
    private final KeySelector<I, String> key;
    private final boolean batch;
    private final List<StreamRecord<I>> unsorted = new ArrayList<>();
    private Consumer<StreamRecord<O>> main = record -> {};

    private Stage(KeySelector<I, String> key, boolean batch) {
        this.key = key;
        this.batch = batch;
    }

    /** An operator that keeps no keyed state. */
    public static <I, O> Stage<I, O> plain(
            Supplier<OneInputStreamOperator<I, O>> operator,
            int parallelism,
            List<OperatorSubtaskState> restored)
            throws Exception {
        Stage<I, O> stage = new Stage<>(null, false);
        stage.open(
                i ->
                        new OneInputStreamOperatorTestHarness<>(
                                operator.get(), MAX_PARALLELISM, parallelism, i),
                parallelism,
                restored);
        return stage;
    }

    /** What sorts the asides of another stage. */
    public static Stage<Aside, Aside> asides(int parallelism) throws Exception {
        return plain(() -> new ProcessOperator<>(new SortAsides()), parallelism, null);
    }

    public static <I, O> Stage<I, O> keyed(
            Supplier<KeyedProcessFunction<String, I, O>> function,
            KeySelector<I, String> key,
            int parallelism,
            boolean batch,
            List<OperatorSubtaskState> restored)
            throws Exception {
        return keyedOperator(
                () -> new KeyedProcessOperator<>(function.get()),
                key,
                parallelism,
                batch,
                restored);
    }

    /** The same of an operator that is no function. */
    public static <I, O> Stage<I, O> keyedOperator(
            Supplier<OneInputStreamOperator<I, O>> operator,
            KeySelector<I, String> key,
            int parallelism,
            boolean batch,
            List<OperatorSubtaskState> restored)
            throws Exception {
        Stage<I, O> stage = new Stage<>(key, batch);
        stage.open(
                i ->
                        new KeyedOneInputStreamOperatorTestHarness<>(
                                operator.get(), key, Types.STRING, MAX_PARALLELISM, parallelism, i),
                parallelism,
                restored);
        return stage;
    }

    /** A keyed operator that is also told how far the feed was observed. */
    public static <I, O> Stage<I, O> told(
            Supplier<KeyedBroadcastProcessFunction<String, I, Long, O>> function,
            KeySelector<I, String> key,
            int parallelism,
            boolean batch,
            List<OperatorSubtaskState> restored)
            throws Exception {
        return toldOperator(
                () ->
                        new CoBroadcastWithKeyedOperator<>(
                                function.get(), List.of(ObservedUntil.STATE)),
                key,
                parallelism,
                batch,
                restored);
    }

    /** The same of an operator that is no function. */
    public static <I, O> Stage<I, O> toldOperator(
            Supplier<TwoInputStreamOperator<I, Long, O>> operator,
            KeySelector<I, String> key,
            int parallelism,
            boolean batch,
            List<OperatorSubtaskState> restored)
            throws Exception {
        Stage<I, O> stage = new Stage<>(key, batch);
        stage.open(
                i ->
                        new KeyedTwoInputStreamOperatorTestHarness<>(
                                operator.get(),
                                key,
                                null,
                                Types.STRING,
                                MAX_PARALLELISM,
                                parallelism,
                                i),
                parallelism,
                restored);
        return stage;
    }

    private interface Maker<O> {
        AbstractStreamOperatorTestHarness<O> harness(int subtask) throws Exception;
    }

    private void open(Maker<O> maker, int parallelism, List<OperatorSubtaskState> restored)
            throws Exception {
        for (int i = 0; i < parallelism; i++) {
            AbstractStreamOperatorTestHarness<O> harness = maker.harness(i);
            harness.getExecutionConfig()
                    .configure(
                            new Configuration().set(PipelineOptions.GENERIC_TYPES, false),
                            Stage.class.getClassLoader());
            if (batch) {
                harness.setStateBackend(new BatchExecutionStateBackend());
                harness.setTimeServiceManagerProvider(
                        BatchExecutionInternalTimeServiceManager::create);
            }
            harness.setup();
            if (restored != null) {
                harness.setRestoredCheckpointId(CHECKPOINT);
                harness.initializeState(
                        AbstractStreamOperatorTestHarness.repartitionOperatorState(
                                AbstractStreamOperatorTestHarness.repackageState(
                                        restored.toArray(new OperatorSubtaskState[0])),
                                MAX_PARALLELISM,
                                restored.size(),
                                parallelism,
                                i));
            }
            harness.open();
            subtasks.add(harness);
        }
    }

    public Stage<I, O> to(Consumer<StreamRecord<O>> next) {
        main = next;
        return this;
    }

    @SuppressWarnings("unchecked")
    public <S> Stage<I, O> side(OutputTag<S> tag, Consumer<StreamRecord<S>> next) {
        sides.put(tag, record -> next.accept((StreamRecord<S>) record));
        return this;
    }

    /** Takes a record at the subtask of its key, or at a given one. */
    public void take(StreamRecord<I> record, int subtask) {
        if (batch) {
            unsorted.add(record);
            return;
        }
        try {
            int at = key == null ? subtask : subtaskOf(key.getKey(record.getValue()));
            feed(subtasks.get(at), record);
            forward(subtasks.get(at));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    public void take(I value, long ts) {
        take(new StreamRecord<>(value, ts), 0);
    }

    public void take(StreamRecord<I> record) {
        take(record, 0);
    }

    private int subtaskOf(String keyOfRecord) {
        return KeyGroupRangeAssignment.assignKeyToParallelOperator(
                keyOfRecord, MAX_PARALLELISM, subtasks.size());
    }

    @SuppressWarnings("unchecked")
    private void feed(AbstractStreamOperatorTestHarness<O> harness, StreamRecord<I> record)
            throws Exception {
        if (harness instanceof TwoInputStreamOperatorTestHarness<?, ?, ?> told) {
            ((TwoInputStreamOperatorTestHarness<I, Long, O>) told).processElement1(record);
        } else {
            ((OneInputStreamOperatorTestHarness<I, O>) harness).processElement(record);
        }
    }

    /** Tells every subtask how far the feed was observed. */
    @SuppressWarnings("unchecked")
    public void tell(long observedUntil) {
        for (AbstractStreamOperatorTestHarness<O> harness : subtasks) {
            try {
                ((TwoInputStreamOperatorTestHarness<I, Long, O>) harness)
                        .processElement2(new StreamRecord<>(observedUntil, observedUntil));
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    /** Moves every subtask's watermark. */
    public void watermark(long time) throws Exception {
        if (batch && time == END) {
            takeSorted();
        }
        for (AbstractStreamOperatorTestHarness<O> harness : subtasks) {
            if (batch && time < END) {
                continue;
            }
            if (harness instanceof TwoInputStreamOperatorTestHarness<?, ?, ?> told) {
                told.processBothWatermarks(new Watermark(time));
            } else {
                ((OneInputStreamOperatorTestHarness<?, O>) harness).processWatermark(time);
            }
            forward(harness);
        }
    }

    private void takeSorted() throws Exception {
        Map<String, List<StreamRecord<I>>> byKey = new LinkedHashMap<>();
        for (StreamRecord<I> record : unsorted) {
            byKey.computeIfAbsent(key.getKey(record.getValue()), k -> new ArrayList<>())
                    .add(record);
        }
        unsorted.clear();
        for (Map.Entry<String, List<StreamRecord<I>>> entry : byKey.entrySet()) {
            entry.getValue().sort(Comparator.comparingLong(StreamRecord::getTimestamp));
            AbstractStreamOperatorTestHarness<O> harness = subtasks.get(subtaskOf(entry.getKey()));
            for (StreamRecord<I> record : entry.getValue()) {
                feed(harness, record);
            }
            forward(harness);
        }
    }

    @SuppressWarnings("unchecked")
    private void forward(AbstractStreamOperatorTestHarness<O> harness) {
        for (Object out = harness.getOutput().poll();
                out != null;
                out = harness.getOutput().poll()) {
            if (out instanceof StreamRecord<?> record) {
                main.accept((StreamRecord<O>) record);
            }
        }
        sides.forEach(
                (tag, next) -> {
                    var queue = harness.getSideOutput(tag);
                    while (queue != null && !queue.isEmpty()) {
                        next.accept(queue.poll());
                    }
                });
    }

    /** What an operator does before it lets a checkpoint's barrier pass. */
    public void beforeBarrier() throws Exception {
        for (AbstractStreamOperatorTestHarness<O> harness : subtasks) {
            harness.prepareSnapshotPreBarrier(CHECKPOINT);
            forward(harness);
        }
    }

    /** A checkpoint that is complete once all have their state. */
    public List<OperatorSubtaskState> snapshot() throws Exception {
        List<OperatorSubtaskState> states = new ArrayList<>();
        for (AbstractStreamOperatorTestHarness<O> harness : subtasks) {
            states.add(harness.snapshot(CHECKPOINT, 1));
        }
        for (AbstractStreamOperatorTestHarness<O> harness : subtasks) {
            harness.notifyOfCompletedCheckpoint(CHECKPOINT);
        }
        return states;
    }

    public int keyedEntries() {
        int entries = 0;
        for (AbstractStreamOperatorTestHarness<O> harness : subtasks) {
            if (harness.getOperator().getKeyedStateBackend()
                    instanceof HeapKeyedStateBackend<?> heap) {
                entries += heap.numKeyValueStateEntries();
            }
        }
        return entries;
    }

    public int timers() {
        return subtasks.stream()
                .mapToInt(AbstractStreamOperatorTestHarness::numEventTimeTimers)
                .sum();
    }

    @Override
    public void close() throws Exception {
        for (AbstractStreamOperatorTestHarness<O> harness : subtasks) {
            harness.close();
        }
    }
}
