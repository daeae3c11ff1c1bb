package dev.routesight.event;

import java.util.List;
import java.util.Map;

/**
 * One choice of a route for one user turn.
 *
 * @param turn 0-based number of the turn
 * @param model empty when unknown
 * @param score predicted need of the reference route in [0, 1]; null when absent
 * @param assignment {@code policy}, {@code explore} or {@code forced}
 * @param experiment empty without one
 * @param arm empty without one
 * @param propensities probability of each route under the logging policy; null when absent
 * @param candidates other policies, by name ascending; null when absent
 * @param userId null when absent
 * @param costNanos cost in 1e-9 USD, quantised half-even from the decimal text; null when absent
 * @param referenceCostNanos what the reference route would have cost, likewise
 * @param queryShape empty when absent
 * @param language the query's; empty when absent
 * @param promptTokens null when absent
 * @param labels further dimensions; null when absent
 * @param retryOf decision that this one tries again; null when absent
 * @param escalatedFrom decision whose answer was refused; null when absent
 */
public record DecisionPart(
        String decisionId,
        int turn,
        String route,
        String model,
        String routerVersion,
        Double score,
        Double threshold,
        String assignment,
        String experiment,
        String arm,
        Map<String, Double> propensities,
        List<CandidatePolicy> candidates,
        String userId,
        Long costNanos,
        Long referenceCostNanos,
        String queryShape,
        String language,
        Integer promptTokens,
        Map<String, String> labels,
        String retryOf,
        String escalatedFrom) {}
