package dev.routesight.drift;

/**
 * Mode {@code budget}: at most B false alerts a week over the whole fleet, in expectation.
 *
 * <p>Stream k gets the threshold A_k = K · (its weekly decisions) / B. By {@link EDetector} it then
 * raises at most N_k / A_k false alerts in N_k decisions, which over K streams and a week adds up
 * to at most B, whatever the dependence between streams. K must be at least the number of streams
 * that run. When a stream grows, its false alerts grow in proportion until its volume is learnt
 * anew. Head starts are held so small that they add at most 0.05 / K alerts once per stream, 0.05
 * over the fleet.
 *
 * @param falseAlertsPerWeek B
 * @param streams K: tests × cohorts × signals
 */
public record AlertBudget(double falseAlertsPerWeek, int streams) {
    private static final double HEAD_START_COST = 0.05;

    public AlertBudget {
        if (!(falseAlertsPerWeek > 0) || streams < 1) {
            throw new IllegalArgumentException(
                    "a budget needs streams and alerts above 0: "
                            + falseAlertsPerWeek
                            + " a week over "
                            + streams);
        }
    }

    /** A_k, in decisions. */
    public double threshold(double weeklyDecisions) {
        return streams * weeklyDecisions / falseAlertsPerWeek;
    }

    /** The most that R may start with, in decisions. */
    public double mostHeadStart(double weeklyDecisions) {
        return HEAD_START_COST * weeklyDecisions / falseAlertsPerWeek;
    }
}
