package dev.routesight.label;

import dev.routesight.event.Hash64;

/**
 * Decides which decisions are drawn for labelling: each on its own, with a probability that depends
 * on its route and on whether the signal fired. The same seed draws the same decisions, in whatever
 * order and however often they are seen; another seed draws others.
 *
 * @param perRoute expected number a route
 * @param firedShare expected share of the fired among them
 * @param seed any text
 */
public record Draw(int perRoute, double firedShare, String seed) {

    public Draw {
        if (perRoute < 1) {
            throw new IllegalArgumentException("fewer than 1 a route: " + perRoute);
        }
        if (!(firedShare > 0 && firedShare < 1)) {
            throw new IllegalArgumentException("share of the fired not in (0, 1): " + firedShare);
        }
    }

    /**
     * The probability with which a decision is drawn, in (0, 1]. What one side cannot use, because
     * it has too few decisions, the other side gets.
     *
     * @param fired whether the signal fired for it
     * @param firedDecisions fired ones of its route
     * @param unfiredDecisions the others
     */
    public double probability(boolean fired, long firedDecisions, long unfiredDecisions) {
        double wantedFired = perRoute * firedShare;
        double wantedUnfired = perRoute - wantedFired;
        double spareFired = Math.max(0, wantedFired - firedDecisions);
        double spareUnfired = Math.max(0, wantedUnfired - unfiredDecisions);
        return fired
                ? Math.min(1, (wantedFired + spareUnfired) / firedDecisions)
                : Math.min(1, (wantedUnfired + spareFired) / unfiredDecisions);
    }

    /** Whether the decision with this key is drawn. */
    public boolean takes(String key, double probability) {
        double uniform = (Hash64.of(seed + '\n' + key) >>> 11) * 0x1.0p-53;
        return uniform < probability;
    }
}
