package dev.routesight.drift;

import java.util.List;
import java.util.Locale;

/**
 * How often the confidence set of the start holds the true day, through the rule that the job runs:
 * two weeks learnt, ten healthy days, then a step or a ramp of ten days. Alerts before the change
 * are no dating of it and are left out.
 */
final class Starts {
    private static final int LEARN_DAYS = 14;
    private static final int HEALTHY_DAYS = 10;
    private static final int MOST_DAYS = 120;

    private Starts() {}

    /**
     * @param runs with an alert after the change
     * @param held those whose set holds the day on which the change began
     * @param open those whose set has no earliest day
     * @param meanDays mean width, of those that have one
     */
    record Row(
            double rate,
            double ratio,
            int hourly,
            boolean ramp,
            int runs,
            int held,
            int open,
            double meanDays) {
        static String header() {
            return "rate,ratio,hourly,shape,runs,held,without_begin,mean_days\n";
        }

        double share() {
            return (double) held / runs;
        }

        String line() {
            return String.format(
                    Locale.ROOT,
                    "%s,%s,%d,%s,%d,%.4f,%d,%.2f%n",
                    rate,
                    ratio,
                    hourly,
                    ramp ? "ramp" : "step",
                    runs,
                    share(),
                    open,
                    meanDays);
        }
    }

    static Row of(double rate, double ratio, int hourly, boolean ramp, int seeds) {
        StreamRule rule =
                new StreamRule(StreamSettings.hourly(Watch.RISES, new AlertBudget(1, 1000)));
        int runs = 0;
        int held = 0;
        int open = 0;
        long days = 0;
        int begin = LEARN_DAYS + HEALTHY_DAYS;
        for (int seed = 0; seed < seeds; seed++) {
            Binomials chance = new Binomials(7_000 + seed);
            // at another hour each time, so that the first day is seldom a whole one
            int first = begin * 24 + seed % 24;
            StreamState state = StreamState.create();
            for (int window = 0; window < 24 * MOST_DAYS && !state.alert().isOpen(); window++) {
                double into = window < first ? 0 : ramp ? Math.min(1, (window - first) / 240.0) : 1;
                double now = rate * (1 + (ratio - 1) * into);
                long start = CohortRuleTest.MONDAY + window * CohortRuleTest.HOUR;
                Block block =
                        Rhythm.DAY.block(
                                (int) (start / CohortRuleTest.HOUR),
                                start,
                                start + CohortRuleTest.HOUR,
                                List.of(StratumTally.of("", hourly, chance.draw(hourly, now))));
                rule.fold(state, block, UnitTally.NONE);
            }
            long origin = CohortRuleTest.MONDAY / CohortRuleTest.HOUR;
            if (!state.alert().isOpen() || state.alert().openedAt() - origin < first) {
                continue;
            }
            ChangePoint set = state.alert().starts();
            int day = (int) ((origin + first) / 24);
            runs++;
            held += set.earliest() <= day && day <= set.latest() ? 1 : 0;
            if (set.earliest() == ChangePoint.EARLIER) {
                open++;
            } else {
                days += set.latest() - set.earliest() + 1;
            }
        }
        return new Row(rate, ratio, hourly, ramp, runs, held, open, (double) days / (runs - open));
    }
}
