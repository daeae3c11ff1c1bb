package dev.routesight.report;

import static dev.routesight.report.Rows.count;
import static dev.routesight.report.Rows.text;

import dev.routesight.stats.ClusteredRate;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Which cohorts and routes are turned down most: rejected rates over all days, surest first. */
final class Where implements Section {
    /** Rows of a horizon that are shown at most. */
    static final int MOST = 60;

    private static final String SQL =
            """
            select cut, cohort, route, horizon_seconds, sum(decisions) as n,
              sum(rejected) as rejected, sum(units) as units, sum(unit_decisions_sq) as nn,
              sum(unit_decisions_rejected) as nx, sum(unit_rejected_sq) as xx
            from cohort_tally
            where dataset = ? and final and complete and window_start >= ? and window_start < ?
              and cut = any (?)
            group by 1, 2, 3, 4 having sum(decisions) > 0
            """;

    private record Found(Map<String, Object> row, ClusteredRate rate) {
        double low() {
            return rate.interval().low();
        }

        long horizon() {
            return count(row, "horizon_seconds");
        }
    }

    @Override
    public Map<String, Object> read(Rows rows, Scope scope) throws SQLException {
        List<Found> all = new ArrayList<>();
        rows.each(
                SQL,
                row -> all.add(new Found(row, SignalsOverTime.rejected(row))),
                scope.dataset(),
                scope.from(),
                scope.to(),
                scope.cuts());
        all.sort(
                Comparator.comparingDouble(Found::low)
                        .reversed()
                        .thenComparing(f -> text(f.row(), "cut"))
                        .thenComparing(f -> text(f.row(), "cohort"))
                        .thenComparing(f -> text(f.row(), "route")));
        List<Map<String, Object>> shown = new ArrayList<>();
        long most = 0;
        for (long horizon : scope.horizons()) {
            List<Found> of = all.stream().filter(f -> f.horizon() == horizon).toList();
            most = Math.max(most, of.size());
            of.stream().limit(MOST).forEach(f -> shown.add(json(f)));
        }
        return Json.object("rows", shown, "of", most, "most", MOST);
    }

    private static Map<String, Object> json(Found found) {
        Map<String, Object> row = found.row();
        String cut = text(row, "cut");
        return Json.object(
                "cut", cut,
                "cohort", text(row, "cohort"),
                "label", cut.isEmpty() ? "all traffic" : Cohorts.label(text(row, "cohort")),
                "route", text(row, "route"),
                "horizon", found.horizon(),
                "n", count(row, "n"),
                "k", count(row, SignalsOverTime.REJECTED),
                "rate", found.rate().rate(),
                "low", found.rate().interval().low(),
                "high", found.rate().interval().high());
    }
}
