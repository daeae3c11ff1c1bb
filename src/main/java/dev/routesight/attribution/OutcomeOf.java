package dev.routesight.attribution;

import dev.routesight.event.DecisionPart;

/** Writes down what is known of a decision at one age. */
final class OutcomeOf {
    private final AttributionSettings settings;

    OutcomeOf(AttributionSettings settings) {
        this.settings = settings;
    }

    Outcome at(
            long horizon,
            DecisionState decision,
            String sessionId,
            long lastSeen,
            boolean complete) {
        DecisionPart part = decision.part;
        boolean withoutPropensity =
                part.propensities() == null
                        || part.propensities().get(part.dimensions().route()) == null;
        return new Outcome(
                sessionId,
                decision.id,
                decision.ts,
                horizon,
                decision.turn,
                part.dimensions(),
                part.score(),
                part.threshold(),
                decision.unit,
                decision.root,
                decision.followed,
                decision.signals,
                (decision.signals & settings.rejectedSignals()) != 0,
                decision.firstSignalTs < 0 ? -1 : decision.firstSignalTs - decision.ts,
                decision.streamStarted,
                decision.completed,
                StreamRule.completionNanos(decision),
                Math.min(horizon, lastSeen - decision.ts),
                decision.streamCostNanos != null ? decision.streamCostNanos : part.costNanos(),
                part.referenceCostNanos(),
                decision.handoffSharedNanos,
                withoutPropensity,
                complete,
                part.propensities(),
                part.candidates(),
                part.promptTokens(),
                decision.tokens < 0 ? null : decision.tokens,
                decision.verified());
    }
}
