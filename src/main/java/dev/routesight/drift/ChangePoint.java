package dev.routesight.drift;

/**
 * A confidence set, in days, for when a detected change began, from what the days since the
 * detector's last start said ({@link DayLogs}).
 *
 * <p>A day t is kept as the possible first one unless the days before it already speak against the
 * null, or those after it against a change of at least the smallest size that the detector looks
 * for:
 *
 * <pre>
 * max_s&lt;t ½ Σ_j Π_(s ≤ i &lt; t) L_ij ≥ 2 / (α r)  or  max_e Π_(t &lt; i ≤ e) 1 / L_i,least ≥ 2 / (α r)
 * </pre>
 *
 * Both are e-processes, one run backwards and one forwards, so that by Ville's inequality the true
 * day is left out with chance at most α r; r is a lower bound of the chance that no false alert
 * came before, 1 − (decisions so far) / A, which makes it a statement about alerts that are true.
 * It holds for independent days and changes that stay at least that large, against the bound of the
 * null, from their first day on; a slow ramp is dated to where it reached that. The set may have
 * holes; its ends are given.
 *
 * <p>In the manner of Saha and Ramdas, "Post-detection inference for sequential changepoint
 * localization".
 *
 * @param earliest first day kept; {@link #EARLIER} where it may be one that is no longer known
 * @param latest last day kept
 */
public record ChangePoint(int earliest, int latest) {
    /** Before the days that are known. */
    public static final int EARLIER = Integer.MIN_VALUE;

    static final double ALPHA = 0.05;

    /**
     * @param days since the last start up to the alert, that of the alert included
     * @param grid of the detector
     * @param spent decisions so far over A
     */
    static ChangePoint of(DayLogs days, EffectGrid grid, Direction direction, double spent) {
        int[] kept = DayLogs.componentsOf(grid);
        int least = 0;
        while (Direction.of(grid.effects()[kept[least]]) != direction) {
            least++;
        }
        int large = least;
        while (large + 1 < kept.length
                && Direction.of(grid.effects()[kept[large + 1]]) == direction) {
            large++;
        }
        double limit = StrictMath.log(2 / (ALPHA * Math.max(0.5, 1 - spent)));
        int count = days.count();
        int earliest = days.older() && strongestFrom(days, 0, least) < limit ? EARLIER : count;
        int latest = -1;
        for (int t = 0; t < count; t++) {
            if (strongestFrom(days, t + 1, least) < limit
                    && strongestBefore(days, t, least, large) < limit) {
                earliest = Math.min(earliest, t);
                latest = t;
            }
        }
        if (latest < 0) {
            // nothing fits, as when the change came and went: all that is known
            return new ChangePoint(
                    earliest == EARLIER ? EARLIER : days.day(0), days.day(count - 1));
        }
        return new ChangePoint(
                earliest == EARLIER ? EARLIER : days.day(earliest), days.day(latest));
    }

    /** log of the largest product against the change over days from t on, 0 for none. */
    private static double strongestFrom(DayLogs days, int t, int component) {
        double best = 0;
        double running = 0;
        for (int i = t; i < days.count(); i++) {
            // one step up: what was rounded down must not speak against
            running -= (days.quarters(i, component) + 1.0) / DayLogs.STEPS;
            best = Math.max(best, running);
        }
        return best;
    }

    /** log of the largest mixture for a change over days that end just before t. */
    private static double strongestBefore(DayLogs days, int t, int least, int large) {
        double best = Double.NEGATIVE_INFINITY;
        double small = 0;
        double big = 0;
        for (int s = t - 1; s >= 0; s--) {
            small += days.quarters(s, least) / (double) DayLogs.STEPS;
            big += days.quarters(s, large) / (double) DayLogs.STEPS;
            best = Math.max(best, LogMath.logSum(small, big) - StrictMath.log(2));
        }
        return best;
    }
}
