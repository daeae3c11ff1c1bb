package dev.routesight.stats;

import dev.routesight.confidence.Auc;
import java.util.ArrayList;
import java.util.List;

/** A way that data come about, with a truth and the interval that should cover it. */
enum Regime {
    /** A plain rate, small. */
    RATE_NEAR_ZERO {
        @Override
        boolean covers(Chance chance) {
            int n = 1000;
            return Proportion.interval(chance.binomial(n, 0.012), n).contains(0.012);
        }
    },
    RATE_IN_THE_MIDDLE {
        @Override
        boolean covers(Chance chance) {
            return Proportion.interval(chance.binomial(300, 0.3), 300).contains(0.3);
        }
    },
    /** One arm has a tenth of the other. */
    DIFFERENCE_OF_UNEQUAL_ARMS {
        @Override
        boolean covers(Chance chance) {
            return new TwoByTwo(chance.binomial(150, 0.15), 150, chance.binomial(1500, 0.1), 1500)
                    .newcombe(0.95)
                    .interval()
                    .contains(0.05);
        }
    },
    DIFFERENCE_NEAR_ZERO {
        @Override
        boolean covers(Chance chance) {
            return new TwoByTwo(chance.binomial(800, 0.02), 800, chance.binomial(800, 0.01), 800)
                    .newcombe(0.95)
                    .interval()
                    .contains(0.01);
        }
    },
    /** Strata with rates of their own, a common difference, arms 1 to 5. */
    STRATIFIED_DIFFERENCE {
        @Override
        boolean covers(Chance chance) {
            return new MantelHaenszel(strata(chance, 40, 200, 0.06), 0.95)
                    .difference()
                    .interval()
                    .contains(0.06);
        }
    },
    /** Many strata of a handful each. */
    STRATIFIED_DIFFERENCE_OF_THIN_STRATA {
        @Override
        boolean covers(Chance chance) {
            List<TwoByTwo> all = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                all.addAll(strata(chance, 4, 6, 0.06));
            }
            return new MantelHaenszel(all, 0.95).difference().interval().contains(0.06);
        }
    },
    STRATIFIED_RATIO {
        @Override
        boolean covers(Chance chance) {
            List<TwoByTwo> strata = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                double p = 0.02 + 0.03 * i;
                strata.add(
                        new TwoByTwo(chance.binomial(60, 2 * p), 60, chance.binomial(240, p), 240));
            }
            return new MantelHaenszel(strata, 0.95).ratio().interval().contains(2);
        }
    },
    /** Users who come four times on average and differ. */
    CLUSTERED_RATE {
        @Override
        boolean covers(Chance chance) {
            return clustered(chance, 400, 0.12).interval().contains(0.12);
        }
    },
    CLUSTERED_RATE_NEAR_ZERO {
        @Override
        boolean covers(Chance chance) {
            return clustered(chance, 500, 0.015).interval().contains(0.015);
        }
    },
    /** The same users, by buckets, two unequal arms. */
    JACKKNIFE_DIFFERENCE {
        @Override
        boolean covers(Chance chance) {
            double[][] one = buckets(chance, 300, 0.14);
            double[][] other = buckets(chance, 1500, 0.1);
            Estimate a = Jackknife.estimate(one, t -> t[1] / t[0], 0.95);
            Estimate b = Jackknife.estimate(other, t -> t[1] / t[0], 0.95);
            double se = Math.hypot(a.standardError(), b.standardError());
            return Estimate.of(a.value() - b.value(), se, Critical.t(0.95, 63))
                    .interval()
                    .contains(0.04);
        }
    },
    JACKKNIFE_RATE_NEAR_ZERO {
        @Override
        boolean covers(Chance chance) {
            return Jackknife.estimate(buckets(chance, 2000, 0.01), t -> t[1] / t[0], 0.95)
                    .interval()
                    .contains(0.01);
        }
    },
    /** Rejected per decision as a ratio over users. */
    RATIO_OF_USERS {
        @Override
        boolean covers(Chance chance) {
            UnitSums sums = new UnitSums(0, 0, 0, 0, 0, 0);
            for (int u = 0; u < 300; u++) {
                double n = chance.visits(4);
                double x = chance.binomial((int) n, 0.12 * chance.temper());
                sums = sums.plus(new UnitSums(1, x, n, x * x, x * n, n * n));
            }
            return sums.ratio(0.95).interval().contains(0.12);
        }
    },
    WELCH_OF_UNEQUAL_ARMS {
        @Override
        boolean covers(Chance chance) {
            return MeanDifference.welch(costs(chance, 60, 1.3), costs(chance, 600, 1), 0.95)
                    .interval()
                    .contains(0.3);
        }
    },
    CUPED {
        @Override
        boolean covers(Chance chance) {
            return MeanDifference.cuped(costs(chance, 100, 1.3), costs(chance, 300, 1), 0.95)
                    .interval()
                    .contains(0.3);
        }
    },
    AUC {
        @Override
        boolean covers(Chance chance) {
            long[] rejected = new long[10];
            long[] accepted = new long[10];
            for (int i = 0; i < 500; i++) {
                int bin = chance.below(10);
                (chance.hits(0.05 + 0.03 * bin) ? rejected : accepted)[bin]++;
            }
            return Auc.of(rejected, accepted, 0.95).interval().contains(trueAuc());
        }
    };

    abstract boolean covers(Chance chance);

    /** Share of replications that cover the truth. */
    double coverage(int replications) {
        int hits = 0;
        for (int i = 0; i < replications; i++) {
            hits += covers(new Chance(1_000_003L * ordinal() + i)) ? 1 : 0;
        }
        return hits / (double) replications;
    }

    private static List<TwoByTwo> strata(Chance chance, int n1, int n0, double difference) {
        List<TwoByTwo> strata = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            double p = 0.03 + 0.05 * i;
            strata.add(
                    new TwoByTwo(
                            chance.binomial(n1, p + difference), n1, chance.binomial(n0, p), n0));
        }
        return strata;
    }

    private static ClusteredRate clustered(Chance chance, int users, double rate) {
        double n = 0;
        double x = 0;
        double nn = 0;
        double nx = 0;
        double xx = 0;
        for (int u = 0; u < users; u++) {
            int visits = chance.visits(4);
            int bad = chance.binomial(visits, rate * chance.temper());
            n += visits;
            x += bad;
            nn += visits * visits;
            nx += visits * bad;
            xx += bad * bad;
        }
        return ClusteredRate.of(users, n, x, nn, nx, xx, 0.95);
    }

    private static double[][] buckets(Chance chance, int users, double rate) {
        double[][] sums = new double[Jackknife.BUCKETS][2];
        for (int u = 0; u < users; u++) {
            double[] bucket = sums[chance.below(Jackknife.BUCKETS)];
            int visits = chance.visits(4);
            bucket[0] += visits;
            bucket[1] += chance.binomial(visits, rate * chance.temper());
        }
        return sums;
    }

    /** Skewed costs about a user's earlier costs. */
    private static UnitSums costs(Chance chance, int users, double mean) {
        UnitSums sums = new UnitSums(0, 0, 0, 0, 0, 0);
        for (int u = 0; u < users; u++) {
            double before = -Math.log(1 - chance.uniform());
            double y = mean + 0.7 * (before - 1) + 0.5 * chance.normal();
            sums = sums.plus(new UnitSums(1, y, before, y * y, y * before, before * before));
        }
        return sums;
    }

    private static double trueAuc() {
        double hit = 0;
        double miss = 0;
        double area = 0;
        for (int bin = 0; bin < 10; bin++) {
            double p = 0.05 + 0.03 * bin;
            area += p * (miss + (1 - p) / 2);
            hit += p;
            miss += 1 - p;
        }
        return area / (hit * miss);
    }
}
