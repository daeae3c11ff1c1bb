package dev.routesight.report;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Everything the page shows, read in one snapshot of the database. */
public final class Report {
    private static final Map<String, Section> SECTIONS = sections();

    private final Map<String, Object> all;

    private Report(Map<String, Object> all) {
        this.all = all;
    }

    private static Map<String, Section> sections() {
        Map<String, Section> sections = new LinkedHashMap<>();
        sections.put("alerts", new DriftAlerts());
        sections.put("signals", new SignalsOverTime());
        sections.put("where", new Where());
        sections.put("contrast", new RouteContrasts());
        sections.put("age", new SignalAges());
        sections.put("calibration", new CalibrationRange());
        sections.put("money", new MoneyLedger());
        sections.put("shadow", new ShadowAnswers());
        sections.put("score", new ScoreReliability());
        sections.put("thresholds", new ThresholdAdvice());
        sections.put("policy", new PolicyHealth());
        return sections;
    }

    /** What {@link #section} knows. */
    public static Set<String> names() {
        Set<String> names = new LinkedHashSet<>(List.of("meta", "summary"));
        names.addAll(SECTIONS.keySet());
        names.add("quality");
        return names;
    }

    /**
     * Reads it in one read-only transaction, which changes nothing and sees one state.
     *
     * @param clock when the page is written; nothing that is counted depends on it
     */
    public static Report read(Connection connection, ReportRequest request, Clock clock)
            throws SQLException {
        connection.setAutoCommit(false);
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        try {
            return new Report(sections(new Rows(connection), request, clock));
        } finally {
            connection.rollback();
        }
    }

    private static Map<String, Object> sections(Rows rows, ReportRequest request, Clock clock)
            throws SQLException {
        Scope scope = ReadScope.of(rows, request);
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("meta", meta(scope, clock));
        all.put("summary", new Summary().read(rows, scope));
        for (Map.Entry<String, Section> section : SECTIONS.entrySet()) {
            all.put(
                    section.getKey(),
                    scope.isEmpty() ? Map.of() : section.getValue().read(rows, scope));
        }
        all.put("quality", new DataQuality().read(rows, scope));
        return all;
    }

    private static Map<String, Object> meta(Scope scope, Clock clock) {
        return Json.object(
                "dataset", scope.dataset(),
                "empty", scope.isEmpty(),
                "from", scope.from() == null ? null : scope.from().toString(),
                "to", scope.to() == null ? null : scope.to().toString(),
                "days", scope.days(),
                "decisions", scope.decisions(),
                "as_of", scope.asOf() == null ? null : scope.asOf().toString(),
                "written_at", clock.instant().toString(),
                "horizon", scope.horizon(),
                "horizons", scope.horizons(),
                "cheap", scope.cheap(),
                "reference", scope.reference(),
                "routes", scope.routes(),
                "cuts", scope.cuts(),
                "cohorts", scope.cohorts());
    }

    /** One section as JSON; its name must be one of {@link #names}. */
    public String section(String name) {
        return Json.write(all.get(name));
    }

    Map<String, Object> all() {
        return all;
    }
}
