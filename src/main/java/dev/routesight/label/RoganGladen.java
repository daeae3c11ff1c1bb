package dev.routesight.label;

import static dev.routesight.label.CorrectedRate.Z;

/**
 * The true rate from a raw rate and the detector's sensitivity and specificity (Rogan and Gladen,
 * 1978): θ = (q + sp − 1) / (se + sp − 1). They are estimated from the labels of a whole route and
 * taken to hold in each of its cohorts; so a cohort with few labels of its own gets a rate too, and
 * a wrong one where the detector works differently there.
 */
public final class RoganGladen {
    private RoganGladen() {}

    /**
     * The interval is by the delta method over q and the labels' p1 and p0, whose variances are
     * taken after adding z² half-positive labels, for a share of 0 has no variance of its own.
     *
     * @param pooled the route, from which sensitivity and specificity come
     * @param decisions of the cohort
     * @param fired those of them for which the detector fired
     */
    public static CorrectedRate of(Cohort pooled, long decisions, long fired) {
        double se = pooled.sensitivity();
        double sp = pooled.specificity();
        double j = se + sp - 1;
        if (!(j > 0)) {
            return new CorrectedRate(Double.NaN, Double.NaN, Double.NaN);
        }
        double q = (double) fired / decisions;
        double rate = (q + sp - 1) / j;
        double both = pooled.q() * (1 - pooled.q());
        double true2 = square(pooled.rate());
        double false2 = square(1 - pooled.rate());
        double by1 =
                -rate * both * pooled.p0() / true2 + (1 - rate) * both * (1 - pooled.p0()) / false2;
        double by0 =
                rate * both * pooled.p1() / true2 - (1 - rate) * both * (1 - pooled.p1()) / false2;
        double variance = q * (1 - q) / decisions;
        if (pooled.fired() > 0) {
            variance += square(by1) * steadied(pooled.p1(), pooled.whenFired().size());
        }
        if (pooled.fired() < pooled.decisions()) {
            variance += square(by0) * steadied(pooled.p0(), pooled.whenNot().size());
        }
        double half = Z * Math.sqrt(variance) / j;
        return new CorrectedRate(
                Math.min(1, Math.max(0, rate)), Math.max(0, rate - half), Math.min(1, rate + half));
    }

    private static double steadied(double p, double n) {
        double share = (p * n + Z * Z / 2) / (n + Z * Z);
        return share * (1 - share) / (n + Z * Z);
    }

    private static double square(double x) {
        return x * x;
    }
}
