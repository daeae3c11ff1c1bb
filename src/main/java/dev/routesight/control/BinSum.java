package dev.routesight.control;

import java.util.Locale;

/**
 * What is summed of each bin of the score: counts, money in 1e-9 USD, squares of money in 1e-9
 * USD². Append only: the order is in state.
 */
public enum BinSum {
    DECISIONS,
    REJECTED,
    WITH_COST,
    COST_USD,
    COST_USD_SQ,
    /** Cost of rejected decisions. */
    COST_REJECTED_USD,
    UNITS,
    UNIT_DECISIONS_SQ,
    UNIT_DECISIONS_REJECTED,
    UNIT_REJECTED_SQ;

    static final int LENGTH = values().length;

    /** The name of the column of {@code score_tally} that it is the sum of. */
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
