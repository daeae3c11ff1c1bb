package dev.routesight.drift;

/** CUSUM of the log likelihood ratio of a known change: the optimum that cannot be had. */
final class CusumChart implements Chart {
    private final double logMiss;
    private final double logHit;
    private double sum;

    CusumChart(double rate, double changed) {
        logMiss = Math.log((1 - changed) / (1 - rate));
        logHit = Math.log(changed / rate);
    }

    @Override
    public void reset() {
        sum = 0;
    }

    @Override
    public void gapThenEvent(long count) {
        gap(count);
        add(true);
    }

    @Override
    public void gap(long count) {
        sum = Math.max(0, sum + count * logMiss);
    }

    @Override
    public void add(boolean event) {
        sum = Math.max(0, sum + (event ? logHit : logMiss));
    }

    @Override
    public double statistic() {
        return sum;
    }
}
