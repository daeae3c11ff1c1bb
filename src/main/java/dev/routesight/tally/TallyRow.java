package dev.routesight.tally;

import java.math.BigDecimal;

/**
 * A row of {@code cohort_tally} (query shape empty, score bin -1 and {@code finer} false) or of
 * {@code score_tally}.
 *
 * @param cut dimension names joined by a comma
 * @param cohort JSON object of the cut's dimensions, or {@code __other__}
 * @param queryShape the finer cell's
 * @param scoreBin the finer cell's: 0 to bins - 1; -1 without a score
 * @param horizonSeconds whole seconds
 * @param windowStart epoch milliseconds, inclusive
 * @param windowEnd epoch milliseconds, exclusive
 * @param isFinal nothing more is written for this key
 * @param complete window end + horizon was observed
 * @param asOf event time up to which the row counts: the watermark, or window end + horizon when
 *     final
 * @param counts by {@link TallyCount}
 * @param sums by {@link TallySum}, in units, scale 9
 */
public record TallyRow(
        boolean finer,
        String cut,
        String cohort,
        String queryShape,
        int scoreBin,
        String route,
        String routerVersion,
        String assignment,
        String experiment,
        String arm,
        long horizonSeconds,
        long windowStart,
        long windowEnd,
        boolean isFinal,
        boolean complete,
        long asOf,
        long[] counts,
        BigDecimal[] sums) {}
