package dev.routesight.drift;

/**
 * The {@link EDetector} decision by decision, in plain numbers and with gaps between events in one
 * step, because it must run through thousands of millions of decisions. A test holds it against the
 * real one.
 */
final class TwinChart implements Chart {
    private final double[] logQ;
    private final double[] q;
    private final double[] hit;
    private final double[] settled;
    private final double[] weights;
    private final double[] starts;
    private final double[] r;

    TwinChart(double rate, EffectGrid grid) {
        int size = grid.effects().length;
        logQ = new double[size];
        q = new double[size];
        hit = new double[size];
        settled = new double[size];
        r = new double[size];
        weights = grid.weights();
        starts = grid.headStarts();
        for (int j = 0; j < size; j++) {
            double effect = grid.effects()[j];
            logQ[j] = -LogMath.cumulant(rate, effect);
            q[j] = Math.exp(logQ[j]);
            hit[j] = Math.exp(effect) * q[j];
            settled[j] = q[j] / (1 - q[j]);
        }
        reset();
    }

    @Override
    public void reset() {
        System.arraycopy(starts, 0, r, 0, r.length);
    }

    @Override
    public void gapThenEvent(long count) {
        gap(count);
        add(true);
    }

    @Override
    public void gap(long count) {
        for (int j = 0; j < r.length; j++) {
            double kept = Math.exp(count * logQ[j]);
            r[j] = r[j] * kept + settled[j] * (1 - kept);
        }
    }

    @Override
    public void add(boolean event) {
        for (int j = 0; j < r.length; j++) {
            r[j] = (r[j] + 1) * (event ? hit[j] : q[j]);
        }
    }

    @Override
    public double statistic() {
        double sum = 0;
        for (int j = 0; j < r.length; j++) {
            sum += weights[j] * r[j];
        }
        return Math.log(sum);
    }
}
