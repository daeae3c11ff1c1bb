package dev.routesight.offpolicy;

import java.util.Arrays;

/**
 * Logged decisions as one candidate policy sees them, a row each: importance weight w = π(a)/p(a)
 * of the logged action a, its reward r, the modelled reward q̂ of that action and the modelled
 * value v̂ = Σ π(a')·q̂(a') of the row. Rows of one unit (user) are not independent; without units
 * every row is its own.
 */
public final class Sample {
    private double[] weights = new double[1024];
    private double[] rewards = new double[1024];
    private double[] modelled = new double[1024];
    private double[] values = new double[1024];
    private long[] units = new long[1024];
    private int size;
    private boolean clustered;

    /** A row that is its own unit. */
    public void add(double weight, double reward, double modelled, double value) {
        put(weight, reward, modelled, value, size);
    }

    /** A row of a unit. */
    public void add(double weight, double reward, double modelled, double value, long unit) {
        clustered = true;
        put(weight, reward, modelled, value, unit);
    }

    private void put(double weight, double reward, double q, double value, long unit) {
        if (size == weights.length) {
            int more = size + size / 2;
            weights = Arrays.copyOf(weights, more);
            rewards = Arrays.copyOf(rewards, more);
            modelled = Arrays.copyOf(modelled, more);
            values = Arrays.copyOf(values, more);
            units = Arrays.copyOf(units, more);
        }
        weights[size] = weight;
        rewards[size] = reward;
        modelled[size] = q;
        values[size] = value;
        units[size++] = unit;
    }

    public int size() {
        return size;
    }

    public double weight(int row) {
        return weights[row];
    }

    public double reward(int row) {
        return rewards[row];
    }

    /** q̂ of the logged action. */
    public double modelled(int row) {
        return modelled[row];
    }

    /** v̂ of the row. */
    public double value(int row) {
        return values[row];
    }

    public long unit(int row) {
        return units[row];
    }

    /** Whether units were given. */
    public boolean isClustered() {
        return clustered;
    }

    /** Σ over rows. */
    public double sum(Term term) {
        double sum = 0;
        double lost = 0;
        for (int row = 0; row < size; row++) {
            // Kahan: a log has millions of rows
            double y = term.of(this, row) - lost;
            double next = sum + y;
            lost = (next - sum) - y;
            sum = next;
        }
        return sum;
    }

    /** A number of a row. */
    public interface Term {
        double of(Sample sample, int row);
    }
}
