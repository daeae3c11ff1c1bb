package dev.routesight.drift;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Run lengths and delays of charts by simulation; run i uses the same chance for every chart. */
final class Delays {
    private static final long CAP_IN_RUN_LENGTHS = 12;

    private final double rate;
    private final int runs;
    private final long seed;

    Delays(double rate, int runs, long seed) {
        this.rate = rate;
        this.runs = runs;
        this.seed = seed;
    }

    /**
     * The limit at which the mean run without a change is {@code runLength}, as measured.
     *
     * @param highest the limit is below it
     */
    double limitFor(Chart chart, double runLength, double highest) {
        long cap = (long) (CAP_IN_RUN_LENGTHS * runLength);
        double[][] times = new double[runs][];
        double[][] records = new double[runs][];
        for (int run = 0; run < runs; run++) {
            SplittableRandom chance = chance(run);
            chart.reset();
            double best = Double.NEGATIVE_INFINITY;
            double[] time = new double[32];
            double[] record = new double[32];
            int found = 0;
            long t = 0;
            while (t < cap && best < highest) {
                long gap = gap(chance, rate);
                t = step(chart, gap, t);
                if (chart.statistic() > best) {
                    best = chart.statistic();
                    if (found == time.length) {
                        time = Arrays.copyOf(time, 2 * found);
                        record = Arrays.copyOf(record, 2 * found);
                    }
                    time[found] = t;
                    record[found++] = best;
                }
            }
            times[run] = Arrays.copyOf(time, found);
            records[run] = Arrays.copyOf(record, found);
        }
        double low = 0;
        double high = highest;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (meanRun(times, records, middle, cap) < runLength) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** Mean run to the limit, as found: differs where limits are coarse. */
    double runLength(Chart chart, double limit, double about) {
        double sum = 0;
        for (int run = 0; run < runs; run++) {
            SplittableRandom chance = chance(run);
            chart.reset();
            long t = 0;
            while (t < CAP_IN_RUN_LENGTHS * about && (t == 0 || chart.statistic() < limit)) {
                t = step(chart, gap(chance, rate), t);
            }
            sum += t;
        }
        return sum / runs;
    }

    /**
     * E[T − ν | T &gt; ν] for a change to {@code changed} after ν decisions; cut off at {@code
     * cap}.
     */
    double delay(Chart chart, double limit, double changed, long changeAt, long cap) {
        double sum = 0;
        int counted = 0;
        for (int run = 0; run < runs; run++) {
            SplittableRandom chance = chance(run + 1_000_000);
            chart.reset();
            long t = 0;
            boolean early = false;
            while (t < changeAt && !early) {
                long gap = gap(chance, rate);
                if (t + gap + 1 > changeAt) {
                    chart.gap(changeAt - t);
                    t = changeAt;
                } else {
                    t = step(chart, gap, t);
                    early = chart.statistic() >= limit;
                }
            }
            if (early) {
                continue;
            }
            long since = 0;
            do {
                since = step(chart, gap(chance, changed), since);
            } while (chart.statistic() < limit && since < cap);
            sum += since;
            counted++;
        }
        return sum / counted;
    }

    private static long step(Chart chart, long gap, long t) {
        if (chart.risesAtEventsOnly()) {
            chart.gapThenEvent(gap);
            return t + gap + 1;
        }
        // a statistic that is looked at now and then: keep the largest until the event
        double best = Double.NEGATIVE_INFINITY;
        for (long i = 0; i < gap; i++) {
            chart.add(false);
            best = Math.max(best, chart.statistic());
        }
        chart.add(true);
        if (chart instanceof Held held) {
            held.hold(Math.max(best, held.fresh()));
        }
        return t + gap + 1;
    }

    /** Keeps the largest statistic of a gap. */
    static final class Held implements Chart {
        private final Chart chart;
        private double held;

        Held(Chart chart) {
            this.chart = chart;
        }

        double fresh() {
            return chart.statistic();
        }

        void hold(double largest) {
            held = largest;
        }

        @Override
        public void reset() {
            chart.reset();
            held = Double.NEGATIVE_INFINITY;
        }

        @Override
        public void add(boolean event) {
            chart.add(event);
            held = chart.statistic();
        }

        @Override
        public double statistic() {
            return held;
        }

        @Override
        public boolean risesAtEventsOnly() {
            return false;
        }
    }

    private SplittableRandom chance(int run) {
        // mixed, for seeds a constant apart can give the same numbers, shifted
        long z = seed * 1_000_003 + run;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return new SplittableRandom(z ^ (z >>> 31));
    }

    private static long gap(SplittableRandom chance, double p) {
        return (long) (Math.log(1 - chance.nextDouble()) / Math.log1p(-p));
    }

    private static double meanRun(double[][] times, double[][] records, double limit, long cap) {
        double sum = 0;
        for (int run = 0; run < times.length; run++) {
            int at = Arrays.binarySearch(records[run], limit);
            at = at < 0 ? -at - 1 : at;
            sum += at < times[run].length ? times[run][at] : cap;
        }
        return sum / times.length;
    }
}
