package dev.routesight.tally;

import dev.routesight.attribution.Outcome;
import dev.routesight.attribution.SignalKind;
import dev.routesight.event.LongByHash;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;

/** Counts and sums of one cell, and how often each unit is in it. Mutable: it is kept in state. */
public final class Cell {
    private static final int FIRST_SIGNAL = TallyCount.ESCALATION.ordinal();
    private static final int COUNTS = TallyCount.values().length;
    static final int FEW_UNITS = 256;
    private static final int FIRST_OF_UNITS = TallyCount.UNITS.ordinal();
    private static final double LARGEST_EXACT = 1e15;
    private static final long NANOS_PER_MILLI = 1_000_000L;

    /** By {@link TallyCount}. */
    public long[] counts = new long[COUNTS];

    /** See {@link ExactSums}. */
    public long[] sums = ExactSums.create();

    /** By unit its {@link UnitCounts}, from which the four counts of units are kept. */
    public LongByHash units = new LongByHash();

    /** Models seen and thresholds of the router, as {@link Distinct}; null in old state. */
    public String[] models = {};

    public double[] thresholds = {};

    /** Whether it changed since it was last shown. */
    public boolean changed;

    /** Whether it was ever shown. */
    public boolean shown;

    /** The first checkpoint that has it; before that is complete, no row of it may be shown. */
    public long firstCheckpoint;

    public Cell() {}

    /** An empty one that a checkpoint has first. */
    public static Cell since(long firstCheckpoint) {
        Cell cell = new Cell();
        cell.firstCheckpoint = firstCheckpoint;
        return cell;
    }

    /**
     * What several hold together, with no room that is not used.
     *
     * @param room to bring their units together in; what it holds is lost
     */
    static Cell of(List<Cell> parts, LongByHash room) {
        Cell all = withoutUnits(parts, room);
        all.units = room.copy();
        return all;
    }

    /** The same, and of units their counts only, which is enough for a row. */
    static Cell withoutUnits(List<Cell> parts, LongByHash room) {
        room.empty();
        Cell all = since(Long.MAX_VALUE);
        all.units = room;
        boolean changed = false;
        for (Cell part : parts) {
            all.add(part);
            all.shown |= part.shown;
            all.firstCheckpoint = Math.min(all.firstCheckpoint, part.firstCheckpoint);
            changed |= part.changed;
        }
        all.changed = changed;
        all.units = new LongByHash();
        return all;
    }

    /** Forgets all outcomes, and keeps the room for as many units again, if they were few. */
    void empty() {
        Arrays.fill(counts, 0);
        Arrays.fill(sums, 0);
        if (units.size > FEW_UNITS) {
            units.clear();
        } else {
            units.empty();
        }
        models = new String[0];
        thresholds = new double[0];
    }

    /** Whether a checkpoint has it. */
    public boolean isIn(long checkpoint) {
        return firstCheckpoint <= checkpoint;
    }

    /** Adds one outcome. */
    public void add(Outcome outcome) {
        one(TallyCount.DECISIONS);
        count(TallyCount.ROOT_DECISIONS, outcome.root());
        count(TallyCount.FOLLOWED, outcome.followed());
        count(TallyCount.REJECTED, outcome.rejected());
        int signals = outcome.signals();
        for (int kind = 0; signals != 0; kind++, signals >>>= 1) {
            counts[FIRST_SIGNAL + kind] += signals & 1;
        }
        count(TallyCount.STREAMS_STARTED, outcome.streamStarted());
        count(TallyCount.STREAMS_COMPLETED, outcome.streamCompleted());
        count(TallyCount.WITHOUT_PROPENSITY, outcome.withoutPropensity());
        if (outcome.score() != null) {
            one(TallyCount.WITH_SCORE);
            both(TallySum.SCORE, TallySum.SCORE_SQ, nanos(outcome.score()));
        }
        if (outcome.completionNanos() >= 0) {
            one(TallyCount.WITH_COMPLETION);
            both(TallySum.COMPLETION, TallySum.COMPLETION_SQ, outcome.completionNanos());
        }
        both(
                TallySum.SESSION_SECONDS,
                TallySum.SESSION_SECONDS_SQ,
                outcome.sessionMillis() * NANOS_PER_MILLI);
        if (outcome.firstSignalMillis() >= 0) {
            both(
                    TallySum.FIRST_SIGNAL_SECONDS,
                    TallySum.FIRST_SIGNAL_SECONDS_SQ,
                    outcome.firstSignalMillis() * NANOS_PER_MILLI);
        }
        addMoney(outcome);
        ExactSums.add(sums, TallySum.HANDOFF_SHARED, outcome.handoffSharedNanos());
        models = Distinct.with(models, outcome.model());
        if (outcome.threshold() != null) {
            thresholds = Distinct.with(thresholds, outcome.threshold());
        }
        addUnit(outcome.unit(), UnitCounts.pack(1, outcome.rejected() ? 1 : 0));
        changed = true;
    }

    private void addMoney(Outcome outcome) {
        Long cost = outcome.costNanos();
        if (cost != null) {
            one(TallyCount.WITH_COST);
            both(TallySum.COST_USD, TallySum.COST_USD_SQ, cost);
            if (!outcome.root()) {
                both(TallySum.EXTRA_COST_USD, TallySum.EXTRA_COST_USD_SQ, cost);
            }
            if (outcome.rejected()) {
                ExactSums.add(sums, TallySum.COST_REJECTED_USD, cost);
            }
        }
        if (outcome.referenceCostNanos() != null) {
            one(TallyCount.WITH_REFERENCE_COST);
            both(
                    TallySum.REFERENCE_COST_USD,
                    TallySum.REFERENCE_COST_USD_SQ,
                    outcome.referenceCostNanos());
        }
    }

    /** Adds all that another cell holds. */
    public void add(Cell other) {
        addWithoutUnits(other);
        LongByHash others = other.units;
        for (int i = 0; i < others.size; i++) {
            addUnit(others.hashes[i], others.values[i]);
        }
    }

    /** Adds all but the units, which are most of the work. */
    void addWithoutUnits(Cell other) {
        for (int i = 0; i < FIRST_OF_UNITS; i++) {
            counts[i] += other.counts[i];
        }
        ExactSums.addAll(sums, other.sums);
        for (int i = 0; other.models != null && i < other.models.length; i++) {
            models = Distinct.with(models, other.models[i]);
        }
        for (int i = 0; other.thresholds != null && i < other.thresholds.length; i++) {
            thresholds = Distinct.with(thresholds, other.thresholds[i]);
        }
        changed = true;
    }

    private void addUnit(long unit, long more) {
        long before = units.add(unit, more);
        long n = UnitCounts.decisions(before);
        long x = UnitCounts.rejected(before);
        long dn = UnitCounts.decisions(more);
        long dx = UnitCounts.rejected(more);
        counts[FIRST_OF_UNITS] += before == 0 ? 1 : 0;
        counts[FIRST_OF_UNITS + 1] += (2 * n + dn) * dn;
        counts[FIRST_OF_UNITS + 2] += n * dx + x * dn + dn * dx;
        counts[FIRST_OF_UNITS + 3] += (2 * x + dx) * dx;
    }

    /** The sums in units. */
    public BigDecimal[] sumsInUnits() {
        BigDecimal[] values = new BigDecimal[sums.length / 2];
        for (int i = 0; i < values.length; i++) {
            values[i] = ExactSums.valueAt(sums, 2 * i);
        }
        return values;
    }

    private void one(TallyCount count) {
        counts[count.ordinal()]++;
    }

    private void count(TallyCount count, boolean is) {
        counts[count.ordinal()] += is ? 1 : 0;
    }

    private void both(TallySum sum, TallySum square, long nanos) {
        ExactSums.add(sums, sum, nanos);
        ExactSums.addSquare(sums, square, nanos);
    }

    /** The value's shortest decimal text, quantised half-even to 1e-9. */
    private static long nanos(double value) {
        double scaled = Math.rint(value * 1e9);
        if (scaled / 1e9 == value && Math.abs(scaled) < LARGEST_EXACT) {
            return (long) scaled; // the text has at most nine decimals: these
        }
        return BigDecimal.valueOf(value)
                .setScale(9, RoundingMode.HALF_EVEN)
                .unscaledValue()
                .longValueExact();
    }

    static {
        if (TallyCount.QUIET_EXIT.ordinal() - FIRST_SIGNAL + 1 != SignalKind.values().length) {
            throw new IllegalStateException("the signals' counts do not follow SignalKind");
        }
        if (TallyCount.UNIT_REJECTED_SQ.ordinal() != FIRST_OF_UNITS + 3
                || COUNTS != FIRST_OF_UNITS + 4) {
            throw new IllegalStateException("the counts of units are not the last four");
        }
    }
}
