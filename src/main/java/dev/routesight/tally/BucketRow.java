package dev.routesight.tally;

import java.math.BigDecimal;

/**
 * A row of {@code bucket_tally}, or, with a candidate policy, of {@code candidate_tally}.
 *
 * @param day start of the UTC day, epoch milliseconds
 * @param bucket of the unit, 0 to 63
 * @param complete end of the day + horizon was observed
 * @param asOf end of the day + horizon
 * @param counts by {@link TallyCount} without those of units; of a candidate: decisions, rejected
 * @param sums by {@link BucketSum}, or by {@link CandidateSum}; in units, scale 9
 */
public record BucketRow(
        String cut,
        BucketKey key,
        long day,
        int bucket,
        boolean isFinal,
        boolean complete,
        long asOf,
        long[] counts,
        BigDecimal[] sums) {}
