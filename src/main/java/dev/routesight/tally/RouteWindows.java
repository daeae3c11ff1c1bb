package dev.routesight.tally;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes of a cut's final cells what drift is watched by: what each route had of each cohort, and
 * what that is compared with. {@code __other__} is left out: who is in it differs from window to
 * window, and its decisions are in broader cuts as well.
 *
 * @param horizonMillis the one horizon whose rows are watched
 * @param signals the counts that are watched, in this order
 * @param cuts names of the cuts that are watched
 * @param withUnits whether sums over users are wanted
 * @param controlArm experiment and arm, joined by a slash
 */
public record RouteWindows(
        long horizonMillis,
        List<TallyCount> signals,
        Set<String> cuts,
        boolean withUnits,
        Against against,
        String controlArm)
        implements Serializable {
    private static final String POLICY = "policy";

    /** Sorts first. */
    private static final String WATCHED = "";

    private record Who(String cohort, String route) {}

    /** Without a comparison. */
    public RouteWindows(
            long horizonMillis, List<TallyCount> signals, Set<String> cuts, boolean withUnits) {
        this(horizonMillis, signals, cuts, withUnits, Against.OFF, "");
    }

    /** Cells that are added up. */
    private static final class Group {
        final Map<String, long[]> strata = new TreeMap<>();
        final Cell whole = new Cell();
        String[] routerVersions = {};

        void add(Group other) {
            other.strata.forEach(
                    (stratum, counts) -> {
                        long[] sum = strata.computeIfAbsent(stratum, s -> new long[counts.length]);
                        for (int i = 0; i < sum.length; i++) {
                            sum[i] += counts[i];
                        }
                    });
            whole.add(other.whole);
            for (String version : other.routerVersions) {
                routerVersions = Distinct.with(routerVersions, version);
            }
        }
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
        Map<Who, Group> groups = new HashMap<>();
        Map<Who, TreeMap<String, Group>> compared = new HashMap<>();
        cells.forEach(
                (key, cell) -> {
                    if (key.horizonMillis() != horizonMillis
                            || key.cohort().equals(CohortCap.OTHER)) {
                        return;
                    }
                    Who who = new Who(key.cohort(), key.route());
                    add(
                            groups.computeIfAbsent(who, w -> new Group()),
                            key,
                            cell,
                            shapeIsTheCohorts);
                    compare(who, key, cell, shapeIsTheCohorts, compared);
                });
        List<RouteWindow> windows = new ArrayList<>();
        groups.forEach(
                (who, group) -> {
                    String[] none = {};
                    windows.add(window(cut, who, windowStart, windowEnd, "", none, List.of(group)));
                });
        if (against == Against.ROUTE) {
            compareRoutes(groups, compared);
        }
        compared.forEach(
                (who, parts) -> {
                    // versions come alone too: which is the newest, is seen over time
                    if (against == Against.PREVIOUS_VERSION || parts.size() > 1) {
                        windows.add(
                                window(
                                        cut,
                                        who,
                                        windowStart,
                                        windowEnd,
                                        against.text(),
                                        parts.keySet().toArray(String[]::new),
                                        List.copyOf(parts.values())));
                    }
                });
        return windows;
    }

    private void compare(
            Who who,
            CellKey key,
            Cell cell,
            boolean shapeIsTheCohorts,
            Map<Who, TreeMap<String, Group>> compared) {
        Who of = against == Against.CONTROL_ARM ? new Who(who.cohort(), "") : who;
        String part = partOf(key);
        if (part != null) {
            add(
                    compared.computeIfAbsent(of, w -> new TreeMap<>())
                            .computeIfAbsent(part, p -> new Group()),
                    key,
                    cell,
                    shapeIsTheCohorts);
        }
    }

    /** Which group of a comparison a cell is of; null for none. */
    private String partOf(CellKey key) {
        return switch (against) {
            case OFF, ROUTE -> null;
            case PREVIOUS_VERSION -> key.routerVersion();
            case CONTROL_ARM -> {
                if (controlArm.equals(key.experiment() + "/" + key.arm())) {
                    yield controlArm;
                }
                yield key.assignment().equals(POLICY) ? WATCHED : null;
            }
        };
    }

    private static void compareRoutes(
            Map<Who, Group> groups, Map<Who, TreeMap<String, Group>> compared) {
        Map<String, TreeSet<String>> routes = new HashMap<>();
        for (Who who : groups.keySet()) {
            routes.computeIfAbsent(who.cohort(), c -> new TreeSet<>()).add(who.route());
        }
        groups.forEach(
                (who, group) -> {
                    TreeSet<String> others = new TreeSet<>(routes.get(who.cohort()));
                    others.remove(who.route());
                    if (others.isEmpty()) {
                        return;
                    }
                    Group sum = new Group();
                    for (String other : others) {
                        sum.add(groups.get(new Who(who.cohort(), other)));
                    }
                    TreeMap<String, Group> parts = new TreeMap<>();
                    parts.put(WATCHED, group);
                    parts.put(String.join(", ", others), sum);
                    compared.put(who, parts);
                });
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

    private RouteWindow window(
            String cut,
            Who who,
            long windowStart,
            long windowEnd,
            String compared,
            String[] names,
            List<Group> parts) {
        Group watched = parts.get(0);
        if (compared.equals(Against.PREVIOUS_VERSION.text())) {
            watched = new Group();
            parts.forEach(watched::add);
        }
        String[] strata = strata(parts);
        int stride = 1 + signals.size();
        long[] counts = new long[parts.size() * strata.length * stride];
        long[] units = new long[withUnits ? 3 * parts.size() : 0];
        int at = 0;
        for (int g = 0; g < parts.size(); g++) {
            for (String stratum : strata) {
                long[] of = parts.get(g).strata.get(stratum);
                if (of != null) {
                    System.arraycopy(of, 0, counts, at, stride);
                }
                at += stride;
            }
            if (withUnits) {
                System.arraycopy(units(parts.get(g).whole.counts), 0, units, 3 * g, 3);
            }
        }
        Cell whole = watched.whole;
        return new RouteWindow(
                cut,
                who.cohort(),
                who.route(),
                windowStart,
                windowEnd,
                strata,
                counts,
                units,
                ExactSums.valueOf(whole.sums, TallySum.COST_USD).unscaledValue().longValue(),
                whole.counts[TallyCount.WITH_COST.ordinal()],
                watched.routerVersions,
                whole.models == null ? new String[0] : whole.models,
                whole.thresholds == null ? new double[0] : whole.thresholds,
                compared,
                names);
    }

    private static String[] strata(List<Group> parts) {
        TreeSet<String> names = new TreeSet<>();
        parts.forEach(part -> names.addAll(part.strata.keySet()));
        return names.toArray(String[]::new);
    }

    private static long[] units(long[] counts) {
        return new long[] {
            counts[TallyCount.UNIT_DECISIONS_SQ.ordinal()],
            counts[TallyCount.UNIT_DECISIONS_REJECTED.ordinal()],
            counts[TallyCount.UNIT_REJECTED_SQ.ordinal()]
        };
    }
}
