package dev.routesight.functions;

import dev.routesight.attribution.Outcome;
import dev.routesight.money.TokenCosts;
import org.apache.flink.api.common.functions.MapFunction;

/** Gives outcomes a cost by their tokens, where none was logged. */
public final class PriceOutcomes implements MapFunction<Outcome, Outcome> {
    private final TokenCosts costs;

    public PriceOutcomes(TokenCosts costs) {
        this.costs = costs;
    }

    @Override
    public Outcome map(Outcome outcome) {
        return costs.fillIn(outcome);
    }
}
