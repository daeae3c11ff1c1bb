package dev.routesight.drift;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * ADWIN over an exponential histogram (five buckets a row), looked at every 32 values. The
 * statistic is −log δ at which it would just cut: it cuts when two parts with means apart by
 *
 * <pre>ε = √(2/m · σ² · log(2/δ')) + 2/(3m) · log(2/δ'),  1/m = 1/n0 + 1/n1,  δ' = δ / log n</pre>
 *
 * are found; rises only, as the others. Bifet and Gavaldà, "Learning from time-changing data with
 * adaptive windowing" (2007); parts of five values at least, from ten values on.
 */
final class AdwinChart implements Chart {
    private static final int PER_ROW = 5;
    private static final int CLOCK = 32;
    private static final int LEAST_PART = 5;
    private static final int GRACE = 10;

    private final boolean risesOnly;
    private List<ArrayDeque<double[]>> rows = new ArrayList<>();
    private long n;
    private double total;
    private double squares;
    private long seen;
    private double now;

    AdwinChart(boolean risesOnly) {
        this.risesOnly = risesOnly;
        reset();
    }

    @Override
    public void reset() {
        rows = new ArrayList<>();
        n = 0;
        total = 0;
        squares = 0;
        seen = 0;
        now = 0;
    }

    @Override
    public boolean risesAtEventsOnly() {
        return false;
    }

    @Override
    public void add(boolean event) {
        add(event ? 1 : 0);
    }

    void add(double value) {
        seen++;
        if (n > 0) {
            double off = value - total / n;
            squares += n * off * off / (n + 1.0);
        }
        n++;
        total += value;
        insert(value);
        now = seen % CLOCK == 0 && n > GRACE ? strongestCut() : 0;
    }

    @Override
    public double statistic() {
        return now;
    }

    private void insert(double value) {
        if (rows.isEmpty()) {
            rows.add(new ArrayDeque<>());
        }
        rows.get(0).addLast(new double[] {1, value});
        for (int row = 0; row < rows.size(); row++) {
            ArrayDeque<double[]> buckets = rows.get(row);
            if (buckets.size() <= PER_ROW) {
                return;
            }
            double[] first = buckets.removeFirst();
            double[] second = buckets.removeFirst();
            if (row + 1 == rows.size()) {
                rows.add(new ArrayDeque<>());
            }
            rows.get(row + 1).addLast(new double[] {first[0] + second[0], first[1] + second[1]});
        }
    }

    private double strongestCut() {
        double variance = squares / n;
        double n0 = 0;
        double sum0 = 0;
        double strongest = 0;
        double logN = Math.log(n);
        for (int row = rows.size() - 1; row >= 0; row--) {
            Iterator<double[]> buckets = rows.get(row).iterator();
            while (buckets.hasNext()) {
                double[] bucket = buckets.next();
                n0 += bucket[0];
                sum0 += bucket[1];
                double n1 = n - n0;
                if (n1 < LEAST_PART) {
                    return strongest;
                }
                if (n0 < LEAST_PART) {
                    continue;
                }
                double apart = (total - sum0) / n1 - sum0 / n0;
                if (!risesOnly) {
                    apart = Math.abs(apart);
                }
                if (apart > 0) {
                    double m = 1 / (1 / (n0 - LEAST_PART + 1) + 1 / (n1 - LEAST_PART + 1));
                    double linear = 2 / (3 * m);
                    double root = Math.sqrt(2 / m * variance);
                    double half = (-root + Math.sqrt(root * root + 4 * linear * apart)) / 2;
                    double log = half / linear;
                    strongest = Math.max(strongest, log * log - Math.log(2 * logN));
                }
            }
        }
        return strongest;
    }
}
