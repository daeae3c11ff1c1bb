package dev.routesight.drift;

/**
 * DDM: with error rate p and s = √(p (1 − p) / n), how many s_min the sum p + s is above the p_min
 * of the moment when p + s was smallest. Gama, Medas, Castillo and Rodrigues, "Learning with drift
 * detection" (2004); drift at 3, from 30 values on.
 */
final class DdmChart implements Chart {
    private static final int LEAST = 30;
    private long n;
    private double p;
    private double lowest;
    private double pAtLowest;
    private double sAtLowest;
    private double now;

    DdmChart() {
        reset();
    }

    @Override
    public void reset() {
        n = 0;
        p = 0;
        lowest = Double.POSITIVE_INFINITY;
        now = 0;
    }

    @Override
    public void add(boolean event) {
        n++;
        p += ((event ? 1 : 0) - p) / n;
        double s = Math.sqrt(p * (1 - p) / n);
        now = 0;
        if (n < LEAST) {
            return;
        }
        if (p + s <= lowest) {
            lowest = p + s;
            pAtLowest = p;
            sAtLowest = s;
        }
        now = sAtLowest == 0 ? 0 : (p + s - pAtLowest) / sAtLowest;
    }

    @Override
    public double statistic() {
        return now;
    }
}
