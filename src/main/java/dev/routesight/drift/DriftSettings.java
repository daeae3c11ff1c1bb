package dev.routesight.drift;

import dev.routesight.tally.Against;
import dev.routesight.tally.TallyCount;
import java.io.Serializable;
import java.util.List;

/**
 * What watching for drift is told by the configuration; see {@link StreamSettings} and {@link
 * AlertBudget} for what the numbers mean.
 *
 * @param signals the watched counts
 * @param falseAlertsPerWeek B, over all tests
 * @param tests K, the most tests that run
 * @param learnMillis learn for so long at least
 * @param vanishMillis an open alert is over after so long without a decision
 * @param forgetMillis a cohort without a decision for so long is forgotten, and learnt anew
 * @param groupMillis alerts of one signal that begin within this of one another may be one
 * @param epochMillis length of an epoch of mode {@code fdr}, whole days; 0 in mode {@code budget}
 * @param alpha of mode {@code fdr}
 * @param against what cohorts are compared with at the same time, beside their own past
 * @param oddsRatio of that comparison while nothing changed, at most and either way, at least 1; 0
 *     learns it
 */
public record DriftSettings(
        long windowMillis,
        long horizonMillis,
        List<TallyCount> signals,
        double falseAlertsPerWeek,
        int tests,
        double delta,
        double designEffect,
        Rhythm rhythm,
        long learnMillis,
        long leastLearnt,
        long vanishMillis,
        long forgetMillis,
        long groupMillis,
        long epochMillis,
        double alpha,
        Against against,
        double oddsRatio)
        implements Serializable {
    private static final double WEEK = 604_800_000.0;
    private static final double RECOVERY_WEEKS = 4;

    /** Of mode {@code budget}, without a comparison. */
    public DriftSettings(
            long windowMillis,
            long horizonMillis,
            List<TallyCount> signals,
            double falseAlertsPerWeek,
            int tests,
            double delta,
            double designEffect,
            Rhythm rhythm,
            long learnMillis,
            long leastLearnt,
            long vanishMillis,
            long forgetMillis,
            long groupMillis) {
        this(
                windowMillis,
                horizonMillis,
                signals,
                falseAlertsPerWeek,
                tests,
                delta,
                designEffect,
                rhythm,
                learnMillis,
                leastLearnt,
                vanishMillis,
                forgetMillis,
                groupMillis,
                0,
                0,
                Against.OFF,
                0);
    }

    /** Whether cohorts are named at the end of epochs, and not at any time. */
    public boolean byEpoch() {
        return epochMillis > 0;
    }

    /** When the last window of the epoch of a window is final. */
    public long epochEnd(long windowStart) {
        return (Math.floorDiv(windowStart, epochMillis) + 1) * epochMillis + horizonMillis;
    }

    /** When the row of a window that starts then is final. */
    public long finalAt(long windowStart) {
        return windowStart + windowMillis + horizonMillis;
    }

    /** The number of a window. */
    public int number(long windowStart) {
        return (int) Math.floorDiv(windowStart, windowMillis);
    }

    /** The start of a window by its number. */
    public long start(int number) {
        return number * windowMillis;
    }

    double windowsPerWeek() {
        return WEEK / windowMillis;
    }

    StreamSettings of(TallyCount signal) {
        return of(watch(signal), null);
    }

    /**
     * Of the test that compares. Between routes a fall of one is a rise of the other, and is called
     * that.
     */
    StreamSettings comparing(TallyCount signal) {
        Watch watch = watch(signal);
        return of(
                against == Against.ROUTE && watch == Watch.BOTH ? Watch.RISES : watch,
                new StreamSettings.Concurrent(oddsRatio));
    }

    private StreamSettings of(Watch watch, StreamSettings.Concurrent concurrent) {
        return new StreamSettings(
                watch,
                new AlertBudget(falseAlertsPerWeek, tests),
                delta,
                designEffect,
                windowsPerWeek(),
                windows(learnMillis),
                leastLearnt,
                windows(vanishMillis),
                RECOVERY_WEEKS,
                byEpoch() ? new StreamSettings.Epochs(epochMillis / WEEK, alpha) : null,
                concurrent);
    }

    /** How many windows are at least as long. */
    int windows(long millis) {
        return (int) Math.max(1, -Math.floorDiv(-millis, windowMillis));
    }

    /** What is bad rises; thumbs up fall; of leaving without a word either way may be bad. */
    static Watch watch(TallyCount signal) {
        return switch (signal) {
            case THUMBS_UP -> Watch.FALLS;
            case QUIET_EXIT, FOLLOWED -> Watch.BOTH;
            default -> Watch.RISES;
        };
    }
}
