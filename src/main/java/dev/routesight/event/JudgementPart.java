package dev.routesight.event;

/**
 * A double-routed pair was judged.
 *
 * @param verdict {@code primary}, {@code shadow} or {@code tie}
 * @param judge empty when absent, as are judgeModel and shownFirst
 * @param primaryTokens null when absent, as are all that follow
 * @param sampleRate in (0, 1]
 */
public record JudgementPart(
        String decisionId,
        String shadowRoute,
        String verdict,
        String judge,
        String judgeModel,
        String shownFirst,
        Integer primaryTokens,
        Integer shadowTokens,
        Long shadowCostNanos,
        Double sampleRate) {}
