package dev.routesight.functions;

import dev.routesight.attribution.Outcome;
import dev.routesight.tally.Cell;
import dev.routesight.tally.CellKey;
import dev.routesight.tally.Partial;
import dev.routesight.tally.TallySettings;
import java.util.HashMap;
import java.util.Map;

/** Adds up outcomes by the finest cells of each cut and window. */
public final class PreAggregateOutcomes extends FlushingOperator<Outcome, Partial> {
    private final TallySettings settings;
    private final HashMap<Group, Map<CellKey, Cell>> groups = new HashMap<>();
    private int held;

    /** A cut and the start of a window. */
    private record Group(int cut, long windowStart) {}

    public PreAggregateOutcomes(TallySettings settings) {
        super(settings.refreshMillis());
        this.settings = settings;
    }

    @Override
    protected long add(Outcome outcome) {
        long windowStart = settings.windowStart(outcome.decisionTs());
        for (int cut = 0; cut < settings.cuts().size(); cut++) {
            CellKey key =
                    new CellKey(
                            outcome.horizonMillis(),
                            settings.cuts().get(cut).cohortOf(outcome),
                            outcome.queryShape(),
                            settings.binOf(outcome.score()),
                            outcome.route(),
                            outcome.routerVersion(),
                            outcome.assignment(),
                            outcome.experiment(),
                            outcome.arm());
            Map<CellKey, Cell> cells =
                    groups.computeIfAbsent(new Group(cut, windowStart), g -> new HashMap<>());
            Cell cell = cells.get(key);
            if (cell == null) {
                cell = new Cell();
                cells.put(key, cell);
                held++;
            }
            cell.add(outcome);
        }
        return windowStart + settings.windowMillis() + outcome.horizonMillis();
    }

    @Override
    protected int held() {
        return held;
    }

    @Override
    protected void flush() {
        groups.forEach(
                (group, cells) ->
                        cells.forEach(
                                (key, cell) ->
                                        send(
                                                new Partial(
                                                        group.cut(),
                                                        group.windowStart(),
                                                        key,
                                                        cell,
                                                        null,
                                                        null))));
        groups.clear();
        held = 0;
    }
}
