package dev.routesight.offpolicy;

import dev.routesight.stats.Critical;
import dev.routesight.stats.Estimate;
import java.util.List;
import java.util.Locale;

/**
 * Do two router versions decide alike on like queries (query shape × score bin)? A router that was
 * retrained on what it chose itself, and now chooses the same, has confirmed itself.
 *
 * @param agreement Σ over cells of weight × Σ over routes min(share by old, share by new); 1 = the
 *     same shares everywhere. The weight of a cell is the smaller of the versions' shares of
 *     traffic.
 * @param moved change of the share sent to the reference route, cells weighted alike
 * @param verdict in words
 */
public record RouterAgreement(double agreement, Estimate moved, String verdict) {
    /** Moves within this many points are none. */
    public static final double NO_MOVE = 0.02;

    /**
     * Decisions of one kind of query.
     *
     * @param oldReference sent to the reference route by the old version, of {@code oldAll}
     * @param newReference by the new version, of {@code newAll}
     */
    public record Cell(double oldReference, double oldAll, double newReference, double newAll) {}

    public static RouterAgreement of(List<Cell> cells, boolean retrained) {
        double oldTotal = cells.stream().mapToDouble(Cell::oldAll).sum();
        double newTotal = cells.stream().mapToDouble(Cell::newAll).sum();
        double weights = 0;
        double alike = 0;
        double shift = 0;
        double variance = 0;
        for (Cell c : cells) {
            if (c.oldAll() == 0 || c.newAll() == 0) {
                continue;
            }
            double weight = Math.min(c.oldAll() / oldTotal, c.newAll() / newTotal);
            double p = c.oldReference() / c.oldAll();
            double q = c.newReference() / c.newAll();
            weights += weight;
            alike += weight * (1 - Math.abs(p - q));
            shift += weight * (q - p);
            variance += weight * weight * (p * (1 - p) / c.oldAll() + q * (1 - q) / c.newAll());
        }
        if (weights == 0) {
            return new RouterAgreement(
                    Double.NaN, Estimate.NONE, "unidentifiable: the versions saw no like queries");
        }
        double agreement = alike / weights;
        Estimate moved =
                Estimate.of(
                        shift / weights, Math.sqrt(variance) / weights, Critical.z(Critical.LEVEL));
        return new RouterAgreement(agreement, moved, verdict(agreement, moved, retrained));
    }

    private static String verdict(double agreement, Estimate moved, boolean retrained) {
        boolean still =
                agreement >= 1 - NO_MOVE
                        && Math.abs(moved.interval().low()) <= NO_MOVE
                        && Math.abs(moved.interval().high()) <= NO_MOVE;
        if (still) {
            return retrained ? "retrained but did not move" : "did not move";
        }
        return String.format(
                Locale.ROOT,
                "agrees on %.0f %% of like queries; sends %+.1f points to the reference (%+.1f to"
                        + " %+.1f)",
                100 * agreement,
                100 * moved.value(),
                100 * moved.interval().low(),
                100 * moved.interval().high());
    }
}
