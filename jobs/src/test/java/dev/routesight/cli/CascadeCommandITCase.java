package dev.routesight.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.routesight.config.JobConfig;
import dev.routesight.database.EmbeddedDatabase;
import dev.routesight.job.BatchRun;
import dev.routesight.simulate.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a log to what is said of the cascade: held against the decisions, and the hidden truth. */
class CascadeCommandITCase {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path WORLD = Path.of("src/test/resources/cascade-world.yaml");
    private static final double PRICE = 0.05;
    private static final double GATE = 0.3;
    private static final Set<String> REJECTING =
            Set.of(
                    "regeneration",
                    "edit",
                    "rephrase",
                    "correction",
                    "abandonment",
                    "handoff",
                    "thumbs_down");

    @TempDir private static Path folder;
    private static EmbeddedDatabase database;
    private static Connection connection;

    private final Shell shell = new Shell();

    /** What is hidden: was the answer bad, and how likely one of the reference would have been. */
    private record Hidden(boolean bad, double referenceBadChance) {}

    private static final Map<String, Hidden> TRUTH = new HashMap<>();

    /** Chance that users reject a good and a bad answer, as planted. */
    private static final double[] REJECTED = new double[2];

    @BeforeAll
    static void backfillOnce() throws Exception {
        Simulation.write(WORLD, folder, OptionalLong.empty(), (lines, share) -> {});
        database = EmbeddedDatabase.start();
        JobConfig config = JobConfig.of("dataset=w", "parallelism=2", "cuts=[[], [query_shape]]");
        try (Stream<Path> files = Files.list(folder.resolve("events"))) {
            BatchRun.run(
                    config.writingTo(database.reached(config.jdbc())), files.sorted().toList());
        }
        connection = DriverManager.getConnection(database.url());
        readTruth();
    }

    private static void readTruth() throws IOException {
        Set<String> rejected = new HashSet<>();
        Set<String> unseen = new HashSet<>();
        for (JsonNode signal : lines("truth/signals.ndjson")) {
            String kind = signal.path("kind").asText();
            if (REJECTING.contains(kind)) {
                rejected.add(signal.path("decision_id").asText());
            } else if (kind.equals("escalation")) {
                unseen.add(signal.path("decision_id").asText());
            }
        }
        double[] seen = new double[2];
        for (JsonNode d : lines("truth/decisions.ndjson")) {
            String id = d.path("decision_id").asText();
            boolean bad = d.path("bad").asBoolean();
            TRUTH.put(id, new Hidden(bad, d.path("reference_bad_chance").asDouble()));
            if (!unseen.contains(id)) {
                seen[bad ? 1 : 0]++;
                REJECTED[bad ? 1 : 0] += rejected.contains(id) ? 1 : 0;
            }
        }
        REJECTED[0] /= seen[0];
        REJECTED[1] /= seen[1];
    }

    private static List<JsonNode> lines(String file) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve(file))) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    @AfterAll
    static void stop() throws Exception {
        connection.close();
        database.close();
    }

    /** Expected rejected rate of the answer itself. */
    private static double own(Hidden truth) {
        return REJECTED[truth.bad() ? 1 : 0];
    }

    /** Expected rejected rate of the reference's answer. */
    private static double ofReference(Hidden truth) {
        double bad = truth.referenceBadChance();
        return bad * REJECTED[1] + (1 - bad) * REJECTED[0];
    }

    /** A scored answer of the cheap route. */
    private record Answer(double score, boolean policy, boolean escalated, Hidden truth) {}

    /** Read past the views. */
    private static List<Answer> answers() throws SQLException {
        List<Answer> answers = new ArrayList<>();
        String sql =
                "select decision_id, verifier_score, assignment = 'policy', 'escalation' = any"
                        + " (signals) from decision_outcome where horizon_seconds = 1800 and route"
                        + " = 'cheap' and verifier_score is not null and score < threshold";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                answers.add(
                        new Answer(
                                row.getDouble(2),
                                row.getBoolean(3),
                                row.getBoolean(4),
                                TRUTH.get(row.getString(1))));
            }
        }
        return answers;
    }

    private JsonNode verifier(String... more) throws Exception {
        List<String> args = new ArrayList<>(List.of("cascade", "--dataset=w", "--format=json"));
        args.add("--jdbc-url=" + database.url());
        args.add("--price-per-rejected=" + PRICE);
        args.addAll(List.of(more));
        Shell one = new Shell();
        assertThat(one.run(args.toArray(String[]::new))).as(one.stderr()).isZero();
        List<JsonNode> objects = new ArrayList<>();
        for (String line : one.stdout().lines().toList()) {
            objects.add(JSON.readTree(line));
        }
        assertThat(objects).extracting(o -> o.path("of").asText()).contains("route", "verifier");
        return objects.get(objects.size() - 1);
    }

    @Test
    void whatTheGateDidIsWhatTheDecisionsSay() throws Exception {
        JsonNode root = verifier();
        assertThat(root.path("verifier").asText()).isEqualTo("self-check");
        List<Answer> answers = answers().stream().filter(Answer::policy).toList();
        long escalated = answers.stream().filter(Answer::escalated).count();
        assertThat(root.at("/all/answers").asLong()).isEqualTo(answers.size()).isGreaterThan(3000);
        assertThat(root.at("/all/escalated").asLong()).isEqualTo(escalated).isGreaterThan(300);
        for (int bin = 0; bin < 10; bin++) {
            int tenth = bin;
            List<Answer> in =
                    answers.stream().filter(a -> (int) (a.score() * 10) == tenth).toList();
            JsonNode said = root.path("bins").get(bin);
            assertThat(said.path("answers").asLong()).isEqualTo(in.size());
            assertThat(said.at("/escalation_rate/value").asDouble())
                    .isEqualTo(bin < 10 * GATE ? 1.0 : 0.0);
        }
        assertThat(root.at("/threshold/current").asDouble()).isEqualTo(GATE);
    }

    @Test
    void whatItLetThroughIsWithinWhatIsHidden() throws Exception {
        JsonNode root = verifier();
        double rejected =
                answers().stream()
                        .filter(a -> a.policy() && !a.escalated())
                        .mapToDouble(a -> own(a.truth()))
                        .average()
                        .orElseThrow();
        covers(root.at("/all/let_through_rejected"), rejected);
    }

    @Test
    void whatItStoppedNeedlesslyIsWithinWhatIsHidden() throws Exception {
        double accepted =
                answers().stream()
                        .filter(a -> a.policy() && a.escalated())
                        .mapToDouble(a -> 1 - own(a.truth()))
                        .average()
                        .orElseThrow();
        JsonNode needless = verifier().path("stopped_needlessly");
        assertThat(needless.path("reason").asText()).isEmpty();
        covers(needless.path("share"), accepted);
        assertThat(needless.path("judged_pairs").asLong())
                .isEqualTo(
                        (long)
                                number(
                                        "select count(distinct j.decision_id) from judgement j join"
                                            + " decision_outcome o using (session_id, decision_id)"
                                            + " where o.horizon_seconds = 1800 and o.assignment ="
                                            + " 'policy' and 'escalation' = any (o.signals) and"
                                            + " o.verifier_score is not null"));
        assertThat(needless.at("/judged_share/value").isNumber()).isTrue();
    }

    @Test
    void whatTheCascadeIsWorthIsWithinWhatIsHidden() throws Exception {
        double spared =
                answers().stream()
                        .filter(a -> a.policy() && a.escalated())
                        .mapToDouble(a -> own(a.truth()) - ofReference(a.truth()))
                        .sum();
        JsonNode value = verifier("--price-per-score=0.0001").path("value");
        assertThat(value.path("verdict").asText()).isEqualTo("identified");
        covers(value.path("spared"), spared);
        double paid =
                number(
                        "select sum(s.cost_usd) from decision_outcome o join decision_outcome s"
                            + " using (session_id, turn, horizon_seconds) where horizon_seconds ="
                            + " 1800 and o.assignment = 'policy' and o.route = 'cheap' and"
                            + " 'escalation' = any (o.signals) and s.refused_score ="
                            + " o.verifier_score");
        assertThat(value.path("escalation_usd").asDouble()).isCloseTo(paid, within(1e-9));
        double scored = answers().stream().filter(Answer::policy).count();
        assertThat(value.path("verifier_usd").asDouble()).isCloseTo(0.0001 * scored, within(1e-9));
        covers(value.path("net_usd"), PRICE * spared - paid - 0.0001 * scored);
    }

    @Test
    void theThresholdThatItProposesIsCheaperInTruth() throws Exception {
        JsonNode threshold = verifier().path("threshold");
        assertThat(threshold.path("status").asText())
                .as(threshold.path("why").asText())
                .isEqualTo("proposed");
        double proposed = threshold.path("proposed").asDouble();
        double[] truth = new double[11];
        double instead =
                number(
                        "select avg(cost_usd) from decision_outcome where horizon_seconds = 1800"
                                + " and refused_score is not null");
        for (int k = 0; k <= 10; k++) {
            double gate = k / 10.0;
            truth[k] =
                    answers().stream()
                            .mapToDouble(
                                    a ->
                                            a.score() < gate
                                                    ? instead + PRICE * ofReference(a.truth())
                                                    : PRICE * own(a.truth()))
                            .average()
                            .orElseThrow();
        }
        int now = (int) Math.round(10 * GATE);
        int to = (int) Math.round(10 * proposed);
        assertThat(truth[to]).isLessThan(truth[now]);
        // the lowest point of an uncertain curve looks lower than it is: only its sign is sure
        assertThat(threshold.at("/cost_change_usd/value").asDouble()).isNegative();
        assertThat(threshold.path("curve")).hasSize(11);
        for (int k = 0; k <= 10; k++) {
            JsonNode point = threshold.path("curve").get(k);
            double change = truth[k] - truth[now];
            double now2 = threshold.path("cost_usd").asDouble();
            double reach = point.path("high").asDouble() - point.path("cost_usd").asDouble();
            // half as wide again: of eleven bands one misses now and then
            assertThat(point.path("cost_usd").asDouble() - now2)
                    .as("threshold " + k / 10.0)
                    .isCloseTo(change, within(1.5 * reach + 1e-9));
        }
    }

    @Test
    void peopleReadTheSame() {
        assertThat(
                        shell.run(
                                "cascade",
                                "--dataset=w",
                                "--jdbc-url=" + database.url(),
                                "--price-per-rejected=" + PRICE))
                .as(shell.stderr())
                .isZero();
        assertThat(shell.stdout())
                .contains("Dataset w, 30m after each decision, 95 % intervals.")
                .contains("Verifier 'self-check' on answers of cheap")
                .contains("escalated: ", "let through", "stopped needlessly", "break-even")
                .containsPattern("threshold +0.3 now; proposed: 0\\.\\d would be")
                .containsPattern("0.3 +0\\.\\d+ +0\\.\\d+ to 0\\.\\d+   now");
    }

    @Test
    void withoutAPriceThereIsNoThresholdAndNoWorth() {
        assertThat(shell.run("cascade", "--dataset=w", "--jdbc-url=" + database.url())).isZero();
        assertThat(shell.stdout())
                .contains("threshold            needs --price-per-rejected")
                .contains("break-even           a rejection must cost")
                .doesNotContain("worth");
    }

    @Test
    void withoutTrafficByChanceItIsUnidentifiable() throws Exception {
        execute("create temporary table blind as select * from decision_outcome");
        execute("update blind set dataset = 'blind', assignment = 'policy'");
        execute("insert into decision_outcome select * from blind");
        String[] args = {
            "cascade",
            "--dataset=blind",
            "--jdbc-url=" + database.url(),
            "--price-per-rejected=0.05",
            "--gate=0.3"
        };
        assertThat(shell.run(args)).isZero();
        assertThat(shell.stdout())
                .containsPattern("stopped needlessly +unidentifiable: ")
                .containsPattern("worth +unidentifiable: ")
                .containsPattern("threshold +0.3 now; unidentifiable: ")
                .contains("what would help")
                .doesNotContain("break-even");
        execute("delete from decision_outcome where dataset = 'blind'");
    }

    @Test
    void aDatasetWithoutACascadeIsAMistake() {
        assertThat(shell.run("cascade", "--dataset=none", "--jdbc-url=" + database.url()))
                .isEqualTo(2);
        assertThat(shell.stderr())
                .hasLineCount(1)
                .contains("no escalation and no verifier's score in dataset none");
        Shell other = new Shell();
        assertThat(other.run("cascade", "--jdbc-url=" + database.url(), "--gate=2")).isEqualTo(2);
        assertThat(other.stderr()).contains("--gate must lie between 0 and 1, not 2.0");
    }

    @Test
    void theBudgetIsThatOfTheTallies() throws Exception {
        assertThat(
                        shell.run(
                                "explore-budget",
                                "--dataset=w",
                                "--jdbc-url=" + database.url(),
                                "--cut=query_shape",
                                "--format=json"))
                .as(shell.stderr())
                .isZero();
        List<String> cohorts = shell.stdout().lines().toList();
        assertThat(cohorts).hasSize(2);
        for (String line : cohorts) {
            JsonNode root = JSON.readTree(line);
            String shape = JSON.readTree(root.path("cohort").asText()).path("query_shape").asText();
            String of =
                    " from decision_outcome where horizon_seconds = 1800 and query_shape = '"
                            + shape
                            + "'";
            double n = number("select count(*)" + of);
            double days =
                    number("select count(distinct (decision_ts at time zone 'UTC')::date)" + of);
            assertThat(root.path("weekly_decisions").asDouble())
                    .isCloseTo(n / days * 7, within(1e-6));
            assertThat(root.path("rejected_rate").asDouble())
                    .isCloseTo(number("select avg(rejected::int)" + of), within(1e-9));
            assertThat(root.path("cheap_usd").asDouble())
                    .isCloseTo(
                            number("select avg(cost_usd)" + of + " and route = 'cheap'"),
                            within(1e-9));
            assertThat(root.path("ways").get(0).path("has_share").asDouble())
                    .isCloseTo(
                            number("select avg((assignment = 'explore')::int)" + of), within(1e-9));
            assertThat(root.path("ways").get(2).path("has_share").asDouble())
                    .isCloseTo(
                            number(
                                            "select count(*) from judgement where query_shape = '"
                                                    + shape
                                                    + "'")
                                    / n,
                            within(0.002));
            assertThat(root.path("warnings")).isNotEmpty();
        }
    }

    private static void covers(JsonNode estimate, double truth) {
        assertThat(truth)
                .as(estimate.toString())
                .isBetween(estimate.path("low").asDouble(), estimate.path("high").asDouble());
    }

    private static double number(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            assertThat(row.next()).isTrue();
            return row.getDouble(1);
        }
    }

    private static void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
