package dev.routesight.drift;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Puts alerts of one cause together, so that a broken model is one alert that lists its cohorts and
 * not two hundred.
 *
 * <p>Two alerts are related if signal and direction agree, the times at which they may have begun
 * overlap, and no dimension tells their cohorts apart; groups are what relations connect. A group
 * is headed by the cohort that explains it best: of those with at least 80 % of the largest excess,
 * the one whose rate changed most; where a broader cohort changed as much within a tenth, the
 * broader one. A broken model is a share of all traffic with all of the excess and a stronger
 * change, so it heads; a bad day for everyone changed all cohorts alike, so all traffic heads.
 *
 * <p>Grouping orders what was found; it promises nothing, and two causes that begin together may
 * end in one group.
 */
public final class AlertGroups {
    private static final double SHARE_OF_EXCESS = 0.8;
    private static final double ALIKE = 0.9;

    private AlertGroups() {}

    /** A head and all alerts of its group, the head among them, the largest excess first. */
    public record Group(CohortAlert head, List<CohortAlert> members) {}

    public static List<Group> of(List<CohortAlert> alerts) {
        List<CohortAlert> rest = new ArrayList<>(alerts);
        rest.sort(Comparator.comparing(CohortAlert::sortKey));
        List<Group> groups = new ArrayList<>();
        while (!rest.isEmpty()) {
            groups.add(group(connected(rest)));
        }
        return groups;
    }

    private static List<CohortAlert> connected(List<CohortAlert> rest) {
        List<CohortAlert> members = new ArrayList<>();
        members.add(rest.remove(0));
        for (int i = 0; i < members.size(); i++) {
            CohortAlert member = members.get(i);
            List<CohortAlert> related = rest.stream().filter(member::related).toList();
            rest.removeAll(related);
            members.addAll(related);
        }
        return members;
    }

    private static Group group(List<CohortAlert> members) {
        List<CohortAlert> ordered = new ArrayList<>(members);
        ordered.sort(
                Comparator.comparingDouble(CohortAlert::excess)
                        .reversed()
                        .thenComparing(CohortAlert::sortKey));
        return new Group(headOf(members), List.copyOf(ordered));
    }

    /** The one of a group that explains it best. */
    static CohortAlert headOf(List<CohortAlert> members) {
        double most = members.stream().mapToDouble(CohortAlert::excess).max().orElseThrow();
        List<CohortAlert> explaining =
                members.stream().filter(a -> a.excess() >= SHARE_OF_EXCESS * most).toList();
        double strongest =
                explaining.stream().mapToDouble(CohortAlert::strength).max().orElseThrow();
        return explaining.stream()
                .filter(a -> a.strength() >= ALIKE * strongest)
                .min(Comparator.comparing(CohortAlert::sortKey))
                .orElseThrow();
    }
}
