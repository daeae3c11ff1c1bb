package dev.routesight.attribution;

import java.io.Serializable;

/**
 * What attribution is told by the configuration.
 *
 * @param horizonsMillis ascending ages at which outcomes are taken
 * @param idleMillis a longer gap between events of a session is silence
 * @param outOfOrdernessMillis how far events may arrive behind the newest
 * @param lateJoinMillis how long a decision may still be named by judgements and handoffs
 * @param maxEvents events per life of a session; what exceeds is over_limit
 * @param maxDecisions decisions per life of a session, likewise
 * @param rejectedSignals bit set of the {@link SignalKind}s that make a decision rejected
 * @param handoffShared whether a handoff is also shared by the decisions of its session
 */
public record AttributionSettings(
        long[] horizonsMillis,
        long idleMillis,
        long outOfOrdernessMillis,
        long lateJoinMillis,
        int maxEvents,
        int maxDecisions,
        int rejectedSignals,
        boolean handoffShared)
        implements Serializable {

    public long largestHorizon() {
        return horizonsMillis[horizonsMillis.length - 1];
    }

    /** A longer gap ends the life of a session. */
    public long lifeGap() {
        return Math.max(largestHorizon(), idleMillis);
    }

    /** How long after the kept one a copy counts as a duplicate. */
    public long duplicateSpan() {
        return largestHorizon() + outOfOrdernessMillis;
    }
}
