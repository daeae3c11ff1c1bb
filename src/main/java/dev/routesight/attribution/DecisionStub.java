package dev.routesight.attribution;

import dev.routesight.event.Dimensions;

/**
 * What is kept of a decision after its last horizon, for judgements and handoffs that come late.
 *
 * @param ts time of the decision, epoch milliseconds
 */
public record DecisionStub(long ts, Dimensions dimensions) {}
