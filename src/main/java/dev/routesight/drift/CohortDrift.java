package dev.routesight.drift;

import java.util.List;

/**
 * The alert of one test as it stands after a window: what grouping makes alerts of.
 *
 * @param test {@code baseline} or {@code concurrent}
 * @param compared what it was compared by, {@code route}, {@code previous_version} or {@code
 *     control_arm}; empty for its own past
 * @param against the route, version or arm that it was compared with; empty for its own past
 * @param route empty for all routes together
 * @param state {@code open}, {@code recovered}, {@code vanished} or {@code epoch_ended}
 * @param direction {@code rise} or {@code fall}
 * @param windowStart of the window that opened it, epoch milliseconds
 * @param openedAt event time at which that window was final
 * @param at event time up to which this counts
 * @param since estimated start of the change
 * @param sinceLow begin of the confidence set of the start; null where there is none, or where it
 *     may lie before what is remembered
 * @param sinceHigh end of it; null where there is none
 * @param after whether the rates are of decisions after the alert, else of those since the start
 * @param decisions since the start, and events among them
 * @param excess events beyond what was to be expected
 * @param costNanos excess times the mean cost of a decision, in 1e-9 USD; null where it says
 *     nothing
 * @param changed what else changed at the time
 */
public record CohortDrift(
        String test,
        String compared,
        String against,
        String signal,
        String direction,
        String cut,
        String cohort,
        String route,
        long horizonMillis,
        String state,
        long windowStart,
        long windowEnd,
        long openedAt,
        long at,
        long since,
        Long sinceLow,
        Long sinceHigh,
        double before,
        double now,
        double nowLow,
        double nowHigh,
        double ratio,
        double ratioLow,
        double ratioHigh,
        boolean after,
        long decisions,
        long events,
        double excess,
        Long costNanos,
        double logEvidence,
        double logThreshold,
        String[] routerVersions,
        String[] models,
        List<Change> changed) {
    public static final String OPEN = "open";
    public static final String RECOVERED = "recovered";
    public static final String VANISHED = "vanished";
    public static final String EPOCH_ENDED = "epoch_ended";

    /**
     * Something that changed at the time of a drift.
     *
     * @param what {@code router_version}, {@code model}, {@code threshold}, {@code mix} (the rate
     *     that the mix of queries alone would give) or {@code weekly_decisions}
     */
    public record Change(String what, String[] before, String[] since) {}

    /** The same in another state, as of another time. */
    public CohortDrift in(String newState, long time, double newLogThreshold) {
        return new CohortDrift(
                test,
                compared,
                against,
                signal,
                direction,
                cut,
                cohort,
                route,
                horizonMillis,
                newState,
                windowStart,
                windowEnd,
                openedAt,
                time,
                since,
                sinceLow,
                sinceHigh,
                before,
                now,
                nowLow,
                nowHigh,
                ratio,
                ratioLow,
                ratioHigh,
                after,
                decisions,
                events,
                excess,
                costNanos,
                logEvidence,
                newLogThreshold,
                routerVersions,
                models,
                changed);
    }

    public boolean isOpen() {
        return state.equals(OPEN);
    }

    /** Which test's alert it is, and which of its alerts. */
    public String id() {
        return String.join(
                "\n", test, cut, cohort, route, signal, direction, Long.toString(windowStart));
    }
}
