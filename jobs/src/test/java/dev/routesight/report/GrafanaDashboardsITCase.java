package dev.routesight.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every query of the dashboards runs against the schema that there is. */
class GrafanaDashboardsITCase {
    private static final Path FOLDER = Path.of("../deploy/grafana");

    private static PlantedTallies planted;

    private record Query(String where, String format, String type, String sql) {}

    @BeforeAll
    static void start() throws Exception {
        planted = new PlantedTallies();
        planted.cohort("", "{}", "cheap", "2026-02-01T10:00Z", 40, 4);
        planted.cohort("", "{}", "strong", "2026-02-01T10:00Z", 30, 2);
        planted.execute(
                "insert into job_accounting values ('live', 'f', 'used', 9, now(), 0), ('live',"
                        + " 'f', 'events_read', 9, now(), 0)");
    }

    @AfterAll
    static void stop() throws Exception {
        if (planted != null) {
            planted.close();
        }
    }

    private static List<Path> dashboards() throws Exception {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(f -> f.toString().endsWith(".json")).sorted().toList();
        }
    }

    private static List<Query> queries() throws Exception {
        List<Query> queries = new ArrayList<>();
        for (Path file : dashboards()) {
            JsonNode dashboard = new ObjectMapper().readTree(file.toFile());
            for (JsonNode panel : dashboard.path("panels")) {
                assertThat(panel.path("targets")).as(panel.path("title").asText()).isNotEmpty();
                for (JsonNode target : panel.path("targets")) {
                    queries.add(
                            new Query(
                                    file.getFileName() + ": " + panel.path("title").asText(),
                                    target.path("format").asText(),
                                    panel.path("type").asText(),
                                    target.path("rawSql").asText()));
                }
            }
            for (JsonNode variable : dashboard.path("templating").path("list")) {
                if (variable.path("type").asText().equals("query")) {
                    queries.add(
                            new Query(
                                    file.getFileName() + ": $" + variable.path("name").asText(),
                                    "table",
                                    "variable",
                                    variable.path("query").asText()));
                }
            }
            for (JsonNode note : dashboard.path("annotations").path("list")) {
                queries.add(
                        new Query(
                                file.getFileName() + ": " + note.path("name").asText(),
                                "table",
                                "annotation",
                                note.path("target").path("rawSql").asText()));
            }
        }
        return queries;
    }

    /** As Grafana fills in its macros and the variables of the dashboards. */
    private static String filled(String sql) {
        return sql.replaceAll(
                        "\\$__timeFilter\\((\\w+)\\)",
                        "$1 BETWEEN '2026-02-01T00:00:00Z' AND '2026-02-02T00:00:00Z'")
                .replace("$__timeFrom()", "'2026-02-01T00:00:00Z'")
                .replace("$__timeTo()", "'2026-02-02T00:00:00Z'")
                .replace("${dataset:sqlstring}", "'live'")
                .replace("${cut:sqlstring}", "''")
                .replace("${horizon}", "1800");
    }

    @Test
    void everyQueryRunsAndTimeSeriesHaveATime() throws Exception {
        List<Query> queries = queries();
        assertThat(queries).hasSizeGreaterThan(30);
        Set<String> filled = new HashSet<>();
        for (Query query : queries) {
            String sql = filled(query.sql());
            assertThat(sql).as(query.where()).doesNotContain("$");
            try (Statement statement = planted.connection.createStatement();
                    ResultSet result = statement.executeQuery(sql)) {
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    columns.add(result.getMetaData().getColumnLabel(i));
                }
                if (query.type().equals("timeseries") || query.type().equals("annotation")) {
                    assertThat(columns).as(query.where()).contains("time");
                    assertThat(result.getMetaData().getColumnTypeName(1))
                            .as(query.where())
                            .isEqualTo("timestamptz");
                }
                if (result.next()) {
                    filled.add(query.where());
                }
            } catch (SQLException e) {
                throw new AssertionError(query.where() + ": " + sql, e);
            }
        }
        assertThat(filled)
                .contains(
                        "routesight-quality.json: Rejected by route",
                        "routesight-quality.json: Cohorts of the cut, surest to be high first",
                        "routesight-data.json: Lost",
                        "routesight-data.json: $dataset");
    }

    @Test
    void dashboardsHaveNamesOfTheirOwnAndPanelsDoNotOverlap() throws Exception {
        Set<String> uids = new HashSet<>();
        for (Path file : dashboards()) {
            JsonNode dashboard = new ObjectMapper().readTree(file.toFile());
            assertThat(uids.add(dashboard.path("uid").asText())).as(file.toString()).isTrue();
            Set<List<Integer>> taken = new HashSet<>();
            Set<Integer> ids = new HashSet<>();
            for (JsonNode panel : dashboard.path("panels")) {
                assertThat(ids.add(panel.path("id").asInt())).isTrue();
                JsonNode at = panel.path("gridPos");
                assertThat(at.path("x").asInt() + at.path("w").asInt()).isLessThanOrEqualTo(24);
                for (int x = 0; x < at.path("w").asInt(); x++) {
                    for (int y = 0; y < at.path("h").asInt(); y++) {
                        assertThat(
                                        taken.add(
                                                List.of(
                                                        at.path("x").asInt() + x,
                                                        at.path("y").asInt() + y)))
                                .as(panel.path("title").asText())
                                .isTrue();
                    }
                }
            }
        }
        assertThat(uids).hasSize(3);
    }
}
