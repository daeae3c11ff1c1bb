package dev.routesight.tally;

/** What is kept of a cut's window besides its cells. Mutable. */
public final class GroupState {
    public CohortCap cap = new CohortCap();

    /** When the next provisional rows are due; Long.MAX_VALUE when none are. */
    public long refreshAt = Long.MAX_VALUE;

    public GroupState() {}
}
