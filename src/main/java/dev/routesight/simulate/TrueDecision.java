package dev.routesight.simulate;

/**
 * What was really so about a decision, which no log shows.
 *
 * @param bad whether the answer was bad
 * @param difficulty of the query, latent, in [0, 1]
 * @param badChance the chance that this model's answer is bad, drift included
 * @param referenceBadChance the same of the reference route
 * @param drift strength of the planted drift that acted on it, in [0, 1]
 * @param misrouted a planted drift sent it to the default route against the router's rule
 */
public record TrueDecision(
        String decisionId,
        String sessionId,
        long ts,
        int turn,
        String route,
        String queryShape,
        boolean bad,
        double difficulty,
        double badChance,
        double referenceBadChance,
        double drift,
        boolean misrouted) {}
