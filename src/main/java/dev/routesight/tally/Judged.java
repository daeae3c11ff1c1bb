package dev.routesight.tally;

import dev.routesight.event.JudgementPart;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Sums over judged pairs (or late handoffs): how many, Σ 1/sample rate, Σ 1/sample rate², shadow
 * cost. Exact decimals, scale 9.
 */
public record Judged(
        long events, BigDecimal inverseRate, BigDecimal inverseRateSq, BigDecimal shadowCostUsd) {
    private static final BigDecimal ZERO = BigDecimal.ZERO.setScale(9);
    public static final Judged NONE = new Judged(0, ZERO, ZERO, ZERO);

    public static Judged of(JudgementPart judgement) {
        boolean rated = judgement != null && judgement.sampleRate() != null;
        BigDecimal inverse =
                inverse(rated ? BigDecimal.valueOf(judgement.sampleRate()) : BigDecimal.ONE);
        Long cost = judgement == null ? null : judgement.shadowCostNanos();
        return new Judged(
                1,
                inverse,
                inverse.multiply(inverse).setScale(9, RoundingMode.HALF_EVEN),
                cost == null ? ZERO : BigDecimal.valueOf(cost, 9));
    }

    private static BigDecimal inverse(BigDecimal rate) {
        return BigDecimal.ONE.divide(rate, 9, RoundingMode.HALF_EVEN);
    }

    public Judged plus(Judged other) {
        return new Judged(
                events + other.events,
                inverseRate.add(other.inverseRate),
                inverseRateSq.add(other.inverseRateSq),
                shadowCostUsd.add(other.shadowCostUsd));
    }
}
