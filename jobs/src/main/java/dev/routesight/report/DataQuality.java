package dev.routesight.report;

import static dev.routesight.report.Rows.count;
import static dev.routesight.report.Rows.text;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where every event went, how far behind the tables are, and what came to nothing. */
final class DataQuality implements Section {
    private static final String PLACES =
            """
            select place, sum(events) as events from job_accounting
            where dataset = ? and place <> 'events_read' group by place having sum(events) > 0
            order by sum(events) desc, place
            """;

    private static final String CHECK =
            """
            select events_read, placed, pending, difference from accounting_check where dataset = ?
            """;

    private static final String SOURCES =
            """
            select source, sum(events) filter (where place = 'events_read') as events,
              max(as_of) filter (where as_of between '1970-01-01Z' and '9999-12-31Z') as as_of
            from job_accounting where dataset = ? group by source
            order by 2 desc nulls last, source limit 21
            """;

    private static final String REASONS =
            "select reason, count(*) as events, min(ts) as first, max(ts) as last from %s where"
                    + " dataset = ? group by reason order by 2 desc, reason limit 12";

    @Override
    public Map<String, Object> read(Rows rows, Scope scope) throws SQLException {
        List<Map<String, Object>> places = rows.of(PLACES, scope.dataset());
        List<Map<String, Object>> check = rows.of(CHECK, scope.dataset());
        Map<String, Object> reasons = new LinkedHashMap<>();
        for (String table : List.of("malformed_event", "late_event", "orphan_signal")) {
            reasons.put(table, rows.of(REASONS.formatted(table), scope.dataset()));
        }
        Map<String, Object> account = check.isEmpty() ? null : check.get(0);
        return Json.object(
                "places",
                places,
                "check",
                account,
                "sources",
                rows.of(SOURCES, scope.dataset()),
                "reasons",
                reasons,
                "as_of",
                scope.asOf() == null ? null : scope.asOf().toString(),
                "provisional",
                scope.provisional(),
                "censored",
                scope.censored(),
                "words",
                words(scope, account, places));
    }

    private static List<String> words(
            Scope scope, Map<String, Object> account, List<Map<String, Object>> places) {
        List<String> words = new ArrayList<>();
        if (account == null) {
            words.add("No accounts: no job has written to this dataset yet.");
            return words;
        }
        long difference = count(account, "difference");
        if (difference != 0) {
            words.add(
                    Figures.count(difference)
                            + " events were read and ended in no counted place: rates of these"
                            + " tables cannot be trusted until that is explained (select * from"
                            + " accounting_check).");
        }
        double read = Rows.number(account, "events_read");
        for (Map<String, Object> place : places) {
            double share = Rows.number(place, "events") / read;
            String name = text(place, "place");
            if (share > 0.01
                    && List.of("malformed", "late", "orphan", "over_limit").contains(name)) {
                words.add(
                        Figures.words(
                                "%.1f %% of all events are %s: see the reasons below.",
                                100 * share, name));
            }
        }
        if (scope.censored() > 0) {
            words.add(
                    Figures.count(scope.censored())
                            + " rows are final but were not observed to their end; no rate counts"
                            + " them.");
        }
        return words;
    }
}
