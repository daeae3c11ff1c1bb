package dev.routesight.calibration;

import dev.routesight.stats.Critical;
import dev.routesight.stats.Estimate;
import dev.routesight.stats.Fieller;
import dev.routesight.stats.Jackknife;

/**
 * How much of what routing could gain the live router gains. With rates C, S and L of the arms
 * forced to cheap, forced to the reference, and live, and the share q that live sends to the
 * reference:
 *
 * <ul>
 *   <li>recovered = (C − L)/(C − S): 0 is all cheap, 1 is all reference;
 *   <li>gain = recovered − q: a coin that sends as much to the reference recovers q, so its gain is
 *       0.
 * </ul>
 *
 * Both are ratios over the same C − S; intervals are Fieller's, with variances (and the covariance
 * of L and q) from the jackknife over unit buckets within each arm. Arms are independent: a unit is
 * in one.
 *
 * @param range C − S, in rate points
 * @param recovered as a ratio
 * @param gain as a difference of ratios
 * @param share q
 * @param coin C − q(C − S): the rate of a coin that sends as much to the reference
 */
public record RecoveredRange(
        Estimate range, Fieller recovered, Fieller gain, Estimate share, Estimate coin) {

    public static RecoveredRange of(ArmSums cheap, ArmSums reference, ArmSums live, double level) {
        Jackknife c = cheap.rates();
        Jackknife s = reference.rates();
        Jackknife l = live.rates();
        double t =
                Critical.t(level, Math.min(c.buckets(), Math.min(s.buckets(), l.buckets())) - 1.0);
        double vc = c.covariance()[0][0];
        double vs = s.covariance()[0][0];
        double vl = l.covariance()[0][0];
        double vq = l.covariance()[1][1];
        double vlq = l.covariance()[0][1];
        double q = l.values()[1];
        double a = c.values()[0] - l.values()[0];
        double b = c.values()[0] - s.values()[0];
        double vb = vc + vs;
        // a − q·b = (1 − q)·C − L + q·S
        double vn = (1 - q) * (1 - q) * vc + vl + q * q * vs + b * b * vq + 2 * b * vlq;
        double vnb = (1 - q) * vc - q * vs;
        return new RecoveredRange(
                Estimate.of(b, Math.sqrt(vb), t),
                Fieller.of(a, b, vc + vl, vc, vb, t),
                Fieller.of(a - q * b, b, Math.max(0, vn), vnb, vb, t),
                l.estimate(1, level),
                Estimate.of(
                        c.values()[0] - q * b,
                        Math.sqrt((1 - q) * (1 - q) * vc + q * q * vs + b * b * vq),
                        t));
    }

    /** C and S cannot be told apart: there is no range to be in. */
    public boolean hasRange() {
        return recovered.g() < 1;
    }
}
