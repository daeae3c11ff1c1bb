package dev.routesight.tally;

/**
 * The sums of a tally, each in 1e-9 of its unit, in the order of its {@code sums} array. Append
 * only: the order is in state. A column {@code x_sq} is the sum of squares of the terms of {@code
 * x}.
 */
public enum TallySum {
    SCORE,
    SCORE_SQ,
    COMPLETION,
    COMPLETION_SQ,
    SESSION_SECONDS,
    SESSION_SECONDS_SQ,
    FIRST_SIGNAL_SECONDS,
    FIRST_SIGNAL_SECONDS_SQ,
    COST_USD,
    COST_USD_SQ,
    REFERENCE_COST_USD,
    REFERENCE_COST_USD_SQ,
    /** Cost of decisions that are no roots. */
    EXTRA_COST_USD,
    EXTRA_COST_USD_SQ,
    /** Cost of rejected decisions. */
    COST_REJECTED_USD,
    /** Handoffs shared by the decisions of their session, each 1/n. */
    HANDOFF_SHARED;

    /** The column's name in SQL. */
    public String column() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
