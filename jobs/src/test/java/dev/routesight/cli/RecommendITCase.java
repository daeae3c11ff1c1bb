package dev.routesight.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.routesight.config.JdbcConfig;
import dev.routesight.database.EmbeddedDatabase;
import dev.routesight.database.Migrations;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Recommendations as a person reads them, and as routers do. */
class RecommendITCase {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final String ODD = "o'br: #\\n- x \\\" {a}";

    private static EmbeddedDatabase database;

    private final Shell shell = new Shell();

    @BeforeAll
    static void recommend() throws Exception {
        database = EmbeddedDatabase.start();
        Migrations.migrate(
                database.reached(new JdbcConfig("", "", "", 500, Duration.ofSeconds(1), 5)));
        String changes = "-0.001, -0.002, -0.0005, 0.01, 0.005, 0.02, 0.3, 0.04";
        String none = "null, null, null, null, null, null, null, null";
        insert("query_shape", "{\"query_shape\":\"sql\"}", "2026-10-05", "hold", 0.5, none);
        insert("query_shape", "{\"query_shape\":\"sql\"}", "2026-10-12", "proposed", 0.3, changes);
        insert(
                "query_shape",
                "{\"query_shape\":\"chat\"}",
                "2026-10-12",
                "unidentifiable",
                0.5,
                none);
        insert("", "{}", "2026-10-12", "rollback", 0.7, changes);
        insert("tenant", "{\"tenant\":\"" + ODD + "\"}", "2026-10-12", "proposed", 1, changes);
    }

    private static void insert(
            String cut, String cohort, String monday, String status, double to, String changes)
            throws SQLException {
        boolean blind = status.equals("unidentifiable");
        String sql =
                "insert into threshold_recommendation (dataset, cut, cohort, row_key, period_start,"
                    + " period_end, generation, as_of, horizon_seconds, status, reason, why,"
                    + " current_threshold, approved_threshold, proposed_threshold,"
                    + " price_per_rejected_usd, current_cost_usd, cost_change_usd,"
                    + " cost_change_usd_low, cost_change_usd_high, rejected_change,"
                    + " rejected_change_low, rejected_change_high, considered_threshold,"
                    + " harm_upper, alpha_spent, alpha_spent_in_all, evidence_from, evidence_to,"
                    + " evidence_periods, decisions, cheap_decisions, reference_decisions,"
                    + " bins_supported, design_effect, drifting, followed, explore_share,"
                    + " explore_periods, explore_decisions, explore_cost_usd, curve, evidence_sql)"
                    + " select 'live', ?, ?, md5(?), d, d + interval '7 days', 0, d + interval '7"
                    + " days', 1800, ?, 'because', 'it is so', 0.5, 0.5, ?, 0.05, 0.0125, %s, 0.05,"
                    + " 0.05, d, d + interval '7 days', 1, 50000, 1250, 1240, 10, 1.2, '', 'none',"
                    + " ?, ?, ?, 3.25, '[]', 'select 1;' from (select ?::timestamptz) as t(d)";
        try (Connection connection = DriverManager.getConnection(database.url());
                var insert = connection.prepareStatement(sql.formatted(changes))) {
            insert.setString(1, cut);
            insert.setString(2, cohort);
            insert.setString(3, cohort);
            insert.setString(4, status);
            insert.setDouble(5, to);
            insert.setDouble(6, blind ? 0.05 : 0);
            insert.setInt(7, blind ? 2 : 0);
            insert.setInt(8, blind ? 2500 : 0);
            insert.setString(9, monday + "T00:00:00Z");
            insert.executeUpdate();
        }
    }

    @AfterAll
    static void stop() throws Exception {
        database.close();
    }

    private String run(String... more) {
        List<String> args = new java.util.ArrayList<>(List.of("recommend", "--jdbc-url"));
        args.add(database.url());
        args.addAll(List.of(more));
        assertThat(shell.run(args.toArray(String[]::new))).as(shell.stderr()).isZero();
        return shell.stdout();
    }

    @Test
    void theLatestOfEachCohortIsADiffToReview() {
        assertThat(run())
                .contains(
                        "live, query_shape=sql: proposed, looked at 2026-10-12 to 2026-10-19\n"
                            + "- threshold: 0.5\n"
                            + "+ threshold: 0.3\n"
                            + "  it is so (because)\n"
                            + "  cost          -0.001000 (-0.002000 to -0.000500) USD a decision of"
                            + " 0.012500, a rejected answer at 0.05 USD\n"
                            + "  rejected      +1.00 (+0.50 to +2.00) points\n"
                            + "  harm          at most +4.00 % of the cost at the approved 0.5, for"
                            + " 0.3",
                        "live, all traffic: rollback",
                        "live, query_shape=chat: unidentifiable",
                        "give 5.0 % of decisions a random route, one half each, for 2 period(s):"
                                + " 2500 decisions of each route; costs about 3.25 USD more",
                        "again         select 1;")
                .doesNotContain("2026-10-05 to 2026-10-12");
    }

    @Test
    void aCohortCanBeAskedForAndComesAsJsonToo() throws Exception {
        String line =
                run(
                        "--cut",
                        "query_shape",
                        "--cohort",
                        "{ \"query_shape\": \"sql\" }",
                        "--format",
                        "json");
        assertThat(line.lines()).hasSize(1);
        JsonNode row = JSON.readTree(line);
        assertThat(row.get("cohort").get("query_shape").asText()).isEqualTo("sql");
        assertThat(row.get("proposed_threshold").asDouble()).isEqualTo(0.3);
        assertThat(row.get("period_start").asText()).isEqualTo("2026-10-12T00:00:00+00:00");
        assertThat(row.get("observed_cost_change_usd").isNull()).isTrue();
    }

    @Test
    void litellmGetsWhatIsProposedAndWhatToGoBackTo() throws Exception {
        String yaml = run("--export", "litellm");
        JsonNode models = YAML.readTree(yaml).get("model_list");
        assertThat(models).hasSize(3);
        for (JsonNode model : models) {
            JsonNode params = model.get("litellm_params");
            assertThat(params.get("model").asText()).isEqualTo("auto_router/complexity_router");
            JsonNode edges = params.get("complexity_router_config").get("tier_boundaries");
            assertThat(edges.get("simple_medium").asDouble())
                    .isLessThanOrEqualTo(edges.get("medium_complex").asDouble());
            assertThat(edges.get("medium_complex").asDouble())
                    .isLessThanOrEqualTo(edges.get("complex_reasoning").asDouble());
        }
        assertThat(models)
                .anySatisfy(
                        model -> {
                            assertThat(model.get("model_name").asText())
                                    .isEqualTo("routesight-sql");
                            assertThat(
                                            model.at(
                                                            "/litellm_params/complexity_router_config/tier_boundaries/medium_complex")
                                                    .asDouble())
                                    .isEqualTo(0.3);
                        });
        assertThat(yaml)
                .contains(
                        "# query_shape=sql, dataset live, 2026-10-12 to 2026-10-19: 0.5 -> 0.3"
                                + " (proposed)",
                        "(rollback)")
                .doesNotContain("chat");
    }

    @Test
    void theSemanticRouterGetsBandsAndDecisions() throws Exception {
        JsonNode routing = YAML.readTree(run("--export", "vllm-sr")).get("routing");
        JsonNode mappings = routing.at("/projections/mappings");
        assertThat(mappings).hasSize(3);
        assertThat(mappings)
                .anySatisfy(
                        mapping -> {
                            assertThat(mapping.get("name").asText()).isEqualTo("routesight_sql");
                            assertThat(mapping.get("method").asText()).isEqualTo("threshold_bands");
                            assertThat(mapping.at("/outputs/0/lt").asDouble()).isEqualTo(0.3);
                            assertThat(mapping.at("/outputs/1/gte").asDouble()).isEqualTo(0.3);
                        });
        assertThat(routing.get("decisions")).hasSize(6);
        List<String> outputs = mappings.findValuesAsText("name");
        for (JsonNode decision : routing.get("decisions")) {
            assertThat(decision.at("/rules/conditions/0/type").asText()).isEqualTo("projection");
            assertThat(outputs).contains(decision.at("/rules/conditions/0/name").asText());
            assertThat(decision.at("/modelRefs/0/model").asText()).endsWith("_MODEL");
        }
    }

    @Test
    void whereNothingIsProposedTheExportSaysSo() throws Exception {
        String cohort = "{\"query_shape\":\"chat\"}";
        String yaml = run("--cohort", cohort, "--export", "vllm-sr");
        assertThat(yaml).contains("# Nothing is proposed at present.");
        assertThat(YAML.readTree(yaml).get("routing").isEmpty()).isTrue();
    }

    @Test
    void mistakesAreSaidInOneLine() {
        refused("no recommendation of dataset none", "--dataset", "none");
        refused("--export must be litellm or vllm-sr, not 'envoy'", "--export", "envoy");
        refused("--cohort must be a JSON object", "--cohort", "sql");
        refused("--cohort must be a JSON object", "--cohort", "");
        refused("cannot be combined", "--export", "litellm", "--format", "json");
    }

    private void refused(String saying, String... more) {
        Shell fresh = new Shell();
        List<String> args = new java.util.ArrayList<>(List.of("recommend", "--jdbc-url"));
        args.add(database.url());
        args.addAll(List.of(more));
        assertThat(fresh.run(args.toArray(String[]::new))).isEqualTo(2);
        assertThat(fresh.stderr().lines()).hasSize(1).first().asString().contains(saying);
    }
}
