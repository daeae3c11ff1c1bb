package dev.routesight.tally;

import dev.routesight.attribution.Outcome;
import java.util.Locale;

/**
 * The sums of a row of {@code bucket_tally}, each in 1e-9 of its unit. Its counts are those of
 * {@link TallyCount} but for those of units, which do not add up over windows. Append only: the
 * order is in state.
 */
public enum BucketSum {
    COMPLETION,
    SESSION_SECONDS,
    COST_USD,
    REFERENCE_COST_USD,
    /** Reference cost of root decisions: what was saved is this less all that was spent. */
    ROOT_REFERENCE_COST_USD,
    EXTRA_COST_USD,
    COST_REJECTED_USD;

    /** How many counts a stretch of {@link Bucketed} begins with. */
    public static final int COUNTS = TallyCount.UNITS.ordinal();

    static final int LENGTH = COUNTS + 2 * values().length;

    private static final int FIRST_SIGNAL = TallyCount.ESCALATION.ordinal();
    private static final long NANOS_PER_MILLI = 1_000_000L;

    /** The column's name in SQL. */
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    int at() {
        return COUNTS + 2 * ordinal();
    }

    /** Adds one outcome to the bucket of its unit. */
    static void add(Bucketed sums, Outcome o) {
        int at = sums.at(Bucketed.bucketOf(o.unit()), LENGTH);
        long[] v = sums.values;
        v[at]++;
        v[at + TallyCount.ROOT_DECISIONS.ordinal()] += o.root() ? 1 : 0;
        v[at + TallyCount.FOLLOWED.ordinal()] += o.followed() ? 1 : 0;
        v[at + TallyCount.REJECTED.ordinal()] += o.rejected() ? 1 : 0;
        int signals = o.signals();
        for (int kind = FIRST_SIGNAL; signals != 0; kind++, signals >>>= 1) {
            v[at + kind] += signals & 1;
        }
        v[at + TallyCount.STREAMS_STARTED.ordinal()] += o.streamStarted() ? 1 : 0;
        v[at + TallyCount.STREAMS_COMPLETED.ordinal()] += o.streamCompleted() ? 1 : 0;
        v[at + TallyCount.WITHOUT_PROPENSITY.ordinal()] += o.withoutPropensity() ? 1 : 0;
        v[at + TallyCount.WITH_SCORE.ordinal()] += o.score() != null ? 1 : 0;
        if (o.completionNanos() >= 0) {
            v[at + TallyCount.WITH_COMPLETION.ordinal()]++;
            ExactSums.addAt(v, at + COMPLETION.at(), o.completionNanos());
        }
        ExactSums.addAt(v, at + SESSION_SECONDS.at(), o.sessionMillis() * NANOS_PER_MILLI);
        addMoney(v, at, o);
    }

    private static void addMoney(long[] v, int at, Outcome o) {
        Long cost = o.costNanos();
        if (cost != null) {
            v[at + TallyCount.WITH_COST.ordinal()]++;
            ExactSums.addAt(v, at + COST_USD.at(), cost);
            if (!o.root()) {
                ExactSums.addAt(v, at + EXTRA_COST_USD.at(), cost);
            }
            if (o.rejected()) {
                ExactSums.addAt(v, at + COST_REJECTED_USD.at(), cost);
            }
        }
        Long reference = o.referenceCostNanos();
        if (reference != null) {
            v[at + TallyCount.WITH_REFERENCE_COST.ordinal()]++;
            ExactSums.addAt(v, at + REFERENCE_COST_USD.at(), reference);
            if (o.root()) {
                ExactSums.addAt(v, at + ROOT_REFERENCE_COST_USD.at(), reference);
            }
        }
    }
}
