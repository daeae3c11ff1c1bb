package dev.routesight.drift;

import dev.routesight.tally.Against;
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
    private final Map<TallyCount, StreamRule> alone = new EnumMap<>(TallyCount.class);
    private final Map<TallyCount, StreamRule> comparing = new EnumMap<>(TallyCount.class);
    private final DriftReport report;

    public CohortRule(DriftSettings settings) {
        this.settings = settings;
        this.report = new DriftReport(settings);
        for (TallyCount signal : settings.signals()) {
            alone.put(signal, new StreamRule(settings.of(signal)));
            comparing.put(signal, new StreamRule(settings.comparing(signal)));
        }
    }

    private Map<TallyCount, StreamRule> rules(CohortState state) {
        return state.comparing ? comparing : alone;
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
        WindowCounts counts = WindowCounts.of(settings, window);
        if (!window.against().isEmpty()) {
            counts = compared(state, window, counts, said);
            if (counts == null) {
                return said;
            }
        }
        for (int s = 0; s < settings.signals().size(); s++) {
            fold(state, window, counts, s, said);
        }
        return said;
    }

    /**
     * Which two groups of the window are compared; null if there are none. A new router version
     * ends the comparison of those before it, and its alerts with it.
     */
    private WindowCounts compared(
            CohortState state, RouteWindow window, WindowCounts counts, List<CohortDrift> said) {
        state.comparing = true;
        if (!window.against().equals(Against.PREVIOUS_VERSION.text())) {
            state.against = window.groups()[1];
            return counts.between(0, 1);
        }
        String[] newest = state.routerVersions.newestTwo();
        if (newest.length < 2) {
            return null;
        }
        if (!newest[0].equals(state.watched) || !newest[1].equals(state.against)) {
            long at = settings.finalAt(window.windowStart());
            said.addAll(endAll(state, window.cut(), window.cohort(), window.route(), at));
            state.tests.clear();
            state.watched = newest[0];
            state.against = newest[1];
        }
        return counts.between(newest[0], newest[1]);
    }

    private List<CohortDrift> endAll(
            CohortState state, String cut, String cohort, String route, long at) {
        List<CohortDrift> said = new ArrayList<>();
        for (Map.Entry<TallyCount, StreamState> test : state.tests.entrySet()) {
            AlertState alert = test.getValue().alert;
            if (alert.isOpen()) {
                StreamRule rule = rules(state).get(test.getKey());
                DriftReport.Of of =
                        new DriftReport.Of(cut, cohort, route, test.getKey(), state, at);
                said.add(report.row(of, rule, alert, CohortDrift.VANISHED));
            }
        }
        return said;
    }

    private void fold(
            CohortState state,
            RouteWindow window,
            WindowCounts counts,
            int s,
            List<CohortDrift> said) {
        TallyCount signal = settings.signals().get(s);
        StreamState test = state.test(signal);
        AlertState before = test.alert.isOpen() ? test.alert.copy() : null;
        int number = settings.number(window.windowStart());
        StreamRule rule = rules(state).get(signal);
        rule.fold(test, counts.block(s), counts.units(signal, 0), counts.units(signal, 1));
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
                            rule,
                            opened ? before : now,
                            vanished ? CohortDrift.VANISHED : CohortDrift.RECOVERED));
        }
        boolean young = at - settings.finalAt(settings.start(now.openedAt)) <= DAY;
        if (now.isOpen() && (young || window.windowEnd() % DAY == 0)) {
            said.add(report.row(of, rule, now, CohortDrift.OPEN));
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
        for (Map.Entry<TallyCount, StreamRule> rule : rules(state).entrySet()) {
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
        for (Map.Entry<TallyCount, StreamRule> rule : rules(state).entrySet()) {
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
}
