package dev.routesight.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Delays at equal measured run length: this project's detector, the CUSUM tuned to the true change,
 * and what is commonly used. For each, the limit is found at which its mean run without a change is
 * the same, then the worst mean delay over change times ν of 0, .001, .005, .02 and .1 run lengths.
 */
final class DelaySimulation {
    static final double[] CHANGE_TIMES = {0, 0.001, 0.005, 0.02, 0.1};

    /**
     * @param chart which
     * @param measured its mean run at the limit
     * @param worst largest mean delay over the change times, in decisions
     * @param ofOptimum worst over the zero-state delay of the tuned CUSUM
     */
    record Row(
            String chart,
            double rate,
            double runLength,
            double measured,
            double ratio,
            double worst,
            double ofOptimum) {
        static String header() {
            return "chart,rate,run_length,measured_run_length,ratio,worst_delay,of_optimum\n";
        }

        String line() {
            return String.format(
                    Locale.ROOT,
                    "%s,%s,%.0f,%.0f,%s,%.1f,%.3f%n",
                    chart,
                    rate,
                    runLength,
                    measured,
                    ratio,
                    worst,
                    ofOptimum);
        }
    }

    private DelaySimulation() {}

    /** This project's detector. */
    static List<Row> own(double rate, double runLength, double[] ratios, int runs, long seed) {
        EffectGrid grid =
                EffectGrid.forRate(rate, runLength, 0.5 * runLength, 0.05 * runLength, Watch.RISES);
        Delays delays = new Delays(rate, runs, seed);
        return compare(
                "e-detector",
                new TwinChart(rate, grid),
                Math.log(runLength) + 1,
                delays,
                rate,
                runLength,
                ratios);
    }

    /** What is commonly used. */
    static List<Row> others(double rate, double runLength, double[] ratios, int runs, long seed) {
        Delays delays = new Delays(rate, runs, seed);
        int hour = (int) Math.max(200, 10 / rate);
        List<Row> rows = new ArrayList<>();
        rows.addAll(
                compare(
                        "fixed threshold on hourly rates (" + hour + " an hour)",
                        new Delays.Held(new WindowChart(rate, hour, false)),
                        12,
                        delays,
                        rate,
                        runLength,
                        ratios));
        rows.addAll(
                compare(
                        "rolling z-test over " + 5 * hour,
                        new WindowChart(rate, 5 * hour, true),
                        12,
                        delays,
                        rate,
                        runLength,
                        ratios));
        rows.addAll(
                compare(
                        "page-hinkley",
                        new PageHinkleyChart(0.005, 0.9999, 30),
                        400,
                        delays,
                        rate,
                        runLength,
                        ratios));
        rows.addAll(
                compare(
                        "adwin",
                        new Delays.Held(new AdwinChart(true)),
                        40,
                        delays,
                        rate,
                        runLength,
                        ratios));
        rows.addAll(compare("ddm", new DdmChart(), 60, delays, rate, runLength, ratios));
        return rows;
    }

    private static List<Row> compare(
            String name,
            Chart chart,
            double highest,
            Delays delays,
            double rate,
            double runLength,
            double[] ratios) {
        double limit = delays.limitFor(chart, runLength, highest);
        double measured = delays.runLength(chart, limit, runLength);
        List<Row> rows = new ArrayList<>();
        for (double ratio : ratios) {
            double changed = ratio * rate;
            CusumChart best = new CusumChart(rate, changed);
            double bestLimit = delays.limitFor(best, runLength, Math.log(runLength) + 1);
            double optimum = delays.delay(best, bestLimit, changed, 0, Long.MAX_VALUE);
            double worst = 0;
            for (double at : CHANGE_TIMES) {
                long cap = (long) (20 * runLength);
                worst =
                        Math.max(
                                worst,
                                delays.delay(chart, limit, changed, (long) (at * runLength), cap));
            }
            rows.add(new Row(name, rate, runLength, measured, ratio, worst, worst / optimum));
        }
        return rows;
    }
}
