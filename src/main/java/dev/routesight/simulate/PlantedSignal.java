package dev.routesight.simulate;

/**
 * A signal that the simulated user or system really gave.
 *
 * @param eventId the event that carries it; empty for a silence
 * @param kind a signal kind by its name
 * @param decisionId the decision it belongs to
 * @param how the variant, e.g. {@code named}, {@code unnamed}, {@code retry_of}, {@code silence}
 * @param ts when it happened; of a silence: last seen + idle limit
 */
public record PlantedSignal(
        String eventId, String kind, String decisionId, String sessionId, String how, long ts) {}
