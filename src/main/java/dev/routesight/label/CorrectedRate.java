package dev.routesight.label;

/**
 * An estimated true rate with a 95 % interval, all in [0, 1]; NaN where labels are missing.
 *
 * @param rate the estimate
 * @param low lower bound
 * @param high upper bound
 */
public record CorrectedRate(double rate, double low, double high) {
    static final double Z = 1.959963985;

    static double wilsonLow(double k, double n) {
        return Math.max(0, (k + Z * Z / 2 - half(k, n)) / (n + Z * Z));
    }

    static double wilsonHigh(double k, double n) {
        return Math.min(1, (k + Z * Z / 2 + half(k, n)) / (n + Z * Z));
    }

    private static double half(double k, double n) {
        return Z * Math.sqrt(k * (n - k) / n + Z * Z / 4);
    }
}
