package dev.routesight.tally;

import java.math.BigDecimal;

/**
 * A row of {@code judgement_tally}: judged shadow pairs, and handoffs that came after the last
 * horizon, by the window of their decision.
 *
 * @param kind {@code judgement} or {@code handoff} (then the fields from shadowRoute to longer are
 *     empty)
 * @param longer {@code primary}, {@code shadow}, {@code equal} or empty when token counts are
 *     missing
 * @param events how many
 * @param inverseRate Σ 1/sample rate (a missing rate counts as 1), scale 9
 * @param inverseRateSq Σ 1/sample rate², scale 9
 * @param shadowCostUsd Σ, scale 9
 */
public record JudgementTallyRow(
        String kind,
        String cut,
        String cohort,
        String route,
        String routerVersion,
        String assignment,
        String experiment,
        String arm,
        String model,
        String shadowRoute,
        String verdict,
        String judge,
        String judgeModel,
        String shownFirst,
        String longer,
        long windowStart,
        long windowEnd,
        boolean isFinal,
        boolean complete,
        long asOf,
        long events,
        BigDecimal inverseRate,
        BigDecimal inverseRateSq,
        BigDecimal shadowCostUsd) {}
