package dev.routesight.control;

import dev.routesight.stats.Estimate;

/**
 * What became of the last proposal. What is observed is a randomised contrast of the two thresholds
 * since the proposal; how the rates of routes moved with the threshold says nothing.
 *
 * @param state {@code none}, {@code open} (neither adopted nor refused yet), {@code adopted},
 *     {@code not_adopted}, {@code changed_otherwise}
 * @param proposedAt end of the period in which it was proposed
 * @param kept {@code yes} or {@code no}: whether observed and predicted change agree within their
 *     joint error; empty where nothing was observed
 */
public record FollowUp(
        String state,
        double fromThreshold,
        double toThreshold,
        long proposedAt,
        Estimate predictedCost,
        Estimate observedCost,
        Estimate predictedRejected,
        Estimate observedRejected,
        String kept) {
    public static final String NO_PROPOSAL = "none";
    public static final String OPEN = "open";
    public static final String ADOPTED = "adopted";
    public static final String NOT_ADOPTED = "not_adopted";
    public static final String CHANGED_OTHERWISE = "changed_otherwise";

    public static final FollowUp NONE =
            new FollowUp(
                    NO_PROPOSAL,
                    Double.NaN,
                    Double.NaN,
                    0,
                    Estimate.NONE,
                    Estimate.NONE,
                    Estimate.NONE,
                    Estimate.NONE,
                    "");
}
