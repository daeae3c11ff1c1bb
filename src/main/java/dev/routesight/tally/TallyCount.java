package dev.routesight.tally;

/**
 * The counts of a tally, in the order of its {@code counts} array. Append only: the order is in
 * state.
 */
public enum TallyCount {
    DECISIONS,
    ROOT_DECISIONS,
    FOLLOWED,
    REJECTED,
    ESCALATION,
    REGENERATION,
    EDIT,
    REPHRASE,
    CORRECTION,
    ABANDONMENT,
    HANDOFF,
    THUMBS_DOWN,
    THUMBS_UP,
    FAILURE,
    QUIET_EXIT,
    STREAMS_STARTED,
    STREAMS_COMPLETED,
    /** Decisions that carried no propensity for their route. */
    WITHOUT_PROPENSITY,
    /** Decisions with a score, a known completion ratio, a known cost, a known reference cost. */
    WITH_SCORE,
    WITH_COMPLETION,
    WITH_COST,
    WITH_REFERENCE_COST,
    /** Distinct units u (user, else session) with n_u decisions, x_u of them rejected. */
    UNITS,
    /** Σ n_u². */
    UNIT_DECISIONS_SQ,
    /** Σ n_u·x_u. */
    UNIT_DECISIONS_REJECTED,
    /** Σ x_u². */
    UNIT_REJECTED_SQ;

    /** Whether it counts decisions by what followed them: a kind, any rejecting kind, a turn. */
    public boolean isSignal() {
        return ordinal() >= FOLLOWED.ordinal() && ordinal() <= QUIET_EXIT.ordinal();
    }

    /** The column's name in SQL. */
    public String column() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
