package dev.routesight.control;

import dev.routesight.stats.Critical;
import java.util.List;

/**
 * The periods that evidence is pooled over: the longest run of latest ones that do not contradict
 * one another, at most as many as the settings say. The randomised decisions of the latest one,
 * two, … periods are held against those of the periods before: by Pearson's chi-squared over groups
 * of neighbouring bins, and by the rejected rate over all bins (Mantel and Haenszel), each route by
 * itself. What contradicts at a chance of {@link #CHANCE} is forgotten for good. So a model that
 * silently got worse is judged by what it does now.
 */
final class Memory {
    /** Of forgetting by mistake, a comparison. */
    static final double CHANCE = 0.001;

    /** Rejected decisions of a group of bins, so that chi-squared may be trusted. */
    private static final double LEAST_EVENTS = 10;

    private final ControlSettings settings;

    Memory(ControlSettings settings) {
        this.settings = settings;
    }

    void add(ControlState state, PeriodBins period, boolean drifted) {
        List<PeriodBins> periods = state.periods;
        if (drifted) {
            periods.clear();
        }
        long oldest =
                period.periodStart() - (settings.pooledPeriods() - 1) * settings.periodMillis();
        periods.removeIf(earlier -> earlier.periodStart() < oldest);
        periods.add(period);
        for (int newest = 1; newest < periods.size(); newest++) {
            int cut = periods.size() - newest;
            PeriodBins now = pool(periods.subList(cut, periods.size()));
            PeriodBins before = pool(periods.subList(0, cut));
            if (contradict(now, before, Traffic.RANDOMISED_CHEAP)
                    || contradict(now, before, Traffic.RANDOMISED_REFERENCE)) {
                periods.subList(0, cut).clear();
                return;
            }
        }
    }

    static PeriodBins pool(List<PeriodBins> of) {
        PeriodBins sum = new PeriodBins(of.get(0).periodStart(), of.get(0).bins());
        of.forEach(sum::add);
        return sum;
    }

    static boolean contradict(PeriodBins now, PeriodBins before, Traffic traffic) {
        double effect =
                Math.max(
                        new RouteBins(now, traffic).designEffect(),
                        new RouteBins(before, traffic).designEffect());
        double excess = 0;
        double variance = 0;
        double squares = 0;
        int groups = 0;
        double n1 = 0;
        double x1 = 0;
        double n0 = 0;
        double x0 = 0;
        for (int bin = 0; bin < now.bins(); bin++) {
            n1 += now.get(traffic, bin, BinSum.DECISIONS);
            x1 += now.get(traffic, bin, BinSum.REJECTED);
            n0 += before.get(traffic, bin, BinSum.DECISIONS);
            x0 += before.get(traffic, bin, BinSum.REJECTED);
            double n = n1 + n0;
            double x = x1 + x0;
            if (Math.min(n1, n0) < 1
                    || Math.min(x, n - x) * Math.min(n1, n0) / n < LEAST_EVENTS / 4) {
                continue; // too few yet: with the next bin
            }
            double d = x1 - n1 * x / n;
            double v = n1 * n0 / n * x / n * (1 - x / n);
            excess += d;
            variance += v;
            squares += d * d / v;
            groups++;
            n1 = 0;
            x1 = 0;
            n0 = 0;
            x0 = 0;
        }
        return groups > 0
                && (Critical.twoSided(excess / Math.sqrt(variance * effect)) < CHANCE
                        || Critical.chiSquareTail(squares / effect, groups) < CHANCE);
    }
}
