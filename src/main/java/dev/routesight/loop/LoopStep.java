package dev.routesight.loop;

/**
 * A period of a closed loop.
 *
 * @param threshold that the router used
 * @param oracle the cheapest threshold, which only the simulation knows
 * @param cost true expected cost of a decision at the threshold, USD
 * @param oracleCost at the oracle's
 * @param said what was recommended at its end
 */
public record LoopStep(
        int period, double threshold, double oracle, double cost, double oracleCost, Said said) {

    /** What the threshold costs more than the oracle's, as a share. */
    public double regret() {
        return cost / oracleCost - 1;
    }
}
