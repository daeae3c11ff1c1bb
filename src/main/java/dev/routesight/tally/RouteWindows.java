package dev.routesight.tally;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes of a cut's final cells what drift is watched by. {@code __other__} is left out: who is in
 * it differs from window to window, and its decisions are in broader cuts as well.
 *
 * @param horizonMillis the one horizon whose rows are watched
 * @param signals the counts that are watched, in this order
 * @param cuts names of the cuts that are watched
 * @param withUnits whether sums over users are wanted
 */
public record RouteWindows(
        long horizonMillis, List<TallyCount> signals, Set<String> cuts, boolean withUnits)
        implements Serializable {

    private record Who(String cohort, String route) {}

    /** The cells of one cohort and route. */
    private static final class Group {
        final Map<String, long[]> strata = new TreeMap<>();
        final Cell whole = new Cell();
        String[] routerVersions = {};
    }

    /**
     * Of the cells that become final together.
     *
     * @param cells of one horizon, observed to the end of what they count
     */
    public List<RouteWindow> of(
            String cut, long windowStart, long windowEnd, Map<CellKey, Cell> cells) {
        if (!cuts.contains(cut)) {
            return List.of();
        }
        boolean shapeIsTheCohorts = List.of(cut.split(",")).contains("query_shape");
        Map<Who, Group> groups = new java.util.HashMap<>();
        cells.forEach(
                (key, cell) -> {
                    if (key.horizonMillis() == horizonMillis
                            && !key.cohort().equals(CohortCap.OTHER)) {
                        add(
                                groups.computeIfAbsent(
                                        new Who(key.cohort(), key.route()), who -> new Group()),
                                key,
                                cell,
                                shapeIsTheCohorts);
                    }
                });
        List<RouteWindow> windows = new ArrayList<>();
        groups.forEach(
                (who, group) -> windows.add(window(cut, who, windowStart, windowEnd, group)));
        return windows;
    }

    private void add(Group group, CellKey key, Cell cell, boolean shapeIsTheCohorts) {
        String bin = key.scoreBin() < 0 ? "" : Integer.toString(key.scoreBin(), 36);
        String stratum = shapeIsTheCohorts ? bin : key.queryShape() + "|" + bin;
        long[] counts = group.strata.computeIfAbsent(stratum, name -> new long[1 + signals.size()]);
        counts[0] += cell.counts[TallyCount.DECISIONS.ordinal()];
        for (int s = 0; s < signals.size(); s++) {
            counts[1 + s] += cell.counts[signals.get(s).ordinal()];
        }
        group.routerVersions = Distinct.with(group.routerVersions, key.routerVersion());
        if (withUnits) {
            group.whole.add(cell);
        } else {
            group.whole.addWithoutUnits(cell);
        }
    }

    private RouteWindow window(String cut, Who who, long windowStart, long windowEnd, Group group) {
        long[] counts = new long[group.strata.size() * (1 + signals.size())];
        int at = 0;
        for (long[] stratum : group.strata.values()) {
            System.arraycopy(stratum, 0, counts, at, stratum.length);
            at += stratum.length;
        }
        Cell whole = group.whole;
        return new RouteWindow(
                cut,
                who.cohort(),
                who.route(),
                windowStart,
                windowEnd,
                group.strata.keySet().toArray(String[]::new),
                counts,
                withUnits ? units(whole.counts) : new long[0],
                ExactSums.valueOf(whole.sums, TallySum.COST_USD).unscaledValue().longValue(),
                whole.counts[TallyCount.WITH_COST.ordinal()],
                group.routerVersions,
                whole.models == null ? new String[0] : whole.models,
                whole.thresholds == null ? new double[0] : whole.thresholds);
    }

    private static long[] units(long[] counts) {
        return new long[] {
            counts[TallyCount.UNIT_DECISIONS_SQ.ordinal()],
            counts[TallyCount.UNIT_DECISIONS_REJECTED.ordinal()],
            counts[TallyCount.UNIT_REJECTED_SQ.ordinal()]
        };
    }
}
