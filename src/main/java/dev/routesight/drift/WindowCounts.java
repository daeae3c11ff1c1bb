package dev.routesight.drift;

import dev.routesight.tally.RouteWindow;
import dev.routesight.tally.TallyCount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the counts of a window: of decisions that stand alone, or of two of its groups.
 *
 * @param watched number of the group that is watched
 * @param reference of the one that it is compared with; -1 for none
 */
record WindowCounts(DriftSettings settings, RouteWindow window, int watched, int reference) {
    static WindowCounts of(DriftSettings settings, RouteWindow window) {
        return new WindowCounts(settings, window, 0, -1);
    }

    WindowCounts between(int first, int second) {
        return new WindowCounts(settings, window, first, second);
    }

    /** Groups by name; null unless both are there. */
    WindowCounts between(String first, String second) {
        List<String> groups = Arrays.asList(window.groups());
        int one = groups.indexOf(first);
        int other = groups.indexOf(second);
        return one < 0 || other < 0 ? null : between(one, other);
    }

    /** The counts of a signal, by its number. */
    Block block(int s) {
        int number = settings.number(window.windowStart());
        List<StratumTally> strata = new ArrayList<>(window.strata().length);
        for (int i = 0; i < window.strata().length; i++) {
            strata.add(
                    new StratumTally(
                            window.strata()[i],
                            count(watched, i, 0),
                            count(watched, i, 1 + s),
                            reference < 0 ? 0 : count(reference, i, 0),
                            reference < 0 ? 0 : count(reference, i, 1 + s)));
        }
        // what both groups share needs no rhythm
        Rhythm rhythm = reference < 0 ? settings.rhythm() : Rhythm.NONE;
        return rhythm.block(number, window.windowStart(), window.windowEnd(), strata);
    }

    /** Users' sums are there of rejected decisions only; of the watched group, or the other. */
    UnitTally units(TallyCount signal, int which) {
        int group = which == 0 ? watched : reference;
        if (signal != TallyCount.REJECTED || window.units().length == 0 || group < 0) {
            return UnitTally.NONE;
        }
        long n = 0;
        long x = 0;
        for (int i = 0; i < window.strata().length; i++) {
            n += count(group, i, 0);
            x += count(group, i, 1 + settings.signals().indexOf(signal));
        }
        long[] units = window.units();
        return new UnitTally(n, x, units[3 * group], units[3 * group + 1], units[3 * group + 2]);
    }

    private long count(int group, int stratum, int column) {
        int stride = 1 + settings.signals().size();
        return window.counts()[(group * window.strata().length + stratum) * stride + column];
    }
}
