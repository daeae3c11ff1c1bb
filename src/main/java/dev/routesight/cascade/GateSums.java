package dev.routesight.cascade;

import dev.routesight.stats.ClusteredRate;

/**
 * Scored answers with one fate, and what users did with what they saw: the answer itself where it
 * shipped, else the one that came instead.
 *
 * @param answers so many
 * @param seen those of which it is known what users did
 * @param rejected of those seen
 * @param units users (else sessions) with a seen one; then the sums over them of n², n·x and x²,
 *     with n seen and x rejected
 * @param withCost seen ones with known costs
 * @param costUsd of them, the answer and the one that came instead; then the sum of squares, and
 *     that of rejected ones
 * @param escalationUsd cost of the answers that came instead
 * @param waitedSeconds that users waited for these, in all
 */
public record GateSums(
        double answers,
        double seen,
        double rejected,
        double units,
        double unitSeenSq,
        double unitSeenRejected,
        double unitRejectedSq,
        double withCost,
        double costUsd,
        double costUsdSq,
        double costRejectedUsd,
        double escalationUsd,
        double waitedSeconds) {
    public static final GateSums NONE = new GateSums(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    public GateSums plus(GateSums o) {
        return new GateSums(
                answers + o.answers,
                seen + o.seen,
                rejected + o.rejected,
                units + o.units,
                unitSeenSq + o.unitSeenSq,
                unitSeenRejected + o.unitSeenRejected,
                unitRejectedSq + o.unitRejectedSq,
                withCost + o.withCost,
                costUsd + o.costUsd,
                costUsdSq + o.costUsdSq,
                costRejectedUsd + o.costRejectedUsd,
                escalationUsd + o.escalationUsd,
                waitedSeconds + o.waitedSeconds);
    }

    /** Rejected rate of what users saw, who recur. */
    public ClusteredRate rate(double level) {
        return ClusteredRate.of(
                units, seen, rejected, unitSeenSq, unitSeenRejected, unitRejectedSq, level);
    }
}
