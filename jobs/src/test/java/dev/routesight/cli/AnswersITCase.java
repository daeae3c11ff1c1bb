package dev.routesight.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.routesight.config.JobConfig;
import dev.routesight.database.EmbeddedDatabase;
import dev.routesight.job.BatchRun;
import dev.routesight.testing.SameEvents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a log to the answers: what the commands say agrees with the decisions themselves. */
class AnswersITCase {
    @TempDir private static Path folder;
    private static EmbeddedDatabase database;
    private static Connection connection;
    private static Path experiments;

    private final Shell shell = new Shell();

    @BeforeAll
    static void backfillOnce() throws Exception {
        Instant start = SameEvents.start();
        experiments =
                Files.writeString(
                        folder.resolve("experiments.yaml"),
                        """
                        experiments:
                          - name: range
                            start: %s
                            end: %s
                            before: 1d
                            arms: [{name: live, share: 0.6}, {name: all-cheap, share: 0.2, route: cheap}, {name: all-strong, share: 0.2, route: strong}]
                        """
                                .formatted(
                                        start.plus(Duration.ofHours(4)),
                                        start.plus(Duration.ofHours(22))));
        Path prices =
                Files.writeString(
                        folder.resolve("prices.yaml"),
                        "routes: {cheap: {input: 1, output: 2}, strong: {input: 10, output: 20}}");
        Path log =
                SameEvents.write(
                        new SameEvents(30_000).asSimulated(), folder.resolve("events.ndjson"));
        database = EmbeddedDatabase.start();
        JobConfig config =
                JobConfig.of(
                        "dataset=answers",
                        "parallelism=2",
                        "tally.buckets=all",
                        "tally.candidates=[next]",
                        "prices=" + prices,
                        "experiments=" + experiments);
        BatchRun.run(config.writingTo(database.reached(config.jdbc())), List.of(log));
        connection = DriverManager.getConnection(database.url());
        // the log ends before its day does
        execute("update bucket_tally set complete = true");
        execute("update candidate_tally set complete = true");
    }

    @AfterAll
    static void stop() throws Exception {
        connection.close();
        database.close();
    }

    @Test
    void bucketsAddUpToTheTalliesOfEachCut() throws SQLException {
        for (String column :
                List.of("decisions", "rejected", "correction", "cost_usd", "session_seconds")) {
            String of =
                    " select cut, route, assignment, arm, horizon_seconds, sum(%s) from %s where"
                            + " final group by 1, 2, 3, 4, 5";
            String one = of.formatted(column, "cohort_tally");
            String two = of.formatted(column, "bucket_tally");
            assertThat(number("select count(*) from (" + one + ") t")).as(column).isPositive();
            assertThat(difference(one, two)).as(column).isZero();
        }
    }

    @Test
    void unitsOfTheExperimentAreThoseOfItsDecisions() throws SQLException {
        String of =
                "select unit, arm, decisions, rejected, cost from (select unit, (array_agg(arm"
                    + " order by decision_ts, session_id collate \"C\", decision_id collate"
                    + " \"C\"))[1] as arm, count(*) as decisions, count(*) filter (where rejected)"
                    + " as rejected, coalesce(sum(cost_usd), 0) as cost from decision_outcome where"
                    + " experiment = 'range' and arm <> '' and complete and horizon_seconds = 1800"
                    + " and decision_ts >= '%1$s'::timestamptz + interval '4 hours' and decision_ts"
                    + " < '%1$s'::timestamptz + interval '22 hours' group by unit) d";
        String expected = of.formatted(startText());
        String found =
                "select unit, arm, decisions, rejected, cost_usd from experiment_unit where"
                        + " horizon_seconds = 1800";
        assertThat(number("select count(*) from (" + expected + ") t")).isGreaterThan(200);
        assertThat(difference(expected, found)).isZero();
        assertThat(number("select count(*) from experiment_unit where before_decisions > 0"))
                .isPositive();
    }

    private static String startText() {
        try {
            return SameEvents.start().toString();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void calibrateSaysTheVerdictInWords() throws SQLException {
        assertThat(
                        shell.run(
                                "calibrate",
                                "--jdbc-url=" + database.url(),
                                "--dataset=answers",
                                "--experiments=" + experiments))
                .as(shell.stderr())
                .isZero();
        assertThat(shell.stdout())
                .contains("Experiment 'range', dataset answers, 30m after each decision.")
                .contains("sample ratio as declared (p = ")
                .containsPattern("live recovers|the arms do not differ: no range to be in")
                .contains("all-cheap - live", "all-strong - live", "(CUPED)")
                .contains("USD less than with the reference route alone");
        Matcher live = Pattern.compile("  live +60.00% +(\\d+)").matcher(shell.stdout());
        assertThat(live.find()).isTrue();
        assertThat(Double.parseDouble(live.group(1)))
                .isEqualTo(
                        number(
                                "select count(*) from experiment_unit where horizon_seconds = 1800"
                                        + " and arm = 'live'"));
    }

    @Test
    void theSameAnswersComeAsJson() throws Exception {
        JsonNode range = json("calibrate", "--dataset=answers", "--experiments=" + experiments);
        assertThat(range.path("experiment").asText()).isEqualTo("range");
        assertThat(range.at("/sample_ratio/broken").asBoolean(true)).isFalse();
        assertThat(range.path("arms")).hasSize(3);
        for (JsonNode arm : range.path("arms")) {
            String of =
                    " from experiment_unit where horizon_seconds = 1800 and arm = '"
                            + arm.path("arm").asText()
                            + "'";
            double rate = number("select sum(rejected)::float8 / sum(decisions)" + of);
            assertThat(arm.path("units").asDouble()).isEqualTo(number("select count(*)" + of));
            assertThat(arm.at("/rejected/value").asDouble()).isCloseTo(rate, within(1e-9));
            assertThat(arm.at("/rejected/low").asDouble()).isLessThan(rate);
            assertThat(arm.at("/rejected/high").asDouble()).isGreaterThan(rate);
        }
        assertThat(range.path("verdict").asText()).isNotEmpty();
        assertThat(range.path("differences")).hasSize(2);
        assertThat(range.at("/differences/0/signals/rejected/value").isNumber()).isTrue();

        Path prices = Files.writeString(folder.resolve("j.yaml"), "signals: {rejected: 0.05}");
        JsonNode money = json("money", "--dataset=answers", "--prices=" + prices);
        String ripe = " from decision_outcome where horizon_seconds = 1800";
        assertThat(money.at("/to_date/decisions").asDouble())
                .isEqualTo(number("select count(*)" + ripe));
        assertThat(money.at("/to_date/spent_usd").asDouble())
                .isCloseTo(number("select sum(cost_usd)" + ripe), within(1e-6));
        assertThat(money.path("verdict").asText()).isIn("identified", "unidentifiable");
        assertThat(money.path("days").size()).isPositive();
    }

    @Test
    void anUnknownFormatIsAMistake() {
        String url = "--jdbc-url=" + database.url();
        assertThat(shell.run("money", url, "--format=xml")).isEqualTo(2);
        assertThat(shell.run("calibrate", url, "--experiments=" + experiments, "--format=xml"))
                .isEqualTo(2);
        assertThat(shell.stderr().lines())
                .hasSize(2)
                .allMatch(line -> line.endsWith("--format must be text or json, not 'xml'"));
    }

    private JsonNode json(String... args) throws Exception {
        Shell one = new Shell();
        String[] all = java.util.Arrays.copyOf(args, args.length + 2);
        all[args.length] = "--jdbc-url=" + database.url();
        all[args.length + 1] = "--format=json";
        assertThat(one.run(all)).as(one.stderr()).isZero();
        assertThat(one.stdout()).hasLineCount(1);
        return new ObjectMapper().readTree(one.stdout());
    }

    @Test
    void aBrokenSplitIsSaidToBeBroken() throws Exception {
        Path wrong =
                Files.writeString(
                        folder.resolve("wrong.yaml"),
                        Files.readString(experiments)
                                .replace("live, share: 0.6", "live, share: 0.3")
                                .replace("all-cheap, share: 0.2", "all-cheap, share: 0.5"));
        assertThat(
                        shell.run(
                                "calibrate",
                                "--jdbc-url=" + database.url(),
                                "--dataset=answers",
                                "--experiments=" + wrong))
                .isZero();
        assertThat(shell.stdout())
                .contains("experiment broken: sample ratio p = ")
                .doesNotContain("recovers");
    }

    @Test
    void anExperimentWithoutUnitsIsAMistake() {
        assertThat(
                        shell.run(
                                "calibrate",
                                "--jdbc-url=" + database.url(),
                                "--dataset=none",
                                "--experiments=" + experiments))
                .isEqualTo(2);
        assertThat(shell.stderr()).contains("no unit in experiment_unit of dataset none");
    }

    @Test
    void moneyAddsUpToWhatTheDecisionsCost() throws Exception {
        Path prices = Files.writeString(folder.resolve("bad.yaml"), "signals: {rejected: 0.05}");
        assertThat(
                        shell.run(
                                "money",
                                "--jdbc-url=" + database.url(),
                                "--dataset=answers",
                                "--prices=" + prices))
                .as(shell.stderr())
                .isZero();
        assertThat(shell.stdout())
                .contains("Dataset answers, all traffic, USD.")
                .containsPattern("net +-?\\d|what bad answers cost is unidentifiable");
        Matcher all =
                Pattern.compile("to date +(\\d+) +(\\S+) +(\\S+) +(\\S+) +(\\S+)")
                        .matcher(shell.stdout());
        assertThat(all.find()).as(shell.stdout()).isTrue();
        String ripe = " from decision_outcome where horizon_seconds = 1800";
        assertThat(Double.parseDouble(all.group(1))).isEqualTo(number("select count(*)" + ripe));
        double spent = number("select sum(cost_usd)" + ripe);
        double reference = number("select sum(reference_cost_usd)" + ripe + " and root");
        double shadows =
                number(
                        "select sum(shadow_cost_usd) from judgement_tally where cut = '' and kind"
                                + " = 'judgement'");
        assertThat(Double.parseDouble(all.group(2))).isCloseTo(spent, within(1e-4));
        assertThat(Double.parseDouble(all.group(5)))
                .isCloseTo(reference - spent - shadows, within(2e-4));
    }

    @Test
    void candidatesHaveValuesOnceEveryRootDecisionHasItsPropensity() throws SQLException {
        String values =
                " from candidate_value('answers', '2000-01-01', '2100-01-01') where policy = 'next'"
                        + " and cut = '' and measure = 'rejected'";
        long missing =
                (long)
                        number(
                                "select count(*) from decision_outcome where horizon_seconds = 1800"
                                        + " and root and without_propensity");
        assertThat(missing).isPositive();
        assertThat(text("select max(verdict)" + values + " and horizon_seconds = 1800"))
                .startsWith("unidentifiable: " + missing + " of ");
        assertThat(number("select count(value)" + values)).isZero();

        execute("update candidate_tally set without_propensity = 0");
        assertThat(number("select count(*)" + values + " and value between 0 and 1"))
                .as(text("select max(verdict)" + values))
                .isEqualTo(10);
    }

    @Test
    void theTrainingSetIsTheDecisionsInBothFormats() throws Exception {
        Path out = folder.resolve("it's a set");
        assertThat(
                        shell.run(
                                "export-training",
                                "--jdbc-url=" + database.url(),
                                "--dataset=answers",
                                "--out=" + out))
                .as(shell.stderr())
                .isZero();
        List<String> lines = Files.readAllLines(out.resolve("training.ndjson"));
        String ripe = " from decision_outcome where horizon_seconds = 1800 and complete";
        assertThat((double) lines.size()).isEqualTo(number("select count(*)" + ripe));
        for (String line : lines) {
            JsonNode row = new ObjectMapper().readTree(line);
            if (row.path("propensity").isNull()) {
                assertThat(row.path("weight").isNull()).isTrue();
            } else {
                assertThat(row.path("weight").asDouble())
                        .isCloseTo(1 / row.path("propensity").asDouble(), within(1e-9));
            }
        }
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "select count(*), count(*) filter (where deliberate), sum(rejected"
                                        + "::int), min(decision_ts)::varchar, max(labels['tenant'])"
                                        + " from read_parquet('"
                                        + out.resolve("training.parquet")
                                                .toString()
                                                .replace("'", "''")
                                        + "')")) {
            row.next();
            assertThat(row.getInt(1)).isEqualTo(lines.size());
            assertThat(row.getDouble(2))
                    .isPositive()
                    .isEqualTo(number("select count(*)" + ripe + " and assignment <> 'policy'"));
            assertThat(row.getDouble(3))
                    .isEqualTo(number("select count(*)" + ripe + " and rejected"));
            assertThat(row.getString(5)).isEqualTo("globex");
        }
        JsonNode bias =
                new ObjectMapper().readTree(Files.readString(out.resolve("policy-bias.json")));
        assertThat(bias.path("decisions").asInt()).isEqualTo(lines.size());
        assertThat(bias.path("without_propensity").asDouble())
                .isEqualTo(number("select count(*)" + ripe + " and without_propensity"));
        assertThat(bias.path("routes")).hasSize(2);
        assertThat(Files.readString(out.resolve("policy-bias.md")))
                .contains("| cheap | ", "| strong | ");
        try (var files = Files.list(out)) {
            assertThat(files).hasSize(4); // nothing half-written is left
        }
    }

    @Test
    void aDaysOptionThatIsNoDayIsAMistake() {
        assertThat(shell.run("money", "--jdbc-url=" + database.url(), "--since=yesterday"))
                .isEqualTo(2);
        assertThat(shell.stderr())
                .contains("--since yesterday: expected a day such as 2026-10-01")
                .hasLineCount(1);
    }

    /** Rows that one of two queries gives and the other does not. */
    private static double difference(String one, String two) throws SQLException {
        String both = "select count(*) from ((%1$s except %2$s) union all (%2$s except %1$s)) d";
        return number(both.formatted(one, two));
    }

    private static void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String text(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static double number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getDouble(1);
        }
    }
}
