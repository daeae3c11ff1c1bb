package dev.routesight.simulate;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Values drawn in proportion to their weights. */
final class Weighted<T> {
    private final List<T> values;
    private final double[] cumulative;

    private Weighted(List<T> values, double[] cumulative) {
        this.values = values;
        this.cumulative = cumulative;
    }

    static <T> Weighted<T> of(List<T> values, ToDoubleFunction<T> weight) {
        double[] cumulative = new double[values.size()];
        double sum = 0;
        for (int i = 0; i < cumulative.length; i++) {
            sum += weight.applyAsDouble(values.get(i));
            cumulative[i] = sum;
        }
        double total = sum;
        return new Weighted<>(
                List.copyOf(values), Arrays.stream(cumulative).map(c -> c / total).toArray());
    }

    /** The value at {@code u} in [0, 1). */
    T at(double u) {
        for (int i = 0; i < cumulative.length - 1; i++) {
            if (u < cumulative[i]) {
                return values.get(i);
            }
        }
        return values.get(values.size() - 1);
    }

    /** The probability of a value. */
    double shareOf(T value) {
        int at = values.indexOf(value);
        return at < 0 ? 0 : cumulative[at] - (at == 0 ? 0 : cumulative[at - 1]);
    }
}
