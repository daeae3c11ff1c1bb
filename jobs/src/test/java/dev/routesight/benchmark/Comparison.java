package dev.routesight.benchmark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The rounds of a benchmark, and what they say: medians, and ratios within each round. */
final class Comparison {
    private static final double STREAMING_FLOOR = 0.5;
    private static final double BATCH_CEILING = 2.0;
    private static final double JUDGED_FLOOR = 0.9;

    private final long events;
    private final Map<BenchmarkJob, List<Taken>> rounds = new EnumMap<>(BenchmarkJob.class);

    Comparison(long events) {
        this.events = events;
    }

    void add(BenchmarkJob job, Taken taken) {
        rounds.computeIfAbsent(job, j -> new ArrayList<>()).add(taken);
    }

    void printMedians() {
        rounds.forEach(
                (job, taken) ->
                        System.out.printf(
                                "%-27s %,10.0f events/s %8.2f CPU s per million events%n",
                                job.title(),
                                events / median(each(taken, Taken::seconds)),
                                1e6 / events * median(each(taken, Taken::cpuSeconds))));
    }

    /** Prints the ratios; whether all are as wanted, as far as they were measured. */
    boolean printRatios() {
        boolean met =
                atLeast(
                        STREAMING_FLOOR,
                        "events/s of STREAMING / baseline",
                        BenchmarkJob.BASELINE,
                        BenchmarkJob.STREAMING);
        if (ran(BenchmarkJob.BATCH, BenchmarkJob.STREAMING)) {
            met &=
                    print(
                                    "seconds of BATCH / STREAMING",
                                    "at most " + BATCH_CEILING,
                                    BenchmarkJob.BATCH,
                                    BenchmarkJob.STREAMING)
                            <= BATCH_CEILING;
        }
        met &=
                atLeast(
                        JUDGED_FLOOR,
                        "events/s with texts judged / not judged",
                        BenchmarkJob.UNJUDGED,
                        BenchmarkJob.STREAMING);
        return met;
    }

    /** True too when one of the two did not run. */
    private boolean atLeast(double floor, String what, BenchmarkJob above, BenchmarkJob below) {
        return !ran(above, below) || print(what, "at least " + floor, above, below) >= floor;
    }

    private boolean ran(BenchmarkJob one, BenchmarkJob other) {
        return rounds.containsKey(one) && rounds.containsKey(other);
    }

    private double print(String what, String wanted, BenchmarkJob above, BenchmarkJob below) {
        List<Double> bySeconds = ratios(above, below, Taken::seconds);
        List<Double> byCpu = ratios(above, below, Taken::cpuSeconds);
        System.out.printf(
                "%s: %.2f, wanted %s (rounds: %s; by CPU seconds %.2f)%n",
                what,
                median(bySeconds),
                wanted,
                String.join(" ", bySeconds.stream().map("%.2f"::formatted).toList()),
                median(byCpu));
        return median(bySeconds);
    }

    private List<Double> ratios(
            BenchmarkJob above, BenchmarkJob below, ToDoubleFunction<Taken> measure) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < rounds.get(above).size(); i++) {
            double over = measure.applyAsDouble(rounds.get(above).get(i));
            ratios.add(over / measure.applyAsDouble(rounds.get(below).get(i)));
        }
        return ratios;
    }

    private static List<Double> each(List<Taken> taken, ToDoubleFunction<Taken> measure) {
        return taken.stream().map(measure::applyAsDouble).toList();
    }

    private static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
