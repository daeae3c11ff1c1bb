package dev.routesight.functions.testing;

import dev.routesight.tally.Against;
import dev.routesight.tally.RouteWindow;
import java.util.Arrays;

/** Windows beside another route of the same time. */
public final class Beside {
    public static final String OTHER = "strong";

    private Beside() {}

    /**
     * @param others counts of the other route, of the same strata
     */
    public static RouteWindow of(RouteWindow window, long[] others) {
        return new RouteWindow(
                window.cut(),
                window.cohort(),
                window.route(),
                window.windowStart(),
                window.windowEnd(),
                window.strata(),
                joined(window.counts(), others),
                joined(window.units(), window.units()),
                window.costNanos(),
                window.withCost(),
                window.routerVersions(),
                window.models(),
                window.thresholds(),
                Against.ROUTE.text(),
                new String[] {"", OTHER});
    }

    private static long[] joined(long[] first, long[] second) {
        long[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
