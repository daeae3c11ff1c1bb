package dev.routesight.attribution;

import dev.routesight.event.JudgementPart;

/**
 * A judgement, or a handoff after the decision's last horizon, joined to its decision.
 *
 * @param judgement null for a handoff
 * @param eventId of the judgement or handoff
 */
public record LateJoin(
        String sessionId,
        String decisionId,
        DecisionStub decision,
        long ts,
        JudgementPart judgement,
        String eventId) {}
