package dev.routesight.money;

import dev.routesight.attribution.Outcome;
import dev.routesight.money.PriceBook.Tokens;
import java.io.Serializable;

/**
 * Fills in the costs of decisions of gateways that log tokens but no money: prompt and answer
 * tokens at the price of the model, else of the route; the reference cost is the same tokens at the
 * price of the reference route. What is logged stays, and without both numbers of tokens nothing is
 * made up.
 */
public final class TokenCosts implements Serializable {
    private static final long serialVersionUID = 1;

    private final PriceBook prices;
    private final String referenceRoute;

    public TokenCosts(PriceBook prices, String referenceRoute) {
        this.prices = prices;
        this.referenceRoute = referenceRoute;
    }

    /** The outcome with costs where prices tell them. */
    public Outcome fillIn(Outcome o) {
        if (o.costNanos() != null && o.referenceCostNanos() != null
                || o.promptTokens() == null
                || o.answerTokens() == null) {
            return o;
        }
        Long cost = o.costNanos();
        Long reference = o.referenceCostNanos();
        if (cost == null) {
            cost = nanos(prices.tokens(o.model(), o.route()), o);
        }
        if (reference == null) {
            reference = nanos(prices.routes().get(referenceRoute), o);
        }
        return o.costing(cost, reference);
    }

    private static Long nanos(Tokens price, Outcome o) {
        return price == null
                ? null
                : (Long) (long) Math.rint(price.cost(o.promptTokens(), o.answerTokens()) * 1e9);
    }
}
