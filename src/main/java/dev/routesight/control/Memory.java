package dev.routesight.control;

import java.util.List;

/**
 * The periods that evidence is pooled over: the longest run of latest ones that do not contradict
 * one another, at most as many as the settings say. The latest one, two, … periods are held against
 * those before them, bin by bin and in all, each at a chance of {@link #CHANCE}; what contradicts
 * is forgotten for good. So a model that silently got worse is judged by what it does now.
 */
final class Memory {
    /** Of forgetting by mistake, a comparison. */
    static final double CHANCE = 0.002;

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
            Contrasts now = contrasts(periods.subList(cut, periods.size()), period);
            Contrasts before = contrasts(periods.subList(0, cut), period);
            if (now.contradicts(before, CHANCE)) {
                periods.subList(0, cut).clear();
                return;
            }
        }
    }

    private Contrasts contrasts(List<PeriodBins> of, PeriodBins last) {
        return new Contrasts(pool(of), last, settings.pricePerBadAnswer());
    }

    static PeriodBins pool(List<PeriodBins> of) {
        PeriodBins sum = new PeriodBins(of.get(0).periodStart(), of.get(0).bins());
        of.forEach(sum::add);
        return sum;
    }
}
