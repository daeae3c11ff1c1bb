package dev.routesight.drift;

/**
 * The baseline null with users as the units: E[x_u | n_u, past] ≤ n_u p0 for each user of a block.
 *
 * <p>Betting ({@link Bet}) on x_u − n_u p0, one value per user and block, is exact whatever the
 * dependence between decisions of one user in one block. It sees nothing of a user who comes back
 * in a later block with the same habits: that the user's past tells nothing about the rate is part
 * of the null, so choose blocks as long as a visit lasts. Σ n_u² bounds the largest n_u, which
 * limits the bets: in a block with few, very busy users the test is weak.
 */
public final class UnitNull {
    private final double upper;
    private final double lower;
    private final double rate;

    private UnitNull(double rate, double lower, double upper) {
        this.rate = rate;
        this.lower = lower;
        this.upper = upper;
    }

    public static UnitNull given(double rate) {
        return new UnitNull(rate, rate, rate);
    }

    /** With the rate's bounds from counts that vary {@code designEffect} times the binomial. */
    public static UnitNull learnt(
            RateCount learnt, double designEffect, double delta, Watch watch) {
        double each = delta / watch.sides();
        return new UnitNull(
                learnt.rate(),
                RateBounds.lower(learnt.n(), learnt.x(), designEffect, each),
                RateBounds.upper(learnt.n(), learnt.x(), designEffect, each));
    }

    public BlockEvidence evidence(UnitTally block) {
        if (block.decisions() == 0) {
            return BlockEvidence.none();
        }
        return new BlockEvidence(block.decisions(), effect -> log(block, effect));
    }

    private double log(UnitTally block, double effect) {
        double null0 = effect > 0 ? upper : lower;
        double changed = EffectGrid.shifted(rate, effect);
        double largest = Math.sqrt(block.decisionsSq());
        double scale = effect > 0 ? largest * null0 : largest * (1 - null0);
        if (scale == 0) {
            return 0;
        }
        // of about the best growth when users repeat themselves as they did in this block's shape
        double perDecision = block.decisionsSq() / block.decisions();
        double size = Math.abs(changed - rate);
        double variance = Math.max(rate * (1 - rate), 1e-9) + size * size * perDecision;
        double lambda = scale * size / (scale * size + variance);
        double shift = block.events() - block.decisions() * null0;
        return Bet.log(lambda, effect > 0 ? shift : -shift, block.squaresAround(null0), scale);
    }
}
