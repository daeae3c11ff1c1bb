package dev.routesight.report;

import static dev.routesight.report.Rows.count;
import static dev.routesight.report.Rows.number;
import static dev.routesight.report.Rows.text;
import static dev.routesight.report.Rows.time;

import dev.routesight.config.ConfigurationException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Looks what there is, and chooses what the page shows of it. */
final class ReadScope {
    /** Cohorts of a cut that are shown at most, besides those with an alert. */
    static final int OF_A_CUT = 24;

    /** Cohorts that are shown at most. */
    static final int IN_ALL = 80;

    private static final String THERE =
            """
            select cut, horizon_seconds, route, min(window_start) as first, max(window_end) as last,
              extract(epoch from max(window_end - window_start))::bigint as window_seconds,
              coalesce(sum(decisions) filter (where final and complete), 0) as decisions,
              count(*) filter (where not final) as provisional,
              count(*) filter (where final and not complete) as censored, max(as_of) as as_of
            from cohort_tally where dataset = ? and window_start >= ? and window_start < ?
            group by cut, horizon_seconds, route order by cut, horizon_seconds, route
            """;

    private static final String COHORTS =
            """
            select cut, cohort, sum(decisions) as decisions, sum(rejected) as rejected
            from cohort_tally
            where dataset = ? and cut = any (?) and horizon_seconds = ? and final and complete
              and window_start >= ? and window_start < ?
            group by cut, cohort having sum(decisions) > 0 order by sum(decisions) desc, cut, cohort
            """;

    private static final String ALERTING =
            """
            select cut, cohort from drift_alert
            where dataset = ? and opened_at < ? and (state = 'open' or resolved_at >= ?)
            order by state, opened_at desc limit 40
            """;

    private final Rows rows;
    private final ReportRequest request;
    private final List<String> leftOut = new ArrayList<>();

    private ReadScope(Rows rows, ReportRequest request) {
        this.rows = rows;
        this.request = request;
    }

    static Scope of(Rows rows, ReportRequest request) throws SQLException {
        return new ReadScope(rows, request).read();
    }

    private Scope read() throws SQLException {
        LocalDate until = request.until();
        LocalDate since = request.since();
        if (request.lastDays() > 0) {
            Instant last = last();
            if (last != null) {
                until = dayAfter(last);
                since = until.minusDays(request.lastDays());
            }
        }
        List<Map<String, Object>> there =
                rows.of(THERE, request.dataset(), start(since), start(until));
        if (there.isEmpty()) {
            return nothing();
        }
        Instant from = null;
        Instant to = null;
        Instant asOf = null;
        long window = 1;
        long provisional = 0;
        long censored = 0;
        Set<String> cuts = new TreeSet<>();
        Set<String> names = new TreeSet<>();
        Set<Long> horizons = new TreeSet<>();
        for (Map<String, Object> row : there) {
            from = from == null || time(row, "first").isBefore(from) ? time(row, "first") : from;
            to = to == null || time(row, "last").isAfter(to) ? time(row, "last") : to;
            asOf = asOf == null || time(row, "as_of").isAfter(asOf) ? time(row, "as_of") : asOf;
            window = Math.max(window, count(row, "window_seconds"));
            provisional += count(row, "provisional");
            censored += count(row, "censored");
            cuts.add(text(row, "cut"));
            names.add(text(row, "route"));
            horizons.add(count(row, "horizon_seconds"));
        }
        long horizon = horizon(horizons);
        Map<String, Double> routes = routes(there, cuts.contains(""), horizon);
        List<String> shownCuts = cuts(cuts);
        List<Scope.Cohort> cohorts = cohorts(shownCuts, horizon, from, to);
        return new Scope(
                request,
                false,
                from,
                to,
                from.atOffset(ZoneOffset.UTC).toLocalDate(),
                dayAfter(to.minusNanos(1)),
                List.copyOf(horizons),
                horizon,
                shownCuts,
                List.copyOf(names),
                cheap(routes),
                cohorts,
                routes.values().stream().mapToDouble(n -> n).sum(),
                provisional,
                censored,
                asOf,
                Step.of(from, to, Duration.ofSeconds(window)),
                leftOut);
    }

    private Scope nothing() {
        return new Scope(
                request,
                true,
                null,
                null,
                request.since(),
                request.until(),
                List.of(),
                request.horizonSeconds(),
                List.of(),
                List.of(),
                null,
                List.of(),
                0,
                0,
                0,
                null,
                new Step(Duration.ofHours(1)),
                leftOut);
    }

    private Instant last() throws SQLException {
        String sql = "select max(window_start) as last from cohort_tally where dataset = ?";
        String whole = sql + " and cut = '' and horizon_seconds = ?";
        Instant last = time(rows.one(whole, request.dataset(), request.horizonSeconds()), "last");
        return last == null ? time(rows.one(sql, request.dataset()), "last") : last;
    }

    private long horizon(Set<Long> there) {
        if (there.contains(request.horizonSeconds())) {
            return request.horizonSeconds();
        }
        long largest = there.stream().max(Long::compare).orElseThrow();
        leftOut.add(
                "There is no horizon of "
                        + words(request.horizonSeconds())
                        + " in these tables: numbers are taken at "
                        + words(largest)
                        + ".");
        return largest;
    }

    /** Such as {@code 30 min}. */
    static String words(long seconds) {
        if (seconds % 60 != 0) {
            return seconds + " s";
        }
        return seconds % 3600 == 0 ? seconds / 3600 + " h" : seconds / 60 + " min";
    }

    private List<String> cuts(Set<String> there) {
        if (request.cut() == null) {
            return List.copyOf(there);
        }
        if (!there.contains(request.cut())) {
            throw new ConfigurationException(
                    "--cut "
                            + request.cut()
                            + ": dataset "
                            + request.dataset()
                            + " has no tally of it; there are "
                            + there.stream()
                                    .map(c -> c.isEmpty() ? "'' (all traffic)" : c)
                                    .toList());
        }
        return there.contains("") && !request.cut().isEmpty()
                ? List.of("", request.cut())
                : List.of(request.cut());
    }

    /** Decisions by route, of all traffic where it is tallied. */
    private static Map<String, Double> routes(
            List<Map<String, Object>> there, boolean whole, long horizon) {
        String cut = whole ? "" : text(there.get(0), "cut");
        Map<String, Double> routes = new TreeMap<>();
        for (Map<String, Object> row : there) {
            if (text(row, "cut").equals(cut) && count(row, "horizon_seconds") == horizon) {
                routes.merge(text(row, "route"), number(row, "decisions"), Double::sum);
            }
        }
        return routes;
    }

    private String cheap(Map<String, Double> routes) {
        if (request.route() != null) {
            return request.route();
        }
        if (routes.containsKey("cheap") && !request.reference().equals("cheap")) {
            return "cheap";
        }
        return routes.entrySet().stream()
                .filter(r -> !r.getKey().equals(request.reference()))
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    private List<Scope.Cohort> cohorts(List<String> cuts, long horizon, Instant from, Instant to)
            throws SQLException {
        Set<List<String>> alerting = new HashSet<>();
        rows.each(
                ALERTING,
                row -> alerting.add(List.of(text(row, "cut"), text(row, "cohort"))),
                request.dataset(),
                to,
                from);
        Map<String, List<Scope.Cohort>> byCut = new LinkedHashMap<>();
        cuts.forEach(cut -> byCut.put(cut, new ArrayList<>()));
        rows.each(
                COHORTS,
                row -> {
                    String cut = text(row, "cut");
                    String cohort = text(row, "cohort");
                    byCut.get(cut)
                            .add(
                                    new Scope.Cohort(
                                            cut,
                                            cohort,
                                            cut.isEmpty() ? "all traffic" : Cohorts.label(cohort),
                                            number(row, "decisions"),
                                            number(row, "rejected"),
                                            alerting.contains(List.of(cut, cohort))));
                },
                request.dataset(),
                cuts,
                horizon,
                from,
                to);
        int each = Math.max(3, Math.min(OF_A_CUT, IN_ALL / Math.max(1, cuts.size())));
        List<Scope.Cohort> shown = new ArrayList<>();
        byCut.forEach((cut, all) -> shown.addAll(largest(cut, all, each)));
        return List.copyOf(shown);
    }

    private List<Scope.Cohort> largest(String cut, List<Scope.Cohort> all, int most) {
        List<Scope.Cohort> shown = new ArrayList<>(all.stream().limit(most).toList());
        all.stream().skip(most).filter(Scope.Cohort::alerting).forEach(shown::add);
        if (shown.size() < all.size()) {
            double whole = all.stream().mapToDouble(Scope.Cohort::decisions).sum();
            double part = shown.stream().mapToDouble(Scope.Cohort::decisions).sum();
            leftOut.add(
                    Figures.words(
                            "Of the %s cohorts of %s this page shows %s: those with an alert and"
                                    + " the largest, with %.0f %% of the decisions. The others are"
                                    + " in the view signal_rate, or in a report of fewer days or"
                                    + " another --cut.",
                            Figures.count(all.size()),
                            cut.isEmpty() ? "all traffic" : cut,
                            Figures.count(shown.size()),
                            100 * part / whole));
        }
        return shown;
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static LocalDate dayAfter(Instant time) {
        return time.atOffset(ZoneOffset.UTC).toLocalDate().plusDays(1);
    }
}
