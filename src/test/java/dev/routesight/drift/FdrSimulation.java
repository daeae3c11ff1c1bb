package dev.routesight.drift;

import java.util.Locale;

/**
 * Mode fdr: 2,000 cohorts of 1,960 decisions in a week of 28 windows, of which a share doubles its
 * rate of 5 % at some window; e-BH at the week's end with α = 0.1. In the dependent variant ten
 * cohorts each have the very same counts.
 */
final class FdrSimulation {
    static final double ALPHA = 0.1;
    private static final int COHORTS = 2000;
    private static final int WINDOWS = 28;
    private static final int PER_WINDOW = 70;
    private static final double RATE = 0.05;
    private static final long LEARNT = 8000;

    /**
     * @param rate mean share of false discoveries among all of an epoch
     * @param power share of the drifting cohorts that were found
     */
    record Row(
            double drifting,
            boolean learnt,
            boolean dependent,
            int epochs,
            double rate,
            double error,
            double power) {
        static String header() {
            return "drifting,null,dependence,epochs,false_discovery_rate,standard_error,power\n";
        }

        String line() {
            return String.format(
                    Locale.ROOT,
                    "%s,%s,%s,%d,%.4f,%.4f,%.3f%n",
                    drifting,
                    learnt ? "learnt" : "given",
                    dependent ? "tens alike" : "none",
                    epochs,
                    rate,
                    error,
                    power);
        }
    }

    private FdrSimulation() {}

    static Row run(double drifting, boolean learnt, boolean dependent, int epochs, long seed) {
        Binomials chance = new Binomials(seed);
        EffectGrid grid =
                EffectGrid.forRate(
                        RATE, WINDOWS * PER_WINDOW, WINDOWS * PER_WINDOW, 0, Watch.RISES);
        EpochTest test = new EpochTest(grid, WINDOWS * PER_WINDOW, 1);
        int alike = dependent ? 10 : 1;
        int changed = (int) Math.round(drifting * COHORTS);
        double sum = 0;
        double squares = 0;
        double found = 0;
        for (int epoch = 0; epoch < epochs; epoch++) {
            double[] eValues = new double[COHORTS];
            for (int cohort = 0; cohort < COHORTS; cohort += alike) {
                double e = eValue(test, learnt, cohort < changed, chance);
                for (int copy = 0; copy < alike; copy++) {
                    eValues[cohort + copy] = e;
                }
            }
            int[] rejected = EBenjaminiHochberg.rejected(eValues, COHORTS, ALPHA);
            int right = 0;
            for (int cohort : rejected) {
                right += cohort < changed ? 1 : 0;
            }
            double share =
                    rejected.length == 0 ? 0 : (double) (rejected.length - right) / rejected.length;
            sum += share;
            squares += share * share;
            found += changed == 0 ? 0 : (double) right / changed;
        }
        double mean = sum / epochs;
        double error = Math.sqrt(Math.max(0, squares / epochs - mean * mean) / epochs);
        return new Row(drifting, learnt, dependent, epochs, mean, error, found / epochs);
    }

    private static double eValue(
            EpochTest test, boolean learnt, boolean changes, Binomials chance) {
        BaselineNull baseline = BaselineNull.given(RATE);
        if (learnt) {
            long x = chance.draw(LEARNT, RATE);
            baseline = BaselineNull.given(RateBounds.upper(LEARNT, x, 1, 0.05));
        }
        int changeAt = changes ? (int) (chance.uniform() * WINDOWS / 2) : WINDOWS;
        EvidenceState state = test.start();
        for (int window = 0; window < WINDOWS; window++) {
            long x = chance.draw(PER_WINDOW, window >= changeAt ? 2 * RATE : RATE);
            test.fold(state, window, baseline.evidence(Block.of(window, PER_WINDOW, x)));
        }
        return test.eValue(state);
    }
}
