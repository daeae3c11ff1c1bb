package dev.routesight.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routesight.config.JobConfig;
import dev.routesight.database.EmbeddedDatabase;
import dev.routesight.job.BatchRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every view, function and command on traffic that has hardly anything, or odd names. */
class HostileTrafficITCase {
    private static final long START = Instant.parse("2026-10-05T10:00:00Z").toEpochMilli();
    private static final String ODD = "o'br\\\"ien; --, {} %s $1 🙂\\u0000\\ud800";

    /** By dataset, an event log. */
    private static final Map<String, List<String>> LOGS = new LinkedHashMap<>();

    static {
        LOGS.put("one decision", log(1, i -> decision(i, "cheap", "")));
        LOGS.put("one route, no signals", log(40, i -> decision(i, "cheap", "")));
        LOGS.put("no label, no score", log(40, i -> decision(i, i % 2 == 0 ? "a" : "b", "")));
        LOGS.put(
                "it's \"odd\" 🙂",
                log(
                        60,
                        i ->
                                decision(
                                        i,
                                        i % 2 == 0 ? ODD : "strong",
                                        ",\"score\":"
                                                + i % 10 / 10.0
                                                + ",\"router_version\":\""
                                                + ODD
                                                + "\",\"labels\":{\"tenant\":\""
                                                + ODD
                                                + "\",\"empty\":\"\"},\"query\":{\"shape\":\""
                                                + ODD
                                                + "\"},\"user_id\":\""
                                                + ODD
                                                + i % 7
                                                + "\",\"assignment\":{\"kind\":\"forced\","
                                                + "\"experiment\":\"range\",\"arm\":\""
                                                + (i % 2 == 0 ? "all-cheap" : ODD)
                                                + "\"},\"candidates\":{\"next\":{\""
                                                + ODD.substring(0, 26)
                                                + "\":1}}")));
        LOGS.put(
                "dear",
                log(
                        400,
                        i ->
                                decision(
                                        i,
                                        i % 2 == 0 ? "cheap" : "strong",
                                        ",\"threshold\":0.5,\"score\":"
                                                + i % 10 / 10.0
                                                + ",\"cost_usd\":49999.999999999,"
                                                + "\"assignment\":{\"kind\":\"explore\"}")));
        List<String> odd = LOGS.get("it's \"odd\" 🙂");
        for (int i = 0; i < 60; i += 3) {
            odd.add(event("judgement", i, START + 3000 + i, ",\"judge\":\"" + ODD + i % 2 + "\""));
            String verified = ",\"verifier\":\"" + ODD + "\",\"verifier_score\":0.";
            odd.add(event("escalation", i, START + 4000 + i, verified + "25"));
            String completed = ",\"state\":\"completed\"" + verified + "75";
            odd.add(event("stream", i + 1, START + 5000 + i, completed));
        }
    }

    @TempDir private static Path folder;
    private static EmbeddedDatabase database;
    private static Connection connection;
    private static Path experiments;

    @BeforeAll
    static void backfillEach() throws Exception {
        experiments =
                Files.writeString(
                        folder.resolve("experiments.yaml"),
                        """
                        experiments:
                          - name: range
                            start: 2026-10-05T00:00:00Z
                            end: 2026-10-06T00:00:00Z
                            arms: [{name: live, share: 0.6}, {name: all-cheap, share: 0.2, route: cheap}, {name: all-strong, share: 0.2, route: strong}]
                        """);
        Path prices = Files.writeString(folder.resolve("prices.yaml"), "signals: {rejected: 0.05}");
        database = EmbeddedDatabase.start();
        connection = DriverManager.getConnection(database.url());
        int n = 0;
        for (Map.Entry<String, List<String>> log : LOGS.entrySet()) {
            Path file = Files.write(folder.resolve("log" + n++ + ".ndjson"), log.getValue());
            JobConfig config =
                    JobConfig.of(
                            "dataset=" + log.getKey(),
                            "parallelism=1",
                            "cuts=[[], [tenant], [query_shape, empty]]",
                            "tally.buckets=all",
                            "tally.candidates=[next]",
                            "control.cuts=[[], [tenant], [query_shape, empty]]",
                            "control.period=1d",
                            "control.route=",
                            "prices=" + prices,
                            "experiments=" + experiments);
            BatchRun.run(config.writingTo(database.reached(config.jdbc())), List.of(file));
        }
    }

    @AfterAll
    static void stop() throws Exception {
        connection.close();
        database.close();
    }

    private static List<String> log(int decisions, IntFunction<String> decision) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < decisions; i++) {
            lines.add(decision.apply(i));
        }
        // so late that days, weeks and horizons are over
        lines.add(
                "{\"type\":\"heartbeat\",\"event_id\":\"h\",\"ts\":"
                        + (START + 864_000_000L)
                        + "}");
        return lines;
    }

    private static String decision(int i, String route, String more) {
        return "{\"type\":\"decision\",\"event_id\":\"e%1$d\",\"ts\":%2$d,\"session_id\":\"s%1$d\",\"decision_id\":\"d%1$d\",\"turn\":0,\"route\":\"%3$s\"%4$s}"
                .formatted(i, START + i, route, more);
    }

    private static String event(String type, int i, long ts, String more) {
        return "{\"type\":\"%1$s\",\"event_id\":\"%1$s%2$d\",\"ts\":%3$d,\"session_id\":\"s%2$d\",\"decision_id\":\"d%2$d\",\"shadow_route\":\"strong\",\"verdict\":\"tie\"%4$s}"
                .formatted(type, i, ts, more);
    }

    static List<String> datasets() {
        List<String> names = new ArrayList<>(LOGS.keySet());
        names.add("nothing at all");
        return names;
    }

    @Test
    void theLogsWereRead() throws SQLException {
        for (Map.Entry<String, List<String>> log : LOGS.entrySet()) {
            long decisions =
                    log.getValue().stream().filter(l -> l.contains("\"decision\",")).count();
            List<String> found =
                    texts(
                            "select count(*)::text from decision_outcome where horizon_seconds ="
                                    + " 1800 and complete and dataset = "
                                    + literal(log.getKey()));
            assertThat(found).as(log.getKey()).containsExactly(Long.toString(decisions));
        }
    }

    @Test
    void everyRecommendationIsComputedAgainByItsSql() throws SQLException {
        List<String> queries = texts("select evidence_sql from threshold_recommendation");
        assertThat(queries).hasSizeGreaterThanOrEqualTo(10);
        for (String query : queries) {
            check(query);
        }
    }

    @Test
    void scoresOfTheVerifierAndSingleJudgementsCameThrough() throws SQLException {
        String odd = " and dataset = " + literal("it's \"odd\" 🙂");
        assertThat(
                        texts(
                                "select fate || ' ' || score || ' ' || count(*) from"
                                        + " verified_answer where horizon_seconds = 1800"
                                        + odd
                                        + " group by fate, score order by 1"))
                .containsExactly("refused 0.25 20", "shipped 0.75 20");
        assertThat(
                        texts(
                                "select count(*) || ' ' || count(distinct judge) from judgement"
                                        + " where verdict = 'tie'"
                                        + odd))
                .containsExactly("20 2");
    }

    @ParameterizedTest
    @MethodSource("datasets")
    void everyViewStaysWithinItsBounds(String dataset) throws SQLException {
        List<String> views =
                texts(
                        "select table_name from information_schema.views where table_schema ="
                                + " 'public'");
        assertThat(views).hasSizeGreaterThan(10);
        for (String view : views) {
            check("select * from " + view + " where dataset = " + literal(dataset));
        }
    }

    @ParameterizedTest
    @MethodSource("datasets")
    void everyFunctionStaysWithinItsBounds(String dataset) throws SQLException {
        List<String> functions =
                texts(
                        "select proname || '|' || array_to_string(proargnames[1:pronargs], ',')"
                                + " from pg_proc where pronamespace = 'public'::regnamespace and"
                                + " proretset and proargnames[1] = 'of_dataset'");
        assertThat(functions).hasSizeGreaterThan(14);
        for (String function : functions) {
            String[] parts = function.split("\\|");
            List<String> arguments = new ArrayList<>();
            for (String name : parts[1].split(",")) {
                arguments.add(argument(name, dataset));
            }
            check("select * from " + parts[0] + "(" + String.join(", ", arguments) + ")");
        }
    }

    private static String argument(String name, String dataset) {
        return switch (name) {
            case "of_dataset" -> literal(dataset);
            case "of_route", "old_version" -> "'cheap'";
            case "of_reference", "new_version" -> "'strong'";
            case "since" -> "'2026-10-01'";
            case "of_cut" -> "''";
            case "of_cohort" -> "'{}'";
            case "of_cheap" -> "'cheap'";
            case "of_horizon_seconds" -> "1800";
            case "of_bins" -> "10";
            case "evidence_from", "weighed_from" -> "'2026-10-01Z'";
            case "evidence_to" -> "'2026-11-01Z'";
            case "to_thresholds" -> "'{0, 0.25, 0.9}'";
            case "until", "through" -> "'2026-11-01'";
            default -> "0.1";
        };
    }

    /** Rates are in [0, 1], bounds in order, and nothing is infinite or not a number. */
    private static void check(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            Map<String, Double> numbers = new LinkedHashMap<>();
            while (row.next()) {
                numbers.clear();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    if (row.getObject(i) instanceof Number number) {
                        numbers.put(row.getMetaData().getColumnName(i), number.doubleValue());
                    }
                }
                numbers.forEach((name, value) -> assertThat(value).as(sql + " " + name).isFinite());
                for (String name : List.of("rate", "auc", "incidence", "agreement", "win_rate")) {
                    assertThat(numbers.getOrDefault(name, 0.5)).as(sql).isBetween(0.0, 1.0);
                }
                numbers.forEach(
                        (name, low) -> {
                            Double high = numbers.get(name.replaceFirst("low$", "high"));
                            if (name.endsWith("low") && high != null) {
                                assertThat(low).as(sql + " " + name).isLessThanOrEqualTo(high);
                            }
                        });
            }
        }
    }

    @ParameterizedTest
    @MethodSource("datasets")
    void everyCommandAnswersOrSaysWhyItCannotInOneLine(String dataset) {
        for (String[] command :
                new String[][] {
                    {"money"},
                    {"money", "--cut=tenant", "--format=json"},
                    {"cascade"},
                    {"cascade", "--price-per-rejected=0.05", "--format=json"},
                    {"recommend"},
                    {"recommend", "--format=json"},
                    {"recommend", "--export=litellm"},
                    {"recommend", "--export=vllm-sr"},
                    {"calibrate", "--experiments=" + experiments},
                    {"calibrate", "--experiments=" + experiments, "--format=json"},
                    {"sample-labels", "--signal=rejected", "--per-route=5"},
                    {"export-training", "--out=" + folder.resolve("set")},
                }) {
            Shell shell = new Shell();
            List<String> args = new ArrayList<>(List.of(command));
            args.add("--dataset=" + dataset);
            args.add("--jdbc-url=" + database.url());
            int code = shell.run(args.toArray(String[]::new));
            String said = String.join(" ", args) + ": " + shell.stderr();
            assertThat(code).as(said).isIn(0, 2);
            if (code == 2) {
                assertThat(shell.stderr()).as(said).hasLineCount(1);
            }
            assertThat(shell.stdout() + shell.stderr()).as(said).doesNotContain("NaN", "Infinity");
        }
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static List<String> texts(String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                texts.add(row.getString(1));
            }
        }
        return texts;
    }
}
