package dev.routesight.event;

/**
 * The cascade's verifier refused the answer of {@code decisionId}; the rest is null when absent.
 */
public record EscalationPart(
        String decisionId, String toDecisionId, String verifier, Double verifierScore) {}
