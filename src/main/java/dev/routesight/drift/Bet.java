package dev.routesight.drift;

/**
 * Evidence that the mean of y ≥ 0 is above m, from sums alone.
 *
 * <p>Betting a share λ on each value multiplies wealth by 1 + λ(y − m), of mean at most 1 when the
 * mean is at most m. The product needs every value; Fan, Grama and Liu's inequality
 *
 * <pre>exp(λ z + (λ + log(1 − λ)) z²) ≤ 1 + λ z  for z ≥ −1, 0 ≤ λ &lt; 1</pre>
 *
 * bounds it from below by sums: with z = (y − m) / c, c at least m, and λ a share of the most that
 * can be bet,
 *
 * <pre>log L = λ Σ(y − m) / c + (λ + log(1 − λ)) Σ(y − m)² / c²</pre>
 *
 * No upper bound of y is needed; a heavy tail costs power only.
 *
 * <p>Source: Fan, Grama and Liu, "Exponential inequalities for martingales with applications",
 * Electronic Journal of Probability (2015).
 */
final class Bet {
    private static final double MOST = 0.9;

    private Bet() {}

    /**
     * @param lambda share of the most that can be bet, cut to [0, 0.9]
     * @param shift Σ(y − m)
     * @param squares Σ(y − m)²
     * @param scale c: no y − m is below −c
     */
    static double log(double lambda, double shift, double squares, double scale) {
        double bet = Math.max(0, Math.min(MOST, lambda));
        return bet * shift / scale + (bet + StrictMath.log1p(-bet)) * squares / (scale * scale);
    }

    /**
     * The share of about the best growth against a mean that is higher by {@code shift} with
     * variance {@code variance}: λ = s / (s + v) with s = shift / c and v = (variance + shift²) /
     * c², where the bound above grows fastest.
     */
    static double shareFor(double shift, double variance, double scale) {
        double spread = variance + shift * shift;
        return Math.min(MOST, scale * shift / (scale * shift + spread));
    }
}
