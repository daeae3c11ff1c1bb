package dev.routesight.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.routesight.cascade.CascadeValue;
import dev.routesight.cascade.Gate;
import dev.routesight.cascade.GateBin;
import dev.routesight.cascade.GateSums;
import dev.routesight.cascade.GateThreshold;
import dev.routesight.cascade.Needless;
import dev.routesight.control.CurvePoint;
import dev.routesight.stats.ClusteredRate;
import dev.routesight.stats.Interval;
import dev.routesight.stats.Proportion;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a cascade does, in SQL as in Java. */
class CascadeViewsITCase extends ViewDatabase {
    private static final LocalDate SINCE = LocalDate.of(2000, 1, 1);
    private static final LocalDate UNTIL = LocalDate.of(2100, 1, 1);
    private static final String EVER = "'gate', '2000-01-01', '2100-01-01'";
    private static final String OF_ALL =
            " where horizon_seconds = 1800 and score_bin is null and traffic = '%s' and fate ="
                    + " '%s'";

    @BeforeAll
    static void fill() throws SQLException {
        SplittableRandom random = new SplittableRandom(401);
        try (Statement statement = connection.createStatement()) {
            for (int i = 0; i < 4000; i++) {
                decide(statement, i, random);
            }
        }
    }

    private static void decide(Statement to, int i, SplittableRandom random) throws SQLException {
        int bin = random.nextInt(10);
        String score = "0." + bin + (1 + random.nextInt(9));
        int kind = random.nextInt(10);
        String assignment = kind == 0 ? "explore" : kind == 1 ? "forced" : "policy";
        boolean byChance = kind < 2;
        boolean elsewhere = random.nextInt(8) == 0;
        boolean shipped = byChance ? random.nextBoolean() : bin >= 4;
        boolean bad = random.nextInt(100) < 70 - 7 * bin;
        int unit = random.nextInt(400);
        String cost = random.nextInt(20) == 0 ? "null" : "0.00" + (1 + random.nextInt(9));
        if (shipped) {
            decision(to, i, "cheap", assignment, elsewhere, "{}", bad, score, null, unit, cost, 0);
            return;
        }
        decision(
                to,
                i,
                "cheap",
                assignment,
                elsewhere,
                "{escalation}",
                false,
                score,
                null,
                unit,
                cost,
                0);
        int end = random.nextInt(20);
        boolean stillBad = random.nextInt(100) < 10;
        if (end > 0) { // else the answer that came instead is not known
            String dear = "0.0" + (1 + random.nextInt(9));
            decision(to, i, "strong", "policy", false, "{}", stillBad, null, score, unit, dear, 2);
        }
        if (random.nextInt(4) == 0) {
            judgement(to, i, random.nextInt(3), random.nextBoolean() ? "0.1" : "0.5", 1);
            if (random.nextInt(5) == 0) { // the last one counts
                judgement(to, i, 2, "0.1", 2);
            }
        }
    }

    private static void decision(
            Statement to,
            int i,
            String route,
            String assignment,
            boolean elsewhere,
            String signals,
            boolean rejected,
            String score,
            String refused,
            int unit,
            String cost,
            int seconds)
            throws SQLException {
        to.execute(
                ("insert into decision_outcome (dataset, session_id, decision_id, decision_ts,"
                     + " horizon_seconds, turn, route, model, router_version, score, threshold,"
                     + " assignment, experiment, arm, query_shape, language, labels, unit, root,"
                     + " followed, signals, rejected, stream_started, stream_completed,"
                     + " session_seconds, handoff_shared, without_propensity, complete, generation,"
                     + " cost_usd, verifier, verifier_score, refused_score) values ('gate', 's%d',"
                     + " '%s', timestamptz '2026-01-05 10:00:00Z' + interval '%d s', 1800, 0, '%s',"
                     + " '', '', %s, 0.5, '%s', '', '', 'code', '', '{}', %d, true, false, '%s',"
                     + " %b, true, true, 1, 0, false, true, 0, %s, 'gate', %s, %s)")
                        .formatted(
                                i,
                                route,
                                seconds,
                                route,
                                elsewhere ? "0.7" : "0.3",
                                assignment,
                                unit,
                                signals,
                                rejected,
                                cost,
                                score,
                                refused));
    }

    private static void judgement(Statement to, int i, int verdict, String rate, int second)
            throws SQLException {
        to.execute(
                ("insert into judgement values ('gate', 's%d', 'j%d', timestamptz '2026-01-05"
                     + " 11:00:00Z' + interval '%d s', 'cheap', '2026-01-05 10:00:00Z', 'cheap',"
                     + " '', 'code', '', 'strong', '%s', 'j', '', 'primary', 1, 1, 0.01, %s, 0)")
                        .formatted(
                                i,
                                second,
                                second,
                                List.of("primary", "tie", "shadow").get(verdict),
                                rate));
    }

    private static CascadeTables.Scored scored() throws SQLException {
        CascadeTables.Read read = new CascadeTables("gate", 1800, SINCE, UNTIL).read(connection);
        assertThat(read.gates()).hasSize(1);
        return read.gates().get(0);
    }

    private static Map<String, Object> one(String sql) throws SQLException {
        List<Map<String, Object>> rows = rows(sql);
        assertThat(rows).as(sql).hasSize(1);
        return rows.get(0);
    }

    @Test
    void whatWasRejectedIsWhatTheDecisionsSay() throws SQLException {
        Map<String, Object> let =
                one(
                        "select * from gate_outcome("
                                + EVER
                                + ")"
                                + OF_ALL.formatted("policy", "shipped"));
        String shipped =
                "select count(*) as n, count(*) filter (where rejected) as x, sum(cost_usd) as usd"
                    + " from decision_outcome where assignment = 'policy' and verifier_score >= 0.4"
                    + " and signals = '{}'";
        Map<String, Object> plain = one(shipped);
        assertThat(number(let, "answers")).isEqualTo(number(plain, "n"));
        assertThat(number(let, "rejected")).isEqualTo(number(plain, "x"));
        assertThat(number(let, "cost_usd")).isCloseTo(number(plain, "usd"), within(1e-9));

        Map<String, Object> stopped =
                one(
                        "select * from gate_outcome("
                                + EVER
                                + ")"
                                + OF_ALL.formatted("policy", "escalated"));
        plain =
                one(
                        "select count(*) as answers, count(i.rejected) as n, count(*) filter (where"
                            + " i.rejected) as x, sum(i.cost_usd) as usd, sum(case when i.cost_usd"
                            + " is not null then o.cost_usd + i.cost_usd end) as both from"
                            + " decision_outcome o left join decision_outcome i on i.session_id ="
                            + " o.session_id and i.route = 'strong' where o.route = 'cheap' and"
                            + " o.assignment = 'policy' and 'escalation' = any (o.signals)");
        assertThat(number(stopped, "answers")).isEqualTo(number(plain, "answers"));
        assertThat(number(stopped, "seen")).isEqualTo(number(plain, "n"));
        assertThat(number(stopped, "seen")).isLessThan(number(stopped, "answers"));
        assertThat(number(stopped, "rejected")).isEqualTo(number(plain, "x"));
        assertThat(number(stopped, "escalation_usd")).isCloseTo(number(plain, "usd"), within(1e-9));
        assertThat(number(stopped, "cost_usd")).isCloseTo(number(plain, "both"), within(1e-9));
        assertThat(number(stopped, "waited_seconds"))
                .isEqualTo(2 * number(stopped, "waited"))
                .isPositive();
    }

    @Test
    void ratesOfUsersWhoRecurEqualJava() throws SQLException {
        List<Map<String, Object>> rows = rows("select * from gate_outcome(" + EVER + ")");
        assertThat(rows).hasSizeGreaterThan(30);
        for (Map<String, Object> row : rows) {
            double n = number(row, "seen");
            double x = number(row, "rejected");
            ClusteredRate rate =
                    ClusteredRate.of(
                            number(row, "units"),
                            n,
                            x,
                            number(row, "unit_seen_sq"),
                            number(row, "unit_seen_rejected"),
                            number(row, "unit_rejected_sq"),
                            0.95);
            assertThat(number(row, "design_effect"))
                    .as(row.toString())
                    .isCloseTo(rate.designEffect(), within(1e-9));
            double effect = Math.max(1, rate.designEffect());
            Interval wilson = Proportion.wilson(x / effect, n / effect, 0.95);
            assertThat(number(row, "rate_low")).isCloseTo(wilson.low(), within(1e-7));
            assertThat(number(row, "rate_high")).isCloseTo(wilson.high(), within(1e-7));
        }
        String sums =
                "select count(distinct unit) from gated_answer where traffic = 'policy' and fate ="
                        + " 'shipped'";
        assertThat(number(one(sums), "count")).isEqualTo(scored().gate().all().shipped().units());
    }

    @Test
    void whatTheRouterWouldHaveSentElsewhereIsNoEvidence() throws SQLException {
        Gate gate = scored().gate();
        double byChance =
                gate.bins().stream()
                        .mapToDouble(
                                b ->
                                        b.shippedByChance().answers()
                                                + b.escalatedByChance().answers())
                        .sum();
        assertThat(byChance)
                .isEqualTo(
                        number(
                                one(
                                        "select count(*) from decision_outcome where route ="
                                                + " 'cheap' and assignment <> 'policy' and score <"
                                                + " threshold"),
                                "count"));
        assertThat(
                        number(
                                one(
                                        "select count(*) from gated_answer where traffic ="
                                                + " 'elsewhere'"),
                                "count"))
                .isPositive();
    }

    @Test
    void whatWasStoppedNeedlesslyEqualsJava() throws SQLException {
        Gate gate = scored().gate();
        Map<String, Object> all =
                one(
                        "select * from gate_stopped("
                                + EVER
                                + ") where evidence = 'explored' and score_bin is null");
        Needless needless = Needless.explored(gate, 0.95);
        same(all, "needless", needless.share());
        assertThat(number(all, "compared")).isEqualTo(needless.compared());
        assertThat(all.get("verdict")).isEqualTo("identified");
    }

    @Test
    void ofJudgedPairsTheLastVerdictCountsByItsWeight() throws SQLException {
        Map<String, Object> plain =
                one(
                        "with last as (select distinct on (session_id) verdict, 1 / sample_rate as"
                            + " w from judgement where session_id in (select session_id from"
                            + " gated_answer where traffic = 'policy' and fate = 'escalated') order"
                            + " by session_id, ts desc) select count(*) as n, sum(w) filter (where"
                            + " verdict <> 'shadow') / sum(w) as share from last");
        CascadeTables.Judged judged = scored().judged();
        assertThat(judged.pairs()).isEqualTo(number(plain, "n")).isGreaterThan(100);
        assertThat(judged.needless().value()).isCloseTo(number(plain, "share"), within(1e-9));
        assertThat(judged.needless().interval().contains(judged.needless().value())).isTrue();
    }

    @Test
    void theValueOfTheCascadeEqualsJava() throws SQLException {
        CascadeValue value =
                CascadeValue.of(
                        scored().gate(), new CascadeValue.Prices(0.05, 0.001, 0.0002), 0.95);
        Map<String, Object> row =
                one("select * from cascade_value(" + EVER + ", 0.05, 0.001, 0.0002)");
        assertThat(value.isIdentified()).isTrue();
        same(row, "spared", value.spared());
        same(row, "net_usd", value.net());
        assertThat(number(row, "escalation_usd")).isCloseTo(value.escalationUsd(), within(1e-9));
        assertThat(number(row, "verifier_cost_usd")).isCloseTo(value.verifierUsd(), within(1e-9));
        assertThat(number(row, "escalated")).isEqualTo(value.escalations());
        assertThat(number(row, "waited_seconds")).isEqualTo(2);
    }

    @Test
    void theCurveEqualsThatOfTheRule() throws SQLException {
        GateThreshold said = GateThreshold.of(scored().gate(), Double.NaN, 0.05);
        assertThat(said.current()).isEqualTo(0.4);
        List<Map<String, Object>> curve =
                rows("select * from gate_curve(" + EVER + ", 0.05, 0.4) order by threshold");
        assertThat(said.curve()).hasSize(11);
        assertThat(curve).hasSize(11);
        for (int i = 0; i < 11; i++) {
            CurvePoint point = said.curve().get(i);
            Map<String, Object> row = curve.get(i);
            assertThat(number(row, "threshold")).isCloseTo(point.threshold(), within(1e-9));
            assertThat(number(row, "cost_change"))
                    .isCloseTo(point.cost() - said.cost(), within(1e-7));
            // the rule's band holds for all thresholds at once, that of SQL for each by itself
            double width = point.high() - point.low();
            double low = number(row, "cost_change_low");
            double high = number(row, "cost_change_high");
            assertThat(low).isGreaterThanOrEqualTo(point.low() - said.cost() - width / 10);
            assertThat(high).isLessThanOrEqualTo(point.high() - said.cost() + width / 10);
            assertThat(high - low).isGreaterThanOrEqualTo(width / 2);
        }
        assertThat(number(curve.get(0), "escalated")).isZero();
        assertThat(number(curve.get(10), "escalated")).isCloseTo(1, within(1e-9));
    }

    @Test
    void whereChanceDidNothingNothingIsIdentified() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("begin");
            try {
                statement.execute("update decision_outcome set assignment = 'policy'");
                assertThat(one("select * from cascade_value(" + EVER + ", 0.05, 0, 0)"))
                        .containsEntry("net_usd", null)
                        .containsEntry("spared", null)
                        .extractingByKey("verdict")
                        .asString()
                        .startsWith("unidentifiable: ");
                List<Map<String, Object>> curve =
                        rows(
                                "select * from gate_curve("
                                        + EVER
                                        + ", 0.05, 0.4) where threshold <> 0.4");
                assertThat(curve)
                        .isNotEmpty()
                        .allSatisfy(row -> assertThat(row.get("cost_change")).isNull());
                assertThat(
                                rows(
                                        "select * from gate_stopped("
                                                + EVER
                                                + ") where evidence = 'explored'"))
                        .isNotEmpty()
                        .allSatisfy(
                                row ->
                                        assertThat(row.get("verdict").toString())
                                                .startsWith("unidentifiable: "));
                Gate gate = scored().gate();
                assertThat(gate.bins())
                        .extracting(GateBin::shippedByChance)
                        .containsOnly(GateSums.NONE);
            } finally {
                statement.execute("rollback");
            }
        }
    }

    @Test
    void escalationsAreCountedByTenthOfTheScore() throws SQLException {
        for (Map<String, Object> row :
                rows("select * from escalation_rate(" + EVER + ") where score_bin is not null")) {
            Map<String, Object> plain =
                    one(
                            String.format(
                                    Locale.ROOT,
                                    "select count(*) as n, count(*) filter (where 'escalation' ="
                                        + " any (signals)) as x from decision_outcome where"
                                        + " verifier_score >= %1$s / 10.0 and verifier_score <"
                                        + " (%1$s + 1) / 10.0 and case when assignment = 'policy'"
                                        + " then 'policy' when score >= threshold then 'elsewhere'"
                                        + " else 'randomised' end = '%2$s'",
                                    row.get("score_bin"),
                                    row.get("traffic")));
            assertThat(number(row, "decisions")).isEqualTo(number(plain, "n"));
            assertThat(number(row, "escalated")).isEqualTo(number(plain, "x"));
            Interval wilson = Proportion.wilson(number(plain, "x"), number(plain, "n"), 0.95);
            assertThat(number(row, "rate_low")).isCloseTo(wilson.low(), within(1e-7));
            assertThat(number(row, "rate_high")).isCloseTo(wilson.high(), within(1e-7));
        }
    }
}
