package dev.routesight.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.routesight.attribution.DecisionStub;
import dev.routesight.attribution.LateJoin;
import dev.routesight.confidence.Auc;
import dev.routesight.confidence.CalibrationError;
import dev.routesight.event.Dimensions;
import dev.routesight.event.JudgementPart;
import dev.routesight.shadow.JudgeAgreement;
import dev.routesight.stats.Estimate;
import dev.routesight.stats.Proportion;
import dev.routesight.stats.TwoByTwo;
import dev.routesight.tally.TallyCount;
import dev.routesight.tally.TallyRow;
import dev.routesight.tally.TallySum;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whether scores and judges can be trusted, in SQL as in Java. */
class ConfidenceViewsITCase extends ViewDatabase {
    private static final String EVER = "', '2000-01-01', '2100-01-01'";
    private static final List<String> VERDICTS = List.of("primary", "tie", "shadow");

    @Test
    void theCalibrationErrorOfTheScoreEqualsJava() throws SQLException {
        List<TallyRow> tallies = new RandomTallies(301).score(600);
        for (TallyRow t : tallies) {
            double sum = t.counts()[TallyCount.DECISIONS.ordinal()] * (t.scoreBin() + 0.4) / 10;
            t.sums()[TallySum.SCORE.ordinal()] = BigDecimal.valueOf(sum);
        }
        write("calibrated", tallies);

        List<Map<String, Object>> rows =
                rows("select * from score_calibration('calibrated" + EVER + ", 0.05, 0.8)");
        assertThat(rows).hasSizeGreaterThan(10);
        for (Map<String, Object> row : rows) {
            boolean policy = row.get("traffic").toString().startsWith("policy");
            List<CalibrationError.Bin> bins = new ArrayList<>();
            for (int bin = 0; bin < 2; bin++) {
                double n = 0;
                double p = 0;
                double x = 0;
                for (TallyRow t : tallies) {
                    boolean in =
                            t.isFinal()
                                    && t.complete()
                                    && t.scoreBin() == bin
                                    && t.horizonSeconds() == number(row, "horizon_seconds")
                                    && t.cohort().equals(row.get("cohort"))
                                    && t.route().equals(row.get("route"))
                                    && t.assignment().equals("policy") == policy;
                    long decisions = t.counts()[TallyCount.DECISIONS.ordinal()];
                    n += in ? decisions : 0;
                    double score = t.sums()[TallySum.SCORE.ordinal()].doubleValue();
                    p += in ? 0.05 * decisions + 0.8 * score : 0;
                    x += in ? t.counts()[TallyCount.REJECTED.ordinal()] : 0;
                }
                bins.add(new CalibrationError.Bin(p, n, x));
            }
            same(row, CalibrationError.of(bins, 0.95));
        }
    }

    @Test
    void aBinOfOneDecisionIsNoCalibrationErrorOfNothing() throws SQLException {
        write("single", List.of(new RandomTallies(302).one(true, "cheap", "explore", 1, 1)));

        List<Map<String, Object>> rows =
                rows("select * from score_calibration('single" + EVER + ", 0, 1)");
        assertThat(rows).hasSize(1);
        assertThat(number(rows.get(0), "rejected")).isEqualTo(1);
        same(rows.get(0), CalibrationError.of(List.of(new CalibrationError.Bin(0, 1, 1)), 0.95));
    }

    private static void same(Map<String, Object> row, CalibrationError error) {
        if (error.decisions() == 0) {
            assertThat(row.get("gap")).isNull();
            return;
        }
        assertThat(number(row, "squared")).isCloseTo(error.squared().value(), within(1e-12));
        assertThat(number(row, "plain")).isCloseTo(error.plain(), within(1e-12));
        assertThat(number(row, "gap")).isCloseTo(error.rootMeanSquare(), within(1e-9));
        assertThat(number(row, "gap_low")).isCloseTo(error.rootInterval().low(), within(1e-9));
        assertThat(number(row, "gap_high")).isCloseTo(error.rootInterval().high(), within(1e-9));
    }

    @Test
    void twoJudgesAgreeAsInJava() throws SQLException {
        SplittableRandom random = new SplittableRandom(302);
        Upsert<LateJoin> upsert = new Upserts("judges", 0).judgement();
        long[][] pairs = new long[3][3];
        String other = "o'b \"x\" 🙂";
        for (int i = 0; i < 300; i++) {
            int one = random.nextInt(3);
            int two = random.nextInt(4) > 0 ? one : random.nextInt(3);
            pairs[one][two]++;
            // judged before, and the other way: the last one counts
            write(upsert, judgement(i, "a", VERDICTS.get((one + 1) % 3), 0));
            write(upsert, judgement(i, "a", VERDICTS.get(one), 1));
            write(upsert, judgement(i, other, VERDICTS.get(two), 2));
        }
        write(upsert, judgement(1000, "a", "tie", 0)); // by one judge only

        List<Map<String, Object>> rows = rows("select * from judge_agreement('judges" + EVER + ")");
        assertThat(rows).hasSize(1);
        Map<String, Object> row = rows.get(0);
        assertThat(List.of(row.get("judge"), row.get("other_judge")))
                .containsExactly("a (judge-model)", other + " (judge-model)");
        JudgeAgreement expected = JudgeAgreement.of(pairs, 0.95);
        assertThat(number(row, "pairs")).isEqualTo(300);
        assertThat(number(row, "agreement")).isCloseTo(expected.agreement(), within(1e-12));
        assertThat(number(row, "agreement_low"))
                .isCloseTo(
                        Proportion.wilson(300 * expected.agreement(), 300, 0.95).low(),
                        within(1e-8));
        same(row, "kappa", expected.kappa());
        assertThat(number(row, "kappa_error"))
                .isCloseTo(expected.kappa().standardError(), within(1e-9));
    }

    @Test
    void judgesWhoOnlyEverSayOneThingHaveNoKappa() throws SQLException {
        Upsert<LateJoin> upsert = new Upserts("ties", 0).judgement();
        for (int i = 0; i < 5; i++) {
            write(upsert, judgement(i, "", "tie", 0));
            write(upsert, judgement(i, "b", "tie", 1));
        }
        List<Map<String, Object>> rows = rows("select * from judge_agreement('ties" + EVER + ")");
        assertThat(rows).hasSize(1);
        assertThat(number(rows.get(0), "agreement")).isEqualTo(1);
        assertThat(rows.get(0).get("kappa")).isNull();
        assertThat(rows.get(0).get("kappa_error")).isNull();
        assertThat(rows("select * from judge_agreement('nobody" + EVER + ")")).isEmpty();
    }

    private static LateJoin judgement(int i, String judge, String verdict, int minute) {
        long ts = RandomTallies.START + i;
        DecisionStub decision =
                new DecisionStub(
                        ts, new Dimensions("cheap", "m", "", "policy", "", "", "code", "en", null));
        JudgementPart part =
                new JudgementPart(
                        "d" + i,
                        "strong",
                        verdict,
                        judge,
                        judge.isEmpty() ? "" : "judge-model",
                        "primary",
                        10,
                        null,
                        7L,
                        0.1);
        return new LateJoin(
                "s" + i, "d" + i, decision, ts + 60_000L * minute, part, judge + minute);
    }

    @Test
    void whatTheVerifierKnowsEqualsJava() throws SQLException {
        SplittableRandom random = new SplittableRandom(303);
        long[] rejected = new long[10];
        long[] accepted = new long[10];
        long[] replacedRejected = new long[10];
        long[] replaced = new long[10];
        try (Statement statement = connection.createStatement()) {
            for (int i = 0; i < 1500; i++) {
                int bin = random.nextInt(10);
                boolean bad = random.nextInt(100) < 60 - 5 * bin;
                boolean refused = random.nextInt(3) == 0;
                String score = "0." + bin + "5";
                if (!refused) {
                    (bad ? rejected : accepted)[bin]++;
                    statement.execute(outcome(i, "cheap", "{}", bad, score, "null"));
                    continue;
                }
                boolean stillBad = random.nextInt(100) < 10;
                replaced[bin]++;
                replacedRejected[bin] += stillBad ? 1 : 0;
                statement.execute(outcome(i, "cheap", "{escalation}", false, score, "null"));
                statement.execute(outcome(i, "strong", "{}", stillBad, "null", score));
            }
            // escalated in turn: nobody saw its answer
            statement.execute(outcome(5000, "strong", "{escalation}", true, "null", "0.95"));
        }

        Map<String, Object> auc = rows("select * from verifier_auc('gate" + EVER + ")").get(0);
        Estimate expected = Auc.of(accepted, rejected, 0.95);
        same(auc, "auc", expected);
        assertThat(number(auc, "auc")).isGreaterThan(0.6);
        assertThat(number(auc, "auc_error")).isCloseTo(expected.standardError(), within(1e-9));
        assertThat(auc.get("traffic"))
                .isEqualTo("range-restricted: the verifier decides what ships");

        List<Map<String, Object>> uplift =
                rows(
                        "select * from verifier_uplift('gate', 'cheap', 'strong"
                                + EVER
                                + ") order by score_bin");
        assertThat(uplift).hasSize(10);
        for (int bin = 0; bin < 10; bin++) {
            double n = rejected[bin] + accepted[bin];
            TwoByTwo t =
                    new TwoByTwo(rejected[bin], n, replacedRejected[bin], (double) replaced[bin]);
            same(uplift.get(bin), "uplift", t.newcombe(0.95));
            assertThat(uplift.get(bin).get("traffic")).isEqualTo("causal");
        }

        List<CalibrationError.Bin> bins = new ArrayList<>();
        for (int bin = 0; bin < 10; bin++) {
            double n = rejected[bin] + accepted[bin];
            bins.add(new CalibrationError.Bin(n * (0.95 - bin / 10.0), n, rejected[bin]));
        }
        same(
                rows("select * from verifier_calibration('gate" + EVER + ", 1, -1)").get(0),
                CalibrationError.of(bins, 0.95));
    }

    private static String outcome(
            int i, String route, String signals, boolean rejected, String score, String refused) {
        return "insert into decision_outcome (dataset, session_id, decision_id, decision_ts,"
                + " horizon_seconds, turn, route, model, router_version, assignment, experiment,"
                + " arm, query_shape, language, labels, unit, root, followed, signals, rejected,"
                + " stream_started, stream_completed, session_seconds, handoff_shared,"
                + " without_propensity, complete, generation, verifier, verifier_score,"
                + " refused_score) values ('gate', 's"
                + i
                + "', '"
                + route
                + "', '2026-01-05 10:00:00Z', 1800, 0, '"
                + route
                + "', '', '', 'explore', '', '', 'code', '', '{}', 1, true, false, '"
                + signals
                + "', "
                + rejected
                + ", true, true, 1, 0, false, true, 0, 'gate', "
                + score
                + ", "
                + refused
                + ")";
    }

    @Test
    void whereNothingWasScoredThereIsNothing() throws SQLException {
        for (String call :
                List.of(
                        "verifier_auc('none" + EVER + ")",
                        "verifier_uplift('none', 'cheap', 'strong" + EVER + ")",
                        "verifier_calibration('none" + EVER + ", 1, -1)",
                        "score_calibration('none" + EVER + ", 0, 1)")) {
            assertThat(rows("select * from " + call)).as(call).isEmpty();
        }
        assertThat(rows("select * from calibration_error('{}', '{}', '{}')").get(0).get("gap"))
                .isNull();
    }
}
