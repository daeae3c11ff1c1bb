package dev.routesight.control;

import dev.routesight.drift.Binomials;
import java.util.function.DoubleUnaryOperator;

/**
 * A cohort whose truth is known: scores by bin, and what each route does to the queries of a bin.
 * Draws the sums of a period exactly as the decisions would add up to them.
 *
 * @param cheap rejected rate by score, before it got worse
 * @param gapUsd what the reference costs more
 * @param price of a bad answer
 */
record World(
        String name,
        DoubleUnaryOperator density,
        DoubleUnaryOperator cheap,
        DoubleUnaryOperator reference,
        double gapUsd,
        double price) {
    static final int BINS = 20;
    static final long DECISIONS = 50_000;
    static final double CHEAP_USD = 0.0005;
    private static final double SPREAD = 0.4;

    /** Cheap fails suddenly beyond what it can do; both far thresholds are very wrong. */
    static final World STEEP =
            new World(
                    "steep",
                    s -> 1 - 0.6 * s,
                    s -> 0.04 + 0.5 * sigmoid((s - 0.5) / 0.06),
                    s -> 0.03 + 0.08 * s,
                    0.005,
                    0.025);

    /** Cheap gets worse little by little; far thresholds cost some percent more. */
    static final World FLAT =
            new World("flat", s -> 1, s -> 0.1 + 0.3 * s, s -> 0.08 + 0.04 * s, 0.01, 0.0667);

    /**
     * Two bad answers of cheap in a hundred, each as dear as a hundred answers of the reference.
     */
    static final World RARE = rare("rare", 0.08);

    /** Fewer still: about what can be found in ten periods. */
    static final World RARER = rare("rarer", 0.06);

    private static World rare(String name, double most) {
        return new World(
                name, s -> 1, s -> 0.0005 + most * s * s * s, s -> 0.0005 + 0.001 * s, 0.0095, 1);
    }

    /** What cheap saves is what its bad answers cost, in every bin: all thresholds are equal. */
    static final World NULL =
            new World("null", s -> 1, s -> 0.2 + 0.2 * s, s -> 0.1 + 0.2 * s, 0.005, 0.05);

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static double middle(int bin) {
        return (bin + 0.5) / BINS;
    }

    double share(int bin) {
        double sum = 0;
        for (int i = 0; i < BINS; i++) {
            sum += density.applyAsDouble(middle(i));
        }
        return density.applyAsDouble(middle(bin)) / sum;
    }

    /** Rejected rate of a bin. */
    double rate(boolean reference, int bin, double worse) {
        if (reference) {
            return this.reference.applyAsDouble(middle(bin));
        }
        double rate = cheap.applyAsDouble(middle(bin));
        return rate + (1 - rate) * worse;
    }

    double costUsd(boolean reference) {
        return CHEAP_USD + (reference ? gapUsd : 0);
    }

    /** Expected cost of a decision of a route in a bin, bad answers included. */
    double expected(boolean reference, int bin, double worse) {
        return costUsd(reference) + price * rate(reference, bin, worse);
    }

    /** Expected cost of a policy decision at a threshold. */
    double expected(double threshold, double worse) {
        double sum = 0;
        for (int bin = 0; bin < BINS; bin++) {
            double below = below(bin, threshold);
            sum +=
                    share(bin)
                            * (below * expected(false, bin, worse)
                                    + (1 - below) * expected(true, bin, worse));
        }
        return sum;
    }

    /** The cheapest threshold. */
    double oracle(double worse) {
        double best = 0;
        for (int edge = 1; edge <= BINS; edge++) {
            double threshold = (double) edge / BINS;
            best = expected(threshold, worse) < expected(best, worse) ? threshold : best;
        }
        return best;
    }

    private static double below(int bin, double threshold) {
        return Math.min(1, Math.max(0, threshold * BINS - bin));
    }

    /**
     * The sums of a period.
     *
     * @param exploration share of decisions with a random route, half each
     * @param worse share of cheap's good answers that turned bad
     */
    PeriodBins period(
            int number, double threshold, double exploration, double worse, Binomials chance) {
        PeriodBins bins = new PeriodBins(start(number), BINS);
        long left = DECISIONS;
        double shareLeft = 1;
        for (int bin = 0; bin < BINS; bin++) {
            double share = share(bin);
            long n = bin == BINS - 1 ? left : chance.draw(left, Math.min(1, share / shareLeft));
            left -= n;
            shareLeft -= share;
            long explored = chance.draw(n, exploration);
            long exploredCheap = chance.draw(explored, 0.5);
            long policyCheap = chance.draw(n - explored, below(bin, threshold));
            add(bins, Traffic.RANDOMISED_CHEAP, bin, exploredCheap, worse, chance);
            add(bins, Traffic.RANDOMISED_REFERENCE, bin, explored - exploredCheap, worse, chance);
            add(bins, Traffic.POLICY_CHEAP, bin, policyCheap, worse, chance);
            add(bins, Traffic.POLICY_REFERENCE, bin, n - explored - policyCheap, worse, chance);
        }
        bins.addThreshold(start(number), threshold);
        return bins;
    }

    private void add(
            PeriodBins bins, Traffic traffic, int bin, long n, double worse, Binomials chance) {
        if (n == 0) {
            return;
        }
        boolean reference =
                traffic == Traffic.RANDOMISED_REFERENCE || traffic == Traffic.POLICY_REFERENCE;
        long rejected = chance.draw(n, rate(reference, bin, worse));
        double mean = costUsd(reference);
        double cost = mean * (n + SPREAD * Math.sqrt(n) * chance.normal());
        bins.add(traffic, bin, BinSum.DECISIONS, n);
        bins.add(traffic, bin, BinSum.REJECTED, rejected);
        bins.add(traffic, bin, BinSum.WITH_COST, n);
        bins.add(traffic, bin, BinSum.COST_USD, Math.round(1e9 * cost));
        bins.add(
                traffic,
                bin,
                BinSum.COST_USD_SQ,
                Math.round(1e9 * mean * mean * n * (1 + SPREAD * SPREAD)));
        bins.add(traffic, bin, BinSum.COST_REJECTED_USD, Math.round(1e9 * cost * rejected / n));
    }

    static long start(int number) {
        return 4 * ControlSettings.DAY + number * ControlSettings.WEEK;
    }
}
