package dev.routesight.event;

import java.util.List;
import java.util.Map;

/**
 * One choice of a route for one user turn.
 *
 * @param turn 0-based number of the turn
 * @param score predicted need of the reference route in [0, 1]; null when absent
 * @param propensities probability of each route under the logging policy; null when absent
 * @param candidates other policies, by name ascending; null when absent
 * @param userId null when absent
 * @param costNanos cost in 1e-9 USD, quantised half-even from the decimal text; null when absent
 * @param referenceCostNanos what the reference route would have cost, likewise
 * @param promptTokens null when absent
 * @param retryOf decision that this one tries again; null when absent
 * @param escalatedFrom decision whose answer was refused; null when absent
 */
public record DecisionPart(
        String decisionId,
        int turn,
        Dimensions dimensions,
        Double score,
        Double threshold,
        Map<String, Double> propensities,
        List<CandidatePolicy> candidates,
        String userId,
        Long costNanos,
        Long referenceCostNanos,
        Integer promptTokens,
        String retryOf,
        String escalatedFrom) {}
