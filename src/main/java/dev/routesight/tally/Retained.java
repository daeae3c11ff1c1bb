package dev.routesight.tally;

import dev.routesight.attribution.DecisionStub;

/**
 * So many more users whose day began with this decision, and who came back within a day, within
 * seven.
 */
public record Retained(DecisionStub first, int users, int returned1d, int returned7d) {
    public static final long DAY = 86_400_000L;

    /** Start of the UTC day. */
    public long day() {
        return Math.floorDiv(first.decisionTs(), DAY) * DAY;
    }
}
