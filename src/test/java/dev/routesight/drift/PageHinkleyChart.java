package dev.routesight.drift;

/**
 * Page–Hinkley for rises: s_t = max(0, α s_(t−1) + x_t − mean_t − δ). Page, "Continuous inspection
 * schemes" (1954); the running mean and the forgetting α as commonly used with δ = 0.005, α =
 * 0.9999, and silence for the first 30 values.
 */
final class PageHinkleyChart implements Chart {
    private final double delta;
    private final double alpha;
    private final int least;
    private long n;
    private double mean;
    private double sum;

    PageHinkleyChart(double delta, double alpha, int least) {
        this.delta = delta;
        this.alpha = alpha;
        this.least = least;
        reset();
    }

    @Override
    public void reset() {
        n = 0;
        mean = 0;
        sum = 0;
    }

    @Override
    public void add(boolean event) {
        add(event ? 1 : 0);
    }

    void add(double value) {
        n++;
        mean += (value - mean) / n;
        sum = Math.max(0, alpha * sum + value - mean - delta);
    }

    @Override
    public double statistic() {
        return n >= least ? sum : 0;
    }
}
