package dev.routesight.drift;

import dev.routesight.tally.Cut;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Keeps the open alerts of one signal and direction: what cohorts say at one time becomes rows, one
 * for each cause as far as can be told.
 *
 * <p>A cohort that alerts joins an open alert if it is related to one of its open cohorts as {@link
 * AlertGroups} means it, the change having begun before {@code groupMillis} after that one opened;
 * else it opens an alert of its own. One that is related to several joins the oldest, and the
 * others are merged into it. An alert is over when all its cohorts are.
 */
public final class AlertBook {
    private static final int LISTED = 100;
    private static final int KEPT = 1000;

    private final DriftSettings settings;

    public AlertBook(DriftSettings settings) {
        this.settings = settings;
    }

    /**
     * Takes in what cohorts say at one time, in any order.
     *
     * @param open the open alerts, changed by this
     * @return the rows that changed
     */
    public List<DriftAlert> advance(List<OpenAlert> open, List<CohortDrift> said, long at) {
        List<CohortDrift> ordered = new ArrayList<>(said);
        ordered.sort(Comparator.comparing(CohortDrift::isOpen).thenComparing(CohortDrift::id));
        Set<OpenAlert> touched = new LinkedHashSet<>();
        List<DriftAlert> rows = new ArrayList<>();
        for (CohortDrift drift : ordered) {
            OpenAlert known = holding(open, drift.id());
            if (known == null && drift.isOpen() && drift.at() == drift.openedAt()) {
                known = place(open, drift, at, rows);
                touched.removeIf(alert -> !open.contains(alert));
            }
            if (known != null) {
                if (known.members.containsKey(drift.id()) || known.members.size() < KEPT) {
                    known.members.put(drift.id(), drift);
                }
                touched.add(known);
            }
        }
        for (OpenAlert alert : touched) {
            boolean over = alert.members.values().stream().noneMatch(CohortDrift::isOpen);
            if (over) {
                open.remove(alert);
            }
            rows.add(row(alert, over ? resolution(alert) : null, null, at));
        }
        return rows;
    }

    private static OpenAlert holding(List<OpenAlert> open, String id) {
        return open.stream().filter(a -> a.members.containsKey(id)).findFirst().orElse(null);
    }

    private OpenAlert place(
            List<OpenAlert> open, CohortDrift drift, long at, List<DriftAlert> rows) {
        CohortAlert seen = seen(drift);
        List<OpenAlert> related = new ArrayList<>();
        for (OpenAlert alert : open) {
            if (alert.members.values().stream()
                    .anyMatch(member -> member.isOpen() && seen(member).related(seen))) {
                related.add(alert);
            }
        }
        if (related.isEmpty()) {
            OpenAlert alert = new OpenAlert();
            alert.alertId = md5(drift.id());
            alert.windowStart = drift.windowStart();
            alert.windowEnd = drift.windowEnd();
            alert.openedAt = drift.openedAt();
            open.add(alert);
            return alert;
        }
        related.sort(
                Comparator.<OpenAlert>comparingLong(a -> a.openedAt).thenComparing(a -> a.alertId));
        OpenAlert oldest = related.get(0);
        for (OpenAlert younger : related.subList(1, related.size())) {
            open.remove(younger);
            // one that opened at this very time was never told of
            if (younger.openedAt < at) {
                rows.add(row(younger, "merged", oldest.alertId, at));
            }
            oldest.members.putAll(younger.members);
        }
        return oldest;
    }

    private DriftAlert row(OpenAlert alert, String resolution, String mergedInto, long at) {
        List<CohortDrift> members = new ArrayList<>(alert.members.values());
        members.sort(
                Comparator.<CohortDrift>comparingDouble(m -> -Math.abs(m.excess()))
                        .thenComparing(CohortDrift::id));
        List<CohortDrift> candidates = members.stream().filter(CohortDrift::isOpen).toList();
        CohortDrift head = headOf(candidates.isEmpty() ? members : candidates);
        return new DriftAlert(
                alert.alertId,
                settings.byEpoch() ? "fdr" : "budget",
                resolution,
                mergedInto,
                alert.windowStart,
                alert.windowEnd,
                alert.openedAt,
                resolution == null ? null : at,
                at,
                head,
                new ArrayList<>(members.subList(0, Math.min(LISTED, members.size()))),
                members.size());
    }

    private CohortDrift headOf(List<CohortDrift> members) {
        String id = AlertGroups.headOf(members.stream().map(this::seen).toList()).id();
        return members.stream().filter(m -> m.id().equals(id)).findFirst().orElseThrow();
    }

    private static String resolution(OpenAlert alert) {
        for (String state : List.of(CohortDrift.RECOVERED, CohortDrift.EPOCH_ENDED)) {
            if (alert.members.values().stream().anyMatch(m -> m.state().equals(state))) {
                return state;
            }
        }
        return CohortDrift.VANISHED;
    }

    /** The route is a dimension like others here; the empty one is all of them. */
    private CohortAlert seen(CohortDrift drift) {
        Map<String, String> dimensions = new TreeMap<>(Cut.valuesOf(drift.cohort()));
        if (!drift.route().isEmpty()) {
            dimensions.put("route", drift.route());
        }
        return new CohortAlert(
                drift.id(),
                dimensions,
                drift.signal(),
                drift.direction().equals("rise") ? Direction.RISE : Direction.FALL,
                settings.number(drift.since()),
                settings.number(drift.windowStart() + settings.groupMillis()),
                Math.max(1e-9, Math.abs(drift.excess())),
                Math.max(1e-9, drift.ratio()));
    }

    private static String md5(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
