package dev.routesight.report;

import static dev.routesight.report.Rows.count;
import static dev.routesight.report.Rows.number;
import static dev.routesight.report.Rows.text;

import dev.routesight.attribution.SignalKind;
import dev.routesight.stats.ClusteredRate;
import dev.routesight.stats.Critical;
import dev.routesight.stats.Interval;
import dev.routesight.stats.Proportion;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rates of signals over time, by cohort, route and horizon. The interval of {@code rejected} is
 * that of {@link ClusteredRate}, those of single signals are of {@link Proportion#wilson}.
 */
final class SignalsOverTime implements Section {
    static final String REJECTED = "rejected";

    /** Single signals are carried for the first cohorts, as far as so many points go. */
    private static final int POINTS_OF_SIGNALS = 40_000;

    private static final List<String> SIGNALS =
            Stream.concat(
                            Arrays.stream(SignalKind.values()).map(SignalKind::label),
                            Stream.of("followed"))
                    .toList();

    private static final String SQL =
            "select cut, cohort, route, horizon_seconds, extract(epoch from date_bin(make_interval("
                    + "secs => ?), window_start, timestamptz '2001-01-01Z'))::bigint as at,"
                    + " sum(decisions) as n, sum(rejected) as rejected, sum(units) as units,"
                    + " sum(unit_decisions_sq) as nn, sum(unit_decisions_rejected) as nx,"
                    + " sum(unit_rejected_sq) as xx, "
                    + SIGNALS.stream()
                            .map(s -> "sum(" + s + ") as " + s)
                            .collect(Collectors.joining(", "))
                    + " from cohort_tally where dataset = ? and final and complete and window_start"
                    + " >= ? and window_start < ? and cut = any (?) and (cut, cohort) in (select *"
                    + " from unnest(?::text[], ?::text[])) group by 1, 2, 3, 4, 5 having"
                    + " sum(decisions) > 0 order by 1, 2, 3, 4, 5";

    /** The points of one line. */
    private static final class Line {
        final List<Long> at = new ArrayList<>();
        final List<Long> n = new ArrayList<>();
        final List<Long> k = new ArrayList<>();
        final List<Double> low = new ArrayList<>();
        final List<Double> high = new ArrayList<>();

        void add(long time, long decisions, long events, Interval interval) {
            at.add(time);
            n.add(decisions);
            k.add(events);
            low.add(Figures.brief(interval.low()));
            high.add(Figures.brief(interval.high()));
        }

        Map<String, Object> json(Key key, List<Long> times) {
            return Json.object(
                    "cohort", key.cohort(),
                    "route", key.route(),
                    "horizon", key.horizon(),
                    "signal", key.signal(),
                    "at", at.stream().map(times::indexOf).toList(),
                    "n", n,
                    "k", k,
                    "low", low,
                    "high", high);
        }
    }

    private record Key(int cohort, String route, long horizon, String signal) {}

    @Override
    public Map<String, Object> read(Rows rows, Scope scope) throws SQLException {
        int few = cohortsWithSignals(scope);
        Map<Key, Line> lines = new LinkedHashMap<>();
        TreeSet<Long> times = new TreeSet<>();
        rows.each(
                SQL,
                row -> {
                    int cohort = scope.place(text(row, "cut"), text(row, "cohort"));
                    times.add(count(row, "at"));
                    add(lines, row, cohort, cohort < few);
                },
                scope.step().seconds(),
                scope.dataset(),
                scope.from(),
                scope.to(),
                scope.cuts(),
                scope.cohortCuts(),
                scope.cohortNames());
        List<Long> all = List.copyOf(times);
        List<Map<String, Object>> series = new ArrayList<>();
        lines.forEach(
                (key, line) -> {
                    if (key.signal().equals(REJECTED)
                            || line.k.stream().mapToLong(k -> k).sum() > 0) {
                        series.add(line.json(key, all));
                    }
                });
        return Json.object(
                "step_seconds", scope.step().seconds(),
                "step", scope.step().words(),
                "times", all.stream().map(s -> Instant.ofEpochSecond(s).toString()).toList(),
                "signals", Stream.concat(Stream.of(REJECTED), SIGNALS.stream()).toList(),
                "with_signals", few,
                "series", series,
                "words", words(scope, all));
    }

    private static int cohortsWithSignals(Scope scope) {
        long points = scope.to().getEpochSecond() - scope.from().getEpochSecond();
        points = points / scope.step().seconds() + 1;
        long ofOne = points * scope.routes().size() * scope.horizons().size() * SIGNALS.size();
        return (int) Math.max(1, POINTS_OF_SIGNALS / Math.max(1, ofOne));
    }

    private static void add(
            Map<Key, Line> lines, Map<String, Object> row, int cohort, boolean withSignals) {
        String route = text(row, "route");
        long horizon = count(row, "horizon_seconds");
        long at = count(row, "at");
        long n = count(row, "n");
        long rejected = count(row, REJECTED);
        lines.computeIfAbsent(new Key(cohort, route, horizon, REJECTED), k -> new Line())
                .add(at, n, rejected, rejected(row).interval());
        for (String signal : withSignals ? SIGNALS : List.<String>of()) {
            long k = count(row, signal);
            lines.computeIfAbsent(new Key(cohort, route, horizon, signal), key -> new Line())
                    .add(at, n, k, Proportion.wilson(k, n, Critical.LEVEL));
        }
    }

    /** Of a row with n, rejected, units, nn, nx and xx. */
    static ClusteredRate rejected(Map<String, Object> row) {
        return ClusteredRate.of(
                number(row, "units"),
                number(row, "n"),
                number(row, REJECTED),
                number(row, "nn"),
                number(row, "nx"),
                number(row, "xx"),
                Critical.LEVEL);
    }

    private static List<String> words(Scope scope, List<Long> times) {
        if (scope.isEmpty()) {
            return List.of();
        }
        if (times.size() < 2) {
            return List.of(
                    "All that is final and complete falls into one stretch of "
                            + scope.step().words()
                            + ": that is a number, not yet a course. Wait for the next windows to"
                            + " become final.");
        }
        if (scope.decisions() < Scope.FEW) {
            return List.of(
                    "Only "
                            + Figures.count(scope.decisions())
                            + " decisions so far: the bands are wide because little is known.");
        }
        return List.of();
    }
}
