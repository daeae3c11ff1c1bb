package dev.routesight.drift;

/**
 * Page–Hinkley for rises: m_t = α m_(t−1) + (x_t − mean_t − δ), statistic m_t − min m. Page,
 * "Continuous inspection schemes" (1954); the running mean and the forgetting α as commonly used
 * with δ = 0.005, α = 0.9999, and silence for the first 30 values.
 */
final class PageHinkleyChart implements Chart {
    private final double delta;
    private final double alpha;
    private final int least;
    private long n;
    private double mean;
    private double sum;
    private double lowest;

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
        lowest = Double.POSITIVE_INFINITY;
    }

    @Override
    public void add(boolean event) {
        add(event ? 1 : 0);
    }

    void add(double value) {
        n++;
        mean += (value - mean) / n;
        sum = alpha * sum + value - mean - delta;
        lowest = Math.min(lowest, sum);
    }

    @Override
    public double statistic() {
        return n >= least ? sum - lowest : 0;
    }
}
