package dev.routesight.drift;

/**
 * How one test stream (cohort × signal) learns and watches.
 *
 * @param watch which moves are drift
 * @param budget of false alerts over the fleet
 * @param delta chance that the learnt null is broken though nothing changed
 * @param designEffect d; 0 learns it from the users' sums and from how whole cycles differ, else at
 *     least 1
 * @param windowsPerWeek how many windows a week has
 * @param learnWindows windows to learn from at least
 * @param leastLearnt decisions to learn from at least; a cohort with three a day learns for long
 * @param vanishAfter windows without a decision after which an open alert is over
 * @param recoveryWeeks mean run to a wrong "resolved", in weeks of the stream's traffic
 * @param epochs of mode {@code fdr}; null in mode {@code budget}
 * @param concurrent how it is compared with another group at the same time; null for the test
 *     against its own past
 */
public record StreamSettings(
        Watch watch,
        AlertBudget budget,
        double delta,
        double designEffect,
        double windowsPerWeek,
        int learnWindows,
        long leastLearnt,
        int vanishAfter,
        double recoveryWeeks,
        Epochs epochs,
        Concurrent concurrent) {
    /**
     * @param oddsRatio θ0; 0 learns it
     */
    public record Concurrent(double oddsRatio) {}

    /**
     * How mode {@code fdr} looks at a stream.
     *
     * @param weeks length of an epoch
     * @param alpha the most of what is named that did not change, on average
     */
    public record Epochs(double weeks, double alpha) {}

    /** What an epoch has room for, as a multiple of the volume that was learnt. */
    private static final double ROOM = 1.25;

    /** Effects that need more than this to show are of no use. */
    private static final double REACH_WEEKS = 8;

    /** Of mode {@code budget}. */
    public StreamSettings(
            Watch watch,
            AlertBudget budget,
            double delta,
            double designEffect,
            double windowsPerWeek,
            int learnWindows,
            long leastLearnt,
            int vanishAfter,
            double recoveryWeeks) {
        this(
                watch,
                budget,
                delta,
                designEffect,
                windowsPerWeek,
                learnWindows,
                leastLearnt,
                vanishAfter,
                recoveryWeeks,
                null,
                null);
    }

    public StreamSettings {
        if (!(delta > 0 && delta < 1)
                || !(designEffect == 0 || designEffect >= 1)
                || !(windowsPerWeek > 0)
                || learnWindows < 1
                || leastLearnt < 1
                || vanishAfter < 1
                || !(recoveryWeeks > 0)) {
            throw new IllegalArgumentException("no such stream settings");
        }
    }

    /** Hourly windows, two weeks of learning, δ = 0.05. */
    public static StreamSettings hourly(Watch watch, AlertBudget budget) {
        return new StreamSettings(watch, budget, 0.05, 0, 168, 336, 500, 72, 4);
    }

    /** Windows of a day, two weeks of learning, δ = 0.05. */
    public static StreamSettings daily(Watch watch, AlertBudget budget) {
        return new StreamSettings(watch, budget, 0.05, 0, 7, 14, 500, 3, 4);
    }

    /** Where θ0 is given only the volume is left to learn: a day is enough. */
    int leastWindows() {
        return concurrent != null && concurrent.oddsRatio() > 0
                ? (int) Math.min(learnWindows, Math.max(1, Math.ceil(windowsPerWeek / 7)))
                : learnWindows;
    }

    /** The day of a window. */
    int day(int window) {
        return (int) Math.floor(window * 7L / windowsPerWeek);
    }

    /**
     * @param share how much of the information of a comparison with a known rate there is
     */
    EDetector detector(double nullRate, double weekly, double streamDesignEffect, double share) {
        if (epochs != null) {
            long capacity = capacity(weekly);
            EffectGrid grid =
                    EffectGrid.forRate(
                            nullRate,
                            Math.max(capacity, 10),
                            share * capacity / streamDesignEffect,
                            0,
                            watch);
            return new EDetector(grid, capacity, streamDesignEffect);
        }
        double threshold = budget.threshold(weekly);
        EffectGrid grid =
                EffectGrid.forRate(
                        nullRate,
                        Math.max(threshold, 10),
                        share * REACH_WEEKS * weekly / streamDesignEffect,
                        budget.mostHeadStart(weekly),
                        watch);
        return new EDetector(grid, threshold, streamDesignEffect);
    }

    /** N of {@link EpochTest}. */
    long capacity(double weekly) {
        return Math.max(1, Math.round(ROOM * epochs.weeks() * weekly));
    }

    AlertLife life(double weekly, double streamDesignEffect) {
        return new AlertLife(recoveryWeeks * weekly, streamDesignEffect, vanishAfter);
    }
}
