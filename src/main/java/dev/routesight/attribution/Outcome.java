package dev.routesight.attribution;

import dev.routesight.event.CandidatePolicy;
import dev.routesight.event.Dimensions;
import java.util.List;
import java.util.Map;

/**
 * A decision and what had happened to it when it reached the age of one horizon.
 *
 * @param decisionTs epoch milliseconds
 * @param horizonMillis the age
 * @param score null when absent
 * @param unit 64-bit hash of the unit of assignment: the user, else the session
 * @param root false for a retry, an escalation, or an answer to a rephrase or correction
 * @param signals bit set of {@link SignalKind}
 * @param rejected whether one of the configured rejecting kinds is among them
 * @param firstSignalMillis age at the first rejecting signal; -1 without one
 * @param completionNanos share of the answer that was streamed, in 1e-9; -1 when unknown
 * @param sessionMillis from the decision to the session's last event by the horizon
 * @param costNanos cost as known by then, in 1e-9 USD; null when absent
 * @param handoffSharedNanos share of the session's handoffs, in 1e-9; 0 unless configured
 * @param withoutPropensity the decision carried no propensity for its route
 * @param complete decision time + horizon was observed
 * @param propensities probability of each route under the logging policy; null when absent
 * @param candidates what other policies would have done; null when absent
 * @param promptTokens null when absent
 * @param answerTokens streamed by then; null when unknown
 * @param verified null where no verifier said anything
 */
public record Outcome(
        String sessionId,
        String decisionId,
        long decisionTs,
        long horizonMillis,
        int turn,
        Dimensions dimensions,
        Double score,
        Double threshold,
        long unit,
        boolean root,
        boolean followed,
        int signals,
        boolean rejected,
        long firstSignalMillis,
        boolean streamStarted,
        boolean streamCompleted,
        long completionNanos,
        long sessionMillis,
        Long costNanos,
        Long referenceCostNanos,
        long handoffSharedNanos,
        boolean withoutPropensity,
        boolean complete,
        Map<String, Double> propensities,
        List<CandidatePolicy> candidates,
        Integer promptTokens,
        Integer answerTokens,
        Verified verified) {

    /** The same with other costs. */
    public Outcome costing(Long cost, Long referenceCost) {
        return new Outcome(
                sessionId,
                decisionId,
                decisionTs,
                horizonMillis,
                turn,
                dimensions,
                score,
                threshold,
                unit,
                root,
                followed,
                signals,
                rejected,
                firstSignalMillis,
                streamStarted,
                streamCompleted,
                completionNanos,
                sessionMillis,
                cost,
                referenceCost,
                handoffSharedNanos,
                withoutPropensity,
                complete,
                propensities,
                candidates,
                promptTokens,
                answerTokens,
                verified);
    }

    /** The logged probability of the route taken; null when absent. */
    public Double propensity() {
        return propensities == null ? null : propensities.get(route());
    }

    public String route() {
        return dimensions.route();
    }

    public String model() {
        return dimensions.model();
    }

    public String routerVersion() {
        return dimensions.routerVersion();
    }

    public String assignment() {
        return dimensions.assignment();
    }

    public String experiment() {
        return dimensions.experiment();
    }

    public String arm() {
        return dimensions.arm();
    }

    public String queryShape() {
        return dimensions.queryShape();
    }

    public String language() {
        return dimensions.language();
    }

    public Map<String, String> labels() {
        return dimensions.labels();
    }
}
