package dev.routesight.confidence;

import dev.routesight.stats.Critical;
import dev.routesight.stats.Estimate;

/**
 * Chance that a rejected answer had a higher score than an accepted one, ties counting half: 0.5
 * for a score that knows nothing. Midranks over bins are exact for the binned score; an unbinned
 * score is never less sharp. Variance by DeLong, DeLong and Clarke-Pearson (1988), "Comparing the
 * areas under two or more correlated receiver operating characteristic curves": S₁₀/m + S₀₁/n, from
 * the placements of m rejected among n accepted answers and the other way round.
 */
public final class Auc {
    private Auc() {}

    /**
     * @param rejected by bin of the score, lowest first
     * @param accepted by bin
     */
    public static Estimate of(long[] rejected, long[] accepted, double level) {
        double m = total(rejected);
        double n = total(accepted);
        if (m == 0 || n == 0) {
            return Estimate.NONE;
        }
        double auc = 0;
        double above = 0;
        double placed1 = 0;
        double placed0 = 0;
        double below = 0;
        for (int bin = 0; bin < rejected.length; bin++) {
            // of the accepted, the share below a rejected answer of this bin
            double v = (below + accepted[bin] / 2.0) / n;
            auc += rejected[bin] * v / m;
            placed1 += rejected[bin] * v * v;
            below += accepted[bin];
        }
        for (int bin = rejected.length - 1; bin >= 0; bin--) {
            double v = (above + rejected[bin] / 2.0) / m;
            placed0 += accepted[bin] * v * v;
            above += rejected[bin];
        }
        double s1 = m < 2 ? Double.NaN : Math.max(0, placed1 - m * auc * auc) / (m - 1);
        double s0 = n < 2 ? Double.NaN : Math.max(0, placed0 - n * auc * auc) / (n - 1);
        Estimate plain = Estimate.of(auc, Math.sqrt(s1 / m + s0 / n), Critical.z(level));
        return new Estimate(auc, plain.standardError(), plain.interval().within(0, 1));
    }

    private static double total(long[] counts) {
        double sum = 0;
        for (long c : counts) {
            sum += c;
        }
        return sum;
    }
}
