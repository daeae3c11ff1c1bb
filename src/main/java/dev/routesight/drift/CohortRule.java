package dev.routesight.drift;

import dev.routesight.tally.RouteWindow;
import dev.routesight.tally.TallyCount;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * All tests of one cohort and route: takes its final windows in, in order, each once, and says when
 * an alert opens, goes on or is over.
 *
 * <p>What goes on is said of every window on the first day of an alert, and after that of the last
 * one of each day.
 */
public final class CohortRule {
    private static final long DAY = 86_400_000L;

    private final DriftSettings settings;
    private final Map<TallyCount, StreamRule> rules = new EnumMap<>(TallyCount.class);
    private final DriftReport report;

    public CohortRule(DriftSettings settings) {
        this.settings = settings;
        this.report = new DriftReport(settings);
        settings.signals().forEach(s -> rules.put(s, new StreamRule(settings.of(s))));
    }

    /** Whether a window is later than all that were taken in. */
    public boolean takes(CohortState state, RouteWindow window) {
        return settings.number(window.windowStart()) > state.lastWindow;
    }

    /** Takes in a window that is later than all before. */
    public List<CohortDrift> fold(CohortState state, RouteWindow window) {
        int number = settings.number(window.windowStart());
        state.lastWindow = number;
        state.costNanos += Math.max(0, window.costNanos());
        state.withCost += window.withCost();
        for (String version : window.routerVersions()) {
            state.routerVersions.see(version, number);
        }
        for (String model : window.models()) {
            state.models.see(model, number);
        }
        for (double threshold : window.thresholds()) {
            state.thresholds.see(Double.toString(threshold), number);
        }
        List<CohortDrift> said = new ArrayList<>();
        for (int s = 0; s < settings.signals().size(); s++) {
            fold(state, window, s, said);
        }
        return said;
    }

    private void fold(CohortState state, RouteWindow window, int s, List<CohortDrift> said) {
        TallyCount signal = settings.signals().get(s);
        StreamState test = state.test(signal);
        AlertState before = test.alert.isOpen() ? test.alert.copy() : null;
        int number = settings.number(window.windowStart());
        rules.get(signal).fold(test, block(window, s), units(window, signal));
        AlertState now = test.alert;
        long at = settings.finalAt(window.windowStart());
        DriftReport.Of of =
                new DriftReport.Of(
                        window.cut(), window.cohort(), window.route(), signal, state, at);
        boolean opened = now.isOpen() && now.openedAt == number;
        if (before != null && (opened || !now.isOpen())) {
            boolean vanished = before.lastSeen + vanishAfter() <= number;
            said.add(
                    report.row(
                            of,
                            rules.get(signal),
                            opened ? before : now,
                            vanished ? CohortDrift.VANISHED : CohortDrift.RECOVERED));
        }
        boolean young = at - settings.finalAt(settings.start(now.openedAt)) <= DAY;
        if (now.isOpen() && (young || window.windowEnd() % DAY == 0)) {
            said.add(report.row(of, rules.get(signal), now, CohortDrift.OPEN));
        }
    }

    /**
     * Mode {@code fdr}, when the last window of an epoch is final: the tests whose evidence is such
     * that they may be named; which are, {@link NamedCohorts} decides over all cohorts.
     */
    public List<CohortDrift> endEpoch(
            CohortState state, String cut, String cohort, String route, long time) {
        int last = settings.number(time - settings.horizonMillis()) - 1;
        List<CohortDrift> said = new ArrayList<>();
        for (Map.Entry<TallyCount, StreamRule> rule : rules.entrySet()) {
            AlertState named = rule.getValue().endEpoch(state.test(rule.getKey()), last);
            if (named != null) {
                DriftReport.Of of =
                        new DriftReport.Of(cut, cohort, route, rule.getKey(), state, time);
                said.add(report.row(of, rule.getValue(), named, CohortDrift.OPEN));
            }
        }
        return said;
    }

    /** At a time at which no window came: closes the alerts of a cohort that fell silent. */
    public List<CohortDrift> quietAt(
            CohortState state, String cut, String cohort, String route, long time) {
        int number = settings.number(time - settings.horizonMillis()) - 1;
        List<CohortDrift> said = new ArrayList<>();
        for (Map.Entry<TallyCount, StreamRule> rule : rules.entrySet()) {
            StreamState test = state.test(rule.getKey());
            boolean open = test.alert.isOpen();
            rule.getValue().quietAt(test, number);
            if (open && !test.alert.isOpen()) {
                DriftReport.Of of =
                        new DriftReport.Of(cut, cohort, route, rule.getKey(), state, time);
                said.add(report.row(of, rule.getValue(), test.alert, CohortDrift.VANISHED));
            }
        }
        return said;
    }

    /** When a cohort whose last window this is has fallen silent: the end of a day. */
    public long silentAt(int lastWindow) {
        return endOfDay(settings.finalAt(settings.start(lastWindow)) + settings.vanishMillis());
    }

    /** When it is forgotten. */
    public long forgottenAt(int lastWindow) {
        return endOfDay(settings.finalAt(settings.start(lastWindow)) + settings.forgetMillis());
    }

    private static long endOfDay(long time) {
        return -Math.floorDiv(-time, DAY) * DAY;
    }

    private int vanishAfter() {
        return settings.windows(settings.vanishMillis());
    }

    private Block block(RouteWindow window, int s) {
        int stride = 1 + settings.signals().size();
        List<StratumTally> strata = new ArrayList<>(window.strata().length);
        for (int i = 0; i < window.strata().length; i++) {
            strata.add(
                    StratumTally.of(
                            window.strata()[i],
                            window.counts()[i * stride],
                            window.counts()[i * stride + 1 + s]));
        }
        return settings.rhythm()
                .block(
                        settings.number(window.windowStart()),
                        window.windowStart(),
                        window.windowEnd(),
                        strata);
    }

    /** Users' sums are there of rejected decisions only. */
    private UnitTally units(RouteWindow window, TallyCount signal) {
        if (signal != TallyCount.REJECTED || window.units().length == 0) {
            return UnitTally.NONE;
        }
        int stride = 1 + settings.signals().size();
        long n = 0;
        long x = 0;
        for (int at = 0; at < window.counts().length; at += stride) {
            n += window.counts()[at];
            x += window.counts()[at + 1 + settings.signals().indexOf(signal)];
        }
        long[] units = window.units();
        return new UnitTally(n, x, units[0], units[1], units[2]);
    }
}
