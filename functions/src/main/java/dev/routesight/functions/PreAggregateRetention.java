package dev.routesight.functions;

import dev.routesight.event.Dimensions;
import dev.routesight.tally.Retained;
import dev.routesight.tally.RetentionKey;
import dev.routesight.tally.RetentionPart;
import dev.routesight.tally.TallySettings;
import java.util.HashMap;

/** Adds up users by the cells of each cut and day. */
public final class PreAggregateRetention extends FlushingOperator<Retained, RetentionPart> {
    private final TallySettings settings;
    private final HashMap<Cell, long[]> cells = new HashMap<>();

    /** A row of a cut and day. */
    private record Cell(int cut, long day, RetentionKey key) {}

    public PreAggregateRetention(TallySettings settings) {
        super(settings.refreshMillis());
        this.settings = settings;
    }

    @Override
    protected long add(Retained retained) {
        Dimensions first = retained.dimensions();
        for (int cut = 0; cut < settings.cuts().size(); cut++) {
            RetentionKey key =
                    new RetentionKey(
                            settings.cuts().get(cut).cohortOf(first),
                            first.route(),
                            first.assignment(),
                            first.experiment(),
                            first.arm());
            long[] counts =
                    cells.computeIfAbsent(new Cell(cut, retained.day(), key), cell -> new long[3]);
            counts[0] += retained.users();
            counts[1] += retained.returned1d();
            counts[2] += retained.returned7d();
        }
        return retained.day() + 8 * Retained.DAY;
    }

    @Override
    protected int held() {
        return cells.size();
    }

    @Override
    protected void flush() {
        cells.forEach(
                (cell, counts) ->
                        send(new RetentionPart(cell.cut(), cell.day(), cell.key(), counts)));
        cells.clear();
    }
}
