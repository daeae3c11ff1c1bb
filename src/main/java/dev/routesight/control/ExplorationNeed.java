package dev.routesight.control;

import dev.routesight.stats.Critical;

/**
 * How much traffic would have to be randomised before a threshold can be spoken of: so many
 * decisions of each route that the expected costs of two routes are told apart by the bound of
 * harm, 1.96 · √(2 · price² · p(1 − p) / n) ≤ Δ · C, with p and C as the policy's own traffic shows
 * them; at least what the settings ask for. It is a plan, not an estimate of what the routes do.
 */
final class ExplorationNeed {
    private static final double USUAL_SHARE = 0.05;
    private static final double LARGEST_SHARE = 0.2;
    private static final int SOON = 4;

    private ExplorationNeed() {}

    static Exploration of(ControlSettings settings, PeriodBins last) {
        double cheap = 0;
        double decisions = 0;
        double rejected = 0;
        for (Traffic traffic : Traffic.values()) {
            decisions += last.total(traffic, BinSum.DECISIONS);
            rejected += last.total(traffic, BinSum.REJECTED);
        }
        if (decisions == 0) {
            return Exploration.NONE;
        }
        double rate = (rejected + 1) / (decisions + 2);
        double cheapCost = meanCost(last, false);
        double referenceCost = meanCost(last, true);
        cheap = last.total(Traffic.POLICY_CHEAP, BinSum.DECISIONS);
        double paid =
                (cheap * orZero(cheapCost) + (decisions - cheap) * orZero(referenceCost))
                        / decisions;
        double cost = paid + settings.pricePerBadAnswer() * rate;
        double error = settings.harmBound() * cost / Critical.z(Critical.LEVEL);
        double each =
                error > 0
                        ? 2
                                * square(settings.pricePerBadAnswer())
                                * rate
                                * (1 - rate)
                                / (error * error)
                        : 0;
        double perRoute = Math.ceil(Math.max(settings.leastDecisions(), each));
        double share =
                Math.min(LARGEST_SHARE, Math.max(USUAL_SHARE, 2 * perRoute / (SOON * decisions)));
        share = Math.ceil(share * 1000) / 1000;
        int periods = (int) Math.min(1e6, Math.ceil(2 * perRoute / (share * decisions)));
        double moved = share / 2 * cheap * periods;
        return new Exploration(
                share, periods, (long) perRoute, moved * (referenceCost - cheapCost));
    }

    /** Of decisions of a route, whoever sent them; NaN without one. */
    private static double meanCost(PeriodBins last, boolean reference) {
        double cost = 0;
        double known = 0;
        for (boolean randomised : new boolean[] {false, true}) {
            Traffic traffic = Traffic.of(randomised, reference);
            cost += last.total(traffic, BinSum.COST_USD) / 1e9;
            known += last.total(traffic, BinSum.WITH_COST);
        }
        return cost / known;
    }

    private static double orZero(double x) {
        return Double.isNaN(x) ? 0 : x;
    }

    private static double square(double x) {
        return x * x;
    }
}
