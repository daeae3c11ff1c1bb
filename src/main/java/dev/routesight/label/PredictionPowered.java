package dev.routesight.label;

import static dev.routesight.label.CorrectedRate.Z;
import static dev.routesight.label.CorrectedRate.wilsonHigh;
import static dev.routesight.label.CorrectedRate.wilsonLow;

/**
 * The true rate from many detections and few labels.
 *
 * <p>Prediction-powered inference (Angelopoulos, Bates, Fannjiang, Jordan and Zrnic, 2023): θ =
 * mean f + mean (y − f), the second mean over labelled decisions; with labels drawn by known
 * probabilities each weighs 1/π. As f is 0 or 1 and labels are drawn among fired and unfired apart,
 * this is θ = q·p1 + (1 − q)·p0, with q the share that fired, p1 and p0 the weighted shares of true
 * signals among both.
 */
public final class PredictionPowered {
    private PredictionPowered() {}

    /**
     * With an interval that keeps its coverage for rare signals: the distances of the Wilson bounds
     * of q, p1 and p0 from their estimates, squared, weighted as in θ and added (method of variance
     * estimates recovery, Zou and Donner 2008). It takes decisions for independent.
     */
    public static CorrectedRate of(Cohort c) {
        double q = c.q();
        double p1 = c.p1();
        double p0 = c.p0();
        double below = 0;
        double above = 0;
        if (c.fired() > 0) {
            double n = c.whenFired().size();
            below += square(q * (p1 - wilsonLow(p1 * n, n)));
            above += square(q * (wilsonHigh(p1 * n, n) - p1));
        }
        if (c.fired() < c.decisions()) {
            double n = c.whenNot().size();
            below += square((1 - q) * (p0 - wilsonLow(p0 * n, n)));
            above += square((1 - q) * (wilsonHigh(p0 * n, n) - p0));
        }
        double down = q - wilsonLow(c.fired(), c.decisions());
        double up = wilsonHigh(c.fired(), c.decisions()) - q;
        below += square((p1 - p0) * (p1 >= p0 ? down : up));
        above += square((p1 - p0) * (p1 >= p0 ? up : down));
        double rate = c.rate();
        return new CorrectedRate(
                rate, Math.max(0, rate - Math.sqrt(below)), Math.min(1, rate + Math.sqrt(above)));
    }

    /**
     * With the published normal interval, θ ± z·σ, σ² = q(1 − q)(p1 − p0)²/N + q²·p1(1 − p1)/n1 +
     * (1 − q)²·p0(1 − p0)/n0. Too narrow when few labelled decisions are positive.
     */
    public static CorrectedRate normal(Cohort c) {
        double q = c.q();
        double variance = q * (1 - q) * square(c.p1() - c.p0()) / c.decisions();
        if (c.fired() > 0) {
            variance += q * q * c.p1() * (1 - c.p1()) / c.whenFired().size();
        }
        if (c.fired() < c.decisions()) {
            variance += square(1 - q) * c.p0() * (1 - c.p0()) / c.whenNot().size();
        }
        double half = Z * Math.sqrt(variance);
        return new CorrectedRate(c.rate(), c.rate() - half, c.rate() + half);
    }

    private static double square(double x) {
        return x * x;
    }
}
