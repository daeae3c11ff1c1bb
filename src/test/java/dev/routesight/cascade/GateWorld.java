package dev.routesight.cascade;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A cascade whose every rate is known: score bin b is as frequent as any other, its shipped answers
 * are rejected at {@code shipped[b]}, those that come instead at {@code escalated[b]}; an answer
 * costs 1 cent, the one that comes instead {@code insteadUsd}.
 */
final class GateWorld {
    static final double ANSWER_USD = 0.01;

    final double[] shipped = new double[Gate.BINS];
    final double[] escalated = new double[Gate.BINS];
    double insteadUsd = 0.02;

    /** Bins below are escalated. */
    int gate = 5;

    /** Share that a coin decides about. */
    double coin = 0.1;

    static GateWorld steep() {
        GateWorld world = new GateWorld();
        for (int b = 0; b < Gate.BINS; b++) {
            world.shipped[b] = 0.8 - 0.08 * b;
            world.escalated[b] = 0.1;
        }
        return world;
    }

    static GateWorld allAlike() {
        GateWorld world = steep();
        world.insteadUsd = 0;
        for (int b = 0; b < Gate.BINS; b++) {
            world.shipped[b] = 0.2;
            world.escalated[b] = 0.2;
        }
        return world;
    }

    /** What so many scored answers show. */
    Gate observe(int answers, SplittableRandom random) {
        double[][][] seen = new double[Gate.BINS][4][2];
        for (int i = 0; i < answers; i++) {
            int b = random.nextInt(Gate.BINS);
            boolean chance = random.nextDouble() < coin;
            boolean ships = chance ? random.nextBoolean() : b >= gate;
            boolean bad = random.nextDouble() < (ships ? shipped : escalated)[b];
            double[] cell = seen[b][(chance ? 2 : 0) + (ships ? 0 : 1)];
            cell[0]++;
            cell[1] += bad ? 1 : 0;
        }
        List<GateBin> bins = new ArrayList<>();
        GateBin all = GateBin.EMPTY;
        for (double[][] cells : seen) {
            GateBin bin =
                    new GateBin(
                            sums(cells[0], 0),
                            sums(cells[1], insteadUsd),
                            sums(cells[2], 0),
                            sums(cells[3], insteadUsd));
            bins.add(bin);
            all =
                    new GateBin(
                            all.shipped().plus(bin.shipped()),
                            all.escalated().plus(bin.escalated()),
                            all.shippedByChance().plus(bin.shippedByChance()),
                            all.escalatedByChance().plus(bin.escalatedByChance()));
        }
        return new Gate("v", "cheap", bins, all, gate / 10.0 - 0.0001, gate / 10.0 + 0.0001);
    }

    /** Each answer of a user of its own. */
    private static GateSums sums(double[] cell, double instead) {
        double n = cell[0];
        double x = cell[1];
        double usd = ANSWER_USD + instead;
        return new GateSums(
                n, n, x, n, n, x, x, n, n * usd, n * usd * usd, x * usd, n * instead, n);
    }

    double trueNeedless() {
        double accepted = 0;
        for (int b = 0; b < gate; b++) {
            accepted += (1 - shipped[b]) / gate;
        }
        return accepted;
    }

    double trueSparedOfOne() {
        double spared = 0;
        for (int b = 0; b < gate; b++) {
            spared += (shipped[b] - escalated[b]) / gate;
        }
        return spared;
    }

    /** Expected cost of an answer when so many bins are escalated. */
    double cost(int bins, double price) {
        double cost = ANSWER_USD;
        for (int b = 0; b < Gate.BINS; b++) {
            cost += (b < bins ? insteadUsd + price * escalated[b] : price * shipped[b]) / Gate.BINS;
        }
        return cost;
    }

    int cheapest(double price) {
        int best = 0;
        for (int bins = 1; bins <= Gate.BINS; bins++) {
            best = cost(bins, price) < cost(best, price) ? bins : best;
        }
        return best;
    }
}
