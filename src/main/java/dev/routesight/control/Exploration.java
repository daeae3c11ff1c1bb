package dev.routesight.control;

/**
 * What randomised traffic would make a threshold identifiable.
 *
 * @param share of decisions to give a random route, one half each
 * @param periods for how long
 * @param decisionsPerRoute how many of each route that gives
 * @param costUsd what sending decisions of the cheap route to the reference costs meanwhile; what
 *     is saved the other way round is not counted, and the bad answers it may bring are not known.
 *     NaN where costs are not known
 */
public record Exploration(double share, int periods, long decisionsPerRoute, double costUsd) {
    public static final Exploration NONE = new Exploration(0, 0, 0, 0);
}
