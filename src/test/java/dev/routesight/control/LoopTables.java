package dev.routesight.control;

import dev.routesight.drift.Binomials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;

/** Runs the closed loops with their stored seeds and writes what they found as CSV. */
final class LoopTables {
    /** Within so many periods. */
    static final int SOON = 10;

    /** From then on the threshold should be at rest, as long again. */
    private static final int CALM_FROM = 15;

    /**
     * Stated before the simulations were run: twice the threshold moves by about a bin and a half.
     */
    static final double VARIANCE = 0.005;

    static final double[] STARTS = {0.1, 0.9};

    /** Cheap gets worse from the period after the tenth, over four periods, by a quarter. */
    static final IntToDoubleFunction WORSENING =
            p -> LoopTables.WORSE * Math.min(1, Math.max(0, (p - 9) / 4.0));

    private static final int AFTER = 10;
    private static final int NULL_PERIODS = 20;
    private static final double WORSE = 0.25;

    private final Path folder;

    LoopTables(Path folder) {
        this.folder = folder;
    }

    /**
     * @param near seeds whose cost is within 5 % of the oracle's after ten periods
     * @param harmed seeds with a threshold whose true cost exceeded the approved one's beyond Δ
     * @param calm seeds whose threshold's variance over ten periods from the 15th on is within the
     *     bound
     * @param covered proposals whose interval holds the true change
     */
    record Converged(
            String world,
            double start,
            int delay,
            int seeds,
            double oracle,
            double startCost,
            int near,
            double worst,
            int harmed,
            int calm,
            int proposals,
            int covered,
            int rollbacks) {
        static String header() {
            return "world,start,periods_of_delay,seeds,oracle,cost_at_start,within_5_percent,"
                    + "worst_cost,harmed,calm,proposals,interval_holds,rollbacks\n";
        }

        String line() {
            return String.format(
                    Locale.ROOT,
                    "%s,%s,%d,%d,%s,%.3f,%d,%.3f,%d,%d,%d,%d,%d%n",
                    world,
                    start,
                    delay,
                    seeds,
                    oracle,
                    startCost,
                    near,
                    worst,
                    harmed,
                    calm,
                    proposals,
                    covered,
                    rollbacks);
        }
    }

    static Converged converge(World world, double start, int delay, int seeds) {
        double oracle = world.oracle(0);
        double best = world.expected(oracle, 0);
        double bound = LoopSimulation.settings(world).harmBound();
        int near = 0;
        double worst = 0;
        int harmed = 0;
        int calm = 0;
        int proposals = 0;
        int covered = 0;
        int rollbacks = 0;
        for (int seed = 0; seed < seeds; seed++) {
            List<LoopSimulation.Step> steps =
                    LoopSimulation.run(
                            world,
                            start,
                            CALM_FROM + AFTER,
                            LoopSimulation.EXPLORATION,
                            delay,
                            p -> 0,
                            100_000 + seed);
            double cost = world.expected(steps.get(SOON).threshold(), 0) / best;
            worst = Math.max(worst, cost);
            near += cost <= 1.05 ? 1 : 0;
            calm += variance(steps.subList(CALM_FROM, CALM_FROM + AFTER + 1)) <= VARIANCE ? 1 : 0;
            boolean harm = false;
            for (LoopSimulation.Step step : steps) {
                double now = world.expected(step.threshold(), 0);
                harm |= now > (1 + bound) * world.expected(start, 0);
                Recommendation said = step.said();
                if (said != null && said.is(Status.PROPOSED)) {
                    double change = world.expected(said.proposedThreshold(), 0) - now;
                    proposals++;
                    covered += said.costChange().interval().contains(change) ? 1 : 0;
                }
                rollbacks += said != null && said.is(Status.ROLLBACK) ? 1 : 0;
            }
            harmed += harm ? 1 : 0;
        }
        return new Converged(
                world.name(),
                start,
                delay,
                seeds,
                oracle,
                world.expected(start, 0) / best,
                near,
                worst,
                harmed,
                calm,
                proposals,
                covered,
                rollbacks);
    }

    private static double variance(List<LoopSimulation.Step> steps) {
        double sum = 0;
        double squares = 0;
        for (LoopSimulation.Step step : steps) {
            sum += step.threshold();
            squares += step.threshold() * step.threshold();
        }
        double mean = sum / steps.size();
        return squares / steps.size() - mean * mean;
    }

    List<Converged> converge(int seeds) {
        List<Converged> rows = new ArrayList<>();
        for (World world : List.of(World.STEEP, World.FLAT, World.RARE, World.RARER)) {
            for (int delay = 0; delay <= 1; delay++) {
                for (double start : STARTS) {
                    rows.add(converge(world, start, delay, seeds));
                }
            }
        }
        write("converge", Converged.header(), rows.stream().map(Converged::line).toList());
        return rows;
    }

    /** How often each was said. */
    record Said(String world, int periods, int hold, int proposed, int rollback, int unknown) {
        static String header() {
            return "world,periods,hold,proposed,rollback,unidentifiable\n";
        }

        String line() {
            return String.format(
                    Locale.ROOT,
                    "%s,%d,%d,%d,%d,%d%n",
                    world,
                    periods,
                    hold,
                    proposed,
                    rollback,
                    unknown);
        }
    }

    static Said said(String name, World world, double exploration, int periods, int seeds) {
        int[] counts = new int[Status.values().length];
        for (int seed = 0; seed < seeds; seed++) {
            for (LoopSimulation.Step step :
                    LoopSimulation.run(
                            world, 0.5, periods, exploration, 0, p -> 0, 200_000 + seed)) {
                for (Status status : Status.values()) {
                    counts[status.ordinal()] +=
                            step.said() != null && step.said().is(status) ? 1 : 0;
                }
            }
        }
        return new Said(
                name,
                periods * seeds,
                counts[Status.HOLD.ordinal()],
                counts[Status.PROPOSED.ordinal()],
                counts[Status.ROLLBACK.ordinal()],
                counts[Status.UNIDENTIFIABLE.ordinal()]);
    }

    List<Said> said(int seeds) {
        List<Said> rows =
                List.of(
                        said("null", World.NULL, LoopSimulation.EXPLORATION, NULL_PERIODS, seeds),
                        said("no exploration", World.STEEP, 0, SOON, seeds));
        write("said", Said.header(), rows.stream().map(Said::line).toList());
        return rows;
    }

    /**
     * @param near seeds within 10 % of the new oracle's cost ten periods after it began
     * @param cost mean, as a multiple of the new oracle's
     */
    record Degraded(
            String world,
            String rule,
            int seeds,
            double oracle,
            int near,
            double cost,
            double worst) {
        static String header() {
            return "world,rule,seeds,new_oracle,within_10_percent,mean_cost,worst_cost\n";
        }

        String line() {
            return String.format(
                    Locale.ROOT,
                    "%s,%s,%d,%s,%d,%.3f,%.3f%n",
                    world,
                    rule,
                    seeds,
                    oracle,
                    near,
                    cost,
                    worst);
        }
    }

    static Degraded degrade(World world, String rule, int seeds) {
        double oracle = world.oracle(WORSE);
        double best = world.expected(oracle, WORSE);
        double start = world.oracle(0);
        int periods = SOON + AFTER;
        int near = 0;
        double sum = 0;
        double worst = 0;
        for (int seed = 0; seed < seeds; seed++) {
            double threshold =
                    switch (rule) {
                        case "randomised" -> {
                            List<LoopSimulation.Step> steps =
                                    LoopSimulation.run(
                                            world,
                                            start,
                                            periods,
                                            LoopSimulation.EXPLORATION,
                                            0,
                                            WORSENING,
                                            300_000 + seed);
                            yield steps.get(periods).threshold();
                        }
                        case "naive" ->
                                NaiveRetraining.run(
                                        world, start, periods, WORSENING, 300_000 + seed);
                        default -> start;
                    };
            double cost = world.expected(threshold, WORSE) / best;
            near += cost <= 1.1 ? 1 : 0;
            sum += cost;
            worst = Math.max(worst, cost);
        }
        return new Degraded(world.name(), rule, seeds, oracle, near, sum / seeds, worst);
    }

    List<Degraded> degrade(int seeds) {
        List<Degraded> rows = new ArrayList<>();
        for (World world : List.of(World.STEEP, World.FLAT, World.RARE)) {
            for (String rule : List.of("randomised", "naive", "unchanged")) {
                rows.add(degrade(world, rule, seeds));
            }
        }
        write("degrade", Degraded.header(), rows.stream().map(Degraded::line).toList());
        writeWhyNaiveIsWrong(World.STEEP);
        return rows;
    }

    /** What the naive router believes a decision costs, bin by bin, beside the truth. */
    private void writeWhyNaiveIsWrong(World world) {
        List<String> lines = new ArrayList<>();
        for (int period : new int[] {0, SOON + AFTER - 1}) {
            double start = world.oracle(0);
            double threshold = NaiveRetraining.run(world, start, period, WORSENING, 300_000);
            double worse = WORSENING.applyAsDouble(period);
            PeriodBins log = world.period(period, threshold, 0, worse, new Binomials(300_000));
            NaiveRetraining.Fit fit = NaiveRetraining.fit(world, log, threshold);
            for (int bin = 0; bin < World.BINS; bin++) {
                double score = (bin + 0.5) / World.BINS;
                lines.add(
                        String.format(
                                Locale.ROOT,
                                "%d,%s,%s,%.3f,%d,%d,%s,%s,%.5f,%.5f%n",
                                period + 1,
                                threshold,
                                fit.threshold(),
                                score,
                                log.get(Traffic.POLICY_CHEAP, bin, BinSum.DECISIONS),
                                log.get(Traffic.POLICY_REFERENCE, bin, BinSum.DECISIONS),
                                believed(fit.cheap(), score),
                                believed(fit.reference(), score),
                                world.expected(false, bin, worse),
                                world.expected(true, bin, worse)));
            }
        }
        write(
                "naive-" + world.name(),
                "period,threshold,next_threshold,score,cheap_in_log,reference_in_log,"
                        + "cheap_believed_usd,reference_believed_usd,cheap_true_usd,"
                        + "reference_true_usd\n",
                lines);
    }

    /** Empty where the log does not have the route. */
    private static String believed(NaiveRetraining.Line line, double score) {
        return line == null ? "" : String.format(Locale.ROOT, "%.5f", line.at(score));
    }

    private void write(String name, String header, List<String> lines) {
        StringBuilder text = new StringBuilder(header);
        lines.forEach(text::append);
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(name + ".csv"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
