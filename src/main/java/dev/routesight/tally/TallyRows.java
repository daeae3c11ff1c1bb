package dev.routesight.tally;

import dev.routesight.event.LongByHash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes rows of a cut's window from its cells. */
public final class TallyRows {
    private final String cut;
    private final long windowStart;
    private final long windowEnd;
    private final LongByHash room;

    /**
     * @param room to bring units together in; what it holds is lost
     */
    public TallyRows(String cut, long windowStart, long windowEnd, LongByHash room) {
        this.cut = cut;
        this.windowStart = windowStart;
        this.windowEnd = windowEnd;
        this.room = room;
    }

    public String cut() {
        return cut;
    }

    /**
     * The final rows of both tables; complete where the feed was observed to window end + horizon.
     */
    public List<TallyRow> finals(Map<CellKey, Cell> cells, long observedUntil) {
        List<TallyRow> rows = new ArrayList<>();
        Map<CellKey, Cell> coarse = coarse(cells);
        for (boolean finer : new boolean[] {true, false}) {
            (finer ? cells : coarse)
                    .forEach(
                            (key, cell) -> {
                                long ripe = windowEnd + key.horizonMillis();
                                boolean complete = ripe <= observedUntil;
                                rows.add(row(finer, key, cell, true, complete, ripe));
                            });
        }
        return rows;
    }

    /**
     * The rows of what changed since they were last shown.
     *
     * @param checkpoint the latest one that is complete
     */
    public List<TallyRow> provisional(Map<CellKey, Cell> cells, long checkpoint, long asOf) {
        List<TallyRow> rows = new ArrayList<>();
        for (boolean finer : new boolean[] {true, false}) {
            (finer ? cells : coarse(changedAt(cells)))
                    .forEach(
                            (key, cell) -> {
                                if (cell.changed && cell.isIn(checkpoint)) {
                                    rows.add(row(finer, key, cell, false, false, asOf));
                                }
                            });
        }
        return rows;
    }

    /**
     * For rows that may have been shown of a cohort that lost its place: zero, and final.
     *
     * @param restored the checkpoint that was restored: what it has may have been shown since
     */
    public List<TallyRow> tombstones(Map<CellKey, Cell> cells, long restored, long asOf) {
        List<TallyRow> rows = new ArrayList<>();
        for (boolean finer : new boolean[] {true, false}) {
            (finer ? cells : coarse(cells))
                    .forEach(
                            (key, cell) -> {
                                if (cell.shown || cell.isIn(restored)) {
                                    rows.add(row(finer, key, new Cell(), true, false, asOf));
                                }
                            });
        }
        return rows;
    }

    /** The cells of which a row of {@code cohort_tally} has changed, changed themselves or not. */
    private static Map<CellKey, Cell> changedAt(Map<CellKey, Cell> cells) {
        Set<CellKey> changed = new HashSet<>();
        cells.forEach(
                (key, cell) -> {
                    if (cell.changed) {
                        changed.add(key.coarse());
                    }
                });
        Map<CellKey, Cell> found = new HashMap<>(cells);
        found.keySet().removeIf(key -> !changed.contains(key.coarse()));
        return found;
    }

    private Map<CellKey, Cell> coarse(Map<CellKey, Cell> cells) {
        Map<CellKey, List<Cell>> parts = new HashMap<>();
        cells.forEach(
                (key, cell) ->
                        parts.computeIfAbsent(key.coarse(), k -> new ArrayList<>()).add(cell));
        Map<CellKey, Cell> coarse = new HashMap<>();
        parts.forEach((key, several) -> coarse.put(key, Cell.withoutUnits(several, room)));
        return coarse;
    }

    private TallyRow row(
            boolean finer, CellKey key, Cell cell, boolean isFinal, boolean complete, long asOf) {
        return new TallyRow(
                finer,
                cut,
                key.cohort(),
                key.queryShape(),
                key.scoreBin(),
                key.route(),
                key.routerVersion(),
                key.assignment(),
                key.experiment(),
                key.arm(),
                key.horizonMillis() / 1000,
                windowStart,
                windowEnd,
                isFinal,
                complete,
                asOf,
                cell.counts.clone(),
                cell.sumsInUnits());
    }

    public JudgementTallyRow judgement(JudgedKey key, Judged judged, boolean complete, long asOf) {
        return new JudgementTallyRow(
                key.kind(),
                cut,
                key.cohort(),
                key.route(),
                key.routerVersion(),
                key.assignment(),
                key.experiment(),
                key.arm(),
                key.model(),
                key.shadowRoute(),
                key.verdict(),
                key.judge(),
                key.judgeModel(),
                key.shownFirst(),
                key.longer(),
                windowStart,
                windowEnd,
                true,
                complete,
                asOf,
                judged.events(),
                judged.inverseRate(),
                judged.inverseRateSq(),
                judged.shadowCostUsd());
    }
}
