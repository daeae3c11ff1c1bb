package dev.routesight.shadow;

import dev.routesight.stats.Critical;
import dev.routesight.stats.Estimate;

/**
 * Two judges of the same pairs: how often they agree, and how much more than by chance. Cohen
 * (1960), "A coefficient of agreement for nominal scales": κ = (p_o − p_e)/(1 − p_e); standard
 * error by Fleiss, Cohen and Everitt (1969), "Large sample standard errors of kappa and weighted
 * kappa".
 *
 * @param agreement share of pairs with the same verdict
 * @param kappa 0 = as by chance, 1 = always
 */
public record JudgeAgreement(double agreement, Estimate kappa) {

    /**
     * @param pairs by verdict of the one judge, then of the other
     */
    public static JudgeAgreement of(long[][] pairs, double level) {
        int k = pairs.length;
        double n = 0;
        double[] row = new double[k];
        double[] column = new double[k];
        double same = 0;
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                n += pairs[i][j];
                row[i] += pairs[i][j];
                column[j] += pairs[i][j];
                same += i == j ? pairs[i][j] : 0;
            }
        }
        double po = same / n;
        double pe = 0;
        for (int i = 0; i < k; i++) {
            pe += row[i] / n * column[i] / n;
        }
        if (!(pe < 1)) {
            return new JudgeAgreement(po, Estimate.NONE);
        }
        double kappa = (po - pe) / (1 - pe);
        double a = 0;
        double b = 0;
        for (int i = 0; i < k; i++) {
            double marginal = (row[i] + column[i]) / n;
            a += pairs[i][i] / n * square(1 - marginal * (1 - kappa));
            for (int j = 0; j < k; j++) {
                b += i == j ? 0 : pairs[i][j] / n * square(column[i] / n + row[j] / n);
            }
        }
        double c = square(kappa - pe * (1 - kappa));
        double v = (a + square(1 - kappa) * b - c) / (square(1 - pe) * n);
        return new JudgeAgreement(
                po, Estimate.of(kappa, Math.sqrt(Math.max(0, v)), Critical.z(level)));
    }

    private static double square(double x) {
        return x * x;
    }
}
