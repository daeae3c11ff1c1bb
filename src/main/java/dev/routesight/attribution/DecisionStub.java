package dev.routesight.attribution;

import java.util.Map;

/**
 * What is kept of a decision after its session, for judgements and handoffs that come late, and for
 * retention.
 *
 * @param eventId id of the decision's event; empty where the order of decisions no longer matters
 */
public record DecisionStub(
        String sessionId,
        String eventId,
        String decisionId,
        long decisionTs,
        String route,
        String model,
        String routerVersion,
        Double score,
        String assignment,
        String experiment,
        String arm,
        String queryShape,
        String language,
        Map<String, String> labels,
        String userId) {}
