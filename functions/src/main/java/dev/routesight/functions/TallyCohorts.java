package dev.routesight.functions;

import dev.routesight.control.CohortNews;
import dev.routesight.control.ScoredWindows;
import dev.routesight.event.LongByHash;
import dev.routesight.tally.Cell;
import dev.routesight.tally.CellKey;
import dev.routesight.tally.CohortCap;
import dev.routesight.tally.GroupState;
import dev.routesight.tally.Judged;
import dev.routesight.tally.JudgedKey;
import dev.routesight.tally.JudgementTallyRow;
import dev.routesight.tally.Partial;
import dev.routesight.tally.RouteWindow;
import dev.routesight.tally.RouteWindows;
import dev.routesight.tally.TallyRow;
import dev.routesight.tally.TallyRows;
import dev.routesight.tally.TallySettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Adds up the cells of one cut's window, keyed by both, and shows rows: provisional ones while it
 * is open (STREAMING), the final ones of a horizon at window end + horizon, and those of judgements
 * at window end + late-join. The cap on cohorts is decided here, where all of a window's cohorts
 * are seen.
 *
 * <p>A cell has a provisional row once a complete checkpoint has the cell, not before: a restored
 * job may merge a cohort that had a place before the crash, and then has to know which rows were
 * shown. Without checkpoints there is no restore, and rows are shown at once.
 */
public final class TallyCohorts
        extends KeyedBroadcastProcessFunction<String, Partial, Long, TallyRow>
        implements CheckpointedFunction, CheckpointListener {
    public static final OutputTag<TallyRow> SCORE_ROWS =
            new OutputTag<>("score-rows", TypeInformation.of(TallyRow.class));
    public static final OutputTag<JudgementTallyRow> JUDGEMENT_ROWS =
            new OutputTag<>("judgement-rows", TypeInformation.of(JudgementTallyRow.class));

    public static final OutputTag<RouteWindow> ROUTE_WINDOWS =
            new OutputTag<>("route-windows", TypeInformation.of(RouteWindow.class));

    public static final OutputTag<CohortNews> SCORED_WINDOWS =
            new OutputTag<>("scored-windows", TypeInformation.of(CohortNews.class));

    private final TallySettings settings;

    /** What drift is watched by; null if it is not. */
    private final RouteWindows watched;

    /** What thresholds are recommended by; null if none are. */
    private final ScoredWindows scored;

    private final boolean checkpointed;

    /** Emptied horizon by horizon, at window end + horizon. */
    private transient MapState<CellKey, Cell> cells;

    /** Emptied at window end + late-join. */
    private transient MapState<JudgedKey, Judged> judged;

    /** Cleared at window end + late-join. */
    private transient ValueState<GroupState> group;

    /** The checkpoint that was restored, the latest that is complete, and the next to begin. */
    private transient long restored;

    private transient long complete;
    private transient long next;

    /** To bring the units of a row's cells together in. */
    private transient LongByHash room;

    /**
     * @param checkpointed whether the job has checkpoints
     */
    public TallyCohorts(
            TallySettings settings,
            RouteWindows watched,
            ScoredWindows scored,
            boolean checkpointed) {
        this.settings = settings;
        this.watched = watched;
        this.scored = scored;
        this.checkpointed = checkpointed;
    }

    @Override
    public void open(OpenContext openContext) {
        room = new LongByHash();
        cells =
                getRuntimeContext()
                        .getMapState(
                                new MapStateDescriptor<>(
                                        "cells",
                                        TypeInformation.of(CellKey.class),
                                        TypeInformation.of(Cell.class)));
        judged =
                getRuntimeContext()
                        .getMapState(
                                new MapStateDescriptor<>(
                                        "judged",
                                        TypeInformation.of(JudgedKey.class),
                                        TypeInformation.of(Judged.class)));
        group =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "group", TypeInformation.of(GroupState.class)));
    }

    @Override
    public void initializeState(FunctionInitializationContext context) {
        restored = context.getRestoredCheckpointId().orElse(0);
        complete = checkpointed ? restored : Long.MAX_VALUE;
        next = restored + 1;
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {
        next = context.getCheckpointId() + 1;
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
        complete = Math.max(complete, checkpointId);
    }

    @Override
    public void processElement(Partial part, ReadOnlyContext context, Collector<TallyRow> out)
            throws Exception {
        GroupState state = group.value();
        if (state == null) {
            state = new GroupState();
        }
        long windowEnd = part.windowStart() + settings.windowMillis();
        if (part.cell() != null) {
            String cohort = placeOf(part.key().cohort(), state, part, context, out);
            addCell(part.key().in(cohort), part.cell());
            context.timerService().registerEventTimeTimer(windowEnd + part.key().horizonMillis());
        } else {
            String cohort = placeOf(part.judgedKey().cohort(), state, part, context, out);
            addJudged(part.judgedKey().in(cohort), part.judged());
        }
        context.timerService().registerEventTimeTimer(windowEnd + settings.lateJoinMillis());
        // a job that was just restored has no watermark yet; then the window tells the time
        long now = Math.max(context.timerService().currentWatermark(), part.windowStart());
        if (!settings.batch() && now < Long.MAX_VALUE && state.refreshAt == Long.MAX_VALUE) {
            scheduleRefresh(state, now, context);
        }
        group.update(state);
    }

    private void scheduleRefresh(GroupState state, long now, ReadOnlyContext context) {
        long refresh = settings.refreshMillis();
        state.refreshAt = (Math.floorDiv(now, refresh) + 1) * refresh;
        context.timerService().registerEventTimeTimer(state.refreshAt);
    }

    /**
     * The cohort's row: its own, or that of the others. A cohort that loses its place by this is
     * merged.
     */
    private String placeOf(
            String cohort,
            GroupState state,
            Partial part,
            ReadOnlyContext context,
            Collector<TallyRow> out)
            throws Exception {
        String lost = state.cap.see(cohort, settings.alwaysKept(), settings.maxCohorts());
        if (lost == null) {
            return cohort;
        }
        if (lost.equals(cohort)) {
            return CohortCap.OTHER;
        }
        merge(lost, part, context, out);
        return cohort;
    }

    private void merge(String lost, Partial part, ReadOnlyContext context, Collector<TallyRow> out)
            throws Exception {
        Map<CellKey, Cell> moved = StateEntries.take(cells, key -> key.cohort().equals(lost));
        TallyRows rows = rows(part.cut(), part.windowStart());
        long asOf = context.timerService().currentWatermark();
        for (TallyRow tombstone : rows.tombstones(moved, restored, asOf)) {
            show(tombstone, context, out);
        }
        for (Map.Entry<CellKey, Cell> entry : moved.entrySet()) {
            addCell(entry.getKey().in(CohortCap.OTHER), entry.getValue());
        }
        Map<JudgedKey, Judged> movedJudged =
                StateEntries.take(judged, key -> key.cohort().equals(lost));
        for (Map.Entry<JudgedKey, Judged> entry : movedJudged.entrySet()) {
            addJudged(entry.getKey().in(CohortCap.OTHER), entry.getValue());
        }
    }

    private void addCell(CellKey key, Cell part) throws Exception {
        Cell cell = cells.get(key);
        if (cell == null) {
            cell = Cell.since(next);
        }
        cell.add(part);
        cells.put(key, cell);
    }

    private void addJudged(JudgedKey key, Judged part) throws Exception {
        Judged before = judged.get(key);
        judged.put(key, before == null ? part : before.plus(part));
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<TallyRow> out)
            throws Exception {
        GroupState state = group.value();
        if (state == null) {
            return;
        }
        String[] key = context.getCurrentKey().split("\\|");
        int cut = Integer.parseInt(key[0]);
        long windowStart = Long.parseLong(key[1]);
        long windowEnd = windowStart + settings.windowMillis();
        TallyRows rows = rows(cut, windowStart);
        if (timestamp == state.refreshAt) {
            state.refreshAt = Long.MAX_VALUE;
            long now = context.currentWatermark();
            if (now < Long.MAX_VALUE && refresh(rows, now, context, out)) {
                scheduleRefresh(state, now, context);
            }
            group.update(state);
        }
        long until = ObservedUntil.read(context);
        if (timestamp > windowEnd) {
            finish(rows, windowEnd, timestamp, until, context, out);
        }
        if (timestamp >= windowEnd + settings.lateJoinMillis()) {
            finishJudged(rows, timestamp, timestamp <= until, context);
            cells.clear(); // no horizon is longer than late-join; an emptied map is an entry still
            group.clear();
        }
    }

    /** Returns whether some rows wait for a checkpoint still. */
    private boolean refresh(
            TallyRows rows, long asOf, OnTimerContext context, Collector<TallyRow> out)
            throws Exception {
        Map<CellKey, Cell> all = new HashMap<>();
        for (Map.Entry<CellKey, Cell> entry : cells.entries()) {
            all.put(entry.getKey(), entry.getValue());
        }
        for (TallyRow row : rows.provisional(all, complete, asOf)) {
            show(row, context, out);
        }
        boolean waiting = false;
        for (Map.Entry<CellKey, Cell> entry : all.entrySet()) {
            Cell cell = entry.getValue();
            if (cell.changed && cell.isIn(complete)) {
                cell.changed = false;
                cell.shown = true;
                cells.put(entry.getKey(), cell);
            }
            waiting |= cell.changed;
        }
        return waiting;
    }

    private void finish(
            TallyRows rows,
            long windowEnd,
            long time,
            long until,
            OnTimerContext context,
            Collector<TallyRow> out)
            throws Exception {
        Map<CellKey, Cell> ripe =
                StateEntries.take(cells, key -> windowEnd + key.horizonMillis() <= time);
        for (TallyRow row : rows.finals(ripe, until)) {
            show(row, context, out);
        }
        if (watched != null && time <= until && time == windowEnd + watched.horizonMillis()) {
            for (RouteWindow window :
                    watched.of(rows.cut(), windowEnd - settings.windowMillis(), windowEnd, ripe)) {
                context.output(ROUTE_WINDOWS, window);
            }
        }
        if (scored != null
                && time <= until
                && time == windowEnd + scored.settings().horizonMillis()) {
            for (CohortNews news :
                    scored.of(rows.cut(), windowEnd - settings.windowMillis(), ripe)) {
                context.output(SCORED_WINDOWS, news);
            }
        }
    }

    private void finishJudged(TallyRows rows, long asOf, boolean complete, OnTimerContext context)
            throws Exception {
        List<JudgementTallyRow> found = new ArrayList<>();
        for (Map.Entry<JudgedKey, Judged> entry : judged.entries()) {
            found.add(rows.judgement(entry.getKey(), entry.getValue(), complete, asOf));
        }
        for (JudgementTallyRow row : found) {
            context.output(JUDGEMENT_ROWS, row);
        }
        judged.clear();
    }

    private void show(TallyRow row, ReadOnlyContext context, Collector<TallyRow> out) {
        if (row.finer()) {
            context.output(SCORE_ROWS, row);
        } else {
            out.collect(row);
        }
    }

    private TallyRows rows(int cut, long windowStart) {
        return new TallyRows(
                settings.cuts().get(cut).name(),
                windowStart,
                windowStart + settings.windowMillis(),
                room);
    }

    @Override
    public void processBroadcastElement(Long until, Context context, Collector<TallyRow> out)
            throws Exception {
        ObservedUntil.note(context.getBroadcastState(ObservedUntil.STATE), until);
    }
}
