package dev.routesight.report;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** At what age of a decision its signals come: incidence by each horizon. */
final class SignalAges implements Section {
    private static final String SQL =
            """
            select cut, cohort, route, signal, horizon_seconds as horizon,
              sum(decisions) as decisions, sum(events) as events,
              (sum(events) / sum(decisions))::float8 as incidence,
              wilson_low(sum(events), sum(decisions))::float8 as low,
              wilson_high(sum(events), sum(decisions))::float8 as high
            from signal_by_age
            where dataset = ? and day >= ? and day < ? and cut = any (?) and cohort = any (?)
              and (cut, cohort) in (select * from unnest(?::text[], ?::text[]))
            group by cut, cohort, route, signal, horizon_seconds having sum(events) > 0
            order by cut, cohort, route, signal, horizon_seconds
            """;

    /** Cohorts for which this is carried. */
    private static final int COHORTS = 30;

    @Override
    public Map<String, Object> read(Rows rows, Scope scope) throws SQLException {
        int most = Math.min(COHORTS, scope.cohorts().size());
        List<Map<String, Object>> found =
                rows.of(
                        SQL,
                        scope.dataset(),
                        scope.since(),
                        scope.until(),
                        scope.cuts(),
                        scope.cohortNames().subList(0, most), // known inside the view, too
                        scope.cohortCuts().subList(0, most),
                        scope.cohortNames().subList(0, most));
        for (Map<String, Object> row : found) {
            row.put("place", scope.place(Rows.text(row, "cut"), Rows.text(row, "cohort")));
            row.remove("cut");
            row.remove("cohort");
        }
        return Json.object(
                "rows",
                found,
                "words",
                scope.horizons().size() < 2
                        ? List.of(
                                "There is one horizon only, so nothing can be said about age: give"
                                        + " the job a second one, such as horizons: [2m, 30m].")
                        : List.of());
    }
}
