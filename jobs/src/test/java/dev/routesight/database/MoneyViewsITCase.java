package dev.routesight.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.routesight.shadow.JudgeBias;
import dev.routesight.shadow.ShadowPairs;
import dev.routesight.shadow.Verdicts;
import dev.routesight.tally.JudgementTallyRow;
import dev.routesight.tally.TallyRow;
import dev.routesight.tally.TallySum;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shadow pairs and money in SQL as in Java. */
class MoneyViewsITCase extends ViewDatabase {
    @ParameterizedTest
    @ValueSource(longs = {21, 22})
    void shadowPairsEqualThoseInJava(long seed) throws SQLException {
        String dataset = "judged " + seed;
        List<JudgementTallyRow> tallies = new RandomTallies(seed).judgements(300);
        Upsert<JudgementTallyRow> upsert = new Upserts(dataset, 0).judgementTally();
        Map<String, JudgementTallyRow> byKey = new LinkedHashMap<>();
        for (JudgementTallyRow t : tallies) {
            byKey.put(
                    t.judge()
                            + t.verdict()
                            + t.shownFirst()
                            + t.longer()
                            + t.windowStart()
                            + t.route(),
                    t);
        }
        for (JudgementTallyRow t : byKey.values()) {
            write(upsert, t);
        }
        List<Map<String, Object>> rows =
                rows("select * from judgement_summary where dataset = '" + dataset + "'");
        assertThat(rows).isNotEmpty();
        for (Map<String, Object> row : rows) {
            List<JudgementTallyRow> of =
                    byKey.values().stream()
                            .filter(
                                    t ->
                                            t.judge().equals(row.get("judge"))
                                                    && t.route().equals(row.get("route"))
                                                    && RandomTallies.day(t.windowStart())
                                                            .equals(row.get("day").toString()))
                            .toList();
            ShadowPairs pairs =
                    new ShadowPairs(
                            verdicts(of, "primary"), verdicts(of, "tie"), verdicts(of, "shadow"));
            assertThat(number(row, "pairs")).isEqualTo(pairs.pairs());
            assertThat(number(row, "effective_pairs")).isCloseTo(pairs.effective(), within(1e-6));
            assertThat(number(row, "win_rate"))
                    .isCloseTo(pairs.winRate(0.95).value(), within(1e-9));
            assertThat(number(row, "win_error"))
                    .isCloseTo(pairs.winRate(0.95).standardError(), within(1e-9));
            same(row, "net", pairs.net(0.95));
            double[] f = new double[4];
            for (JudgementTallyRow t : of) {
                if (!t.verdict().equals("tie")) {
                    f[
                                    (t.shownFirst().equals("primary") ? 0 : 2)
                                            + (t.verdict().equals("primary") ? 0 : 1)] +=
                            t.events();
                }
            }
            double bias = JudgeBias.of(f[0], f[1], f[2], f[3], 0.95).bias().value();
            if (Double.isNaN(bias)) {
                assertThat(row.get("position_bias")).isNull();
            } else {
                assertThat(number(row, "position_bias")).isCloseTo(bias, within(1e-12));
            }
            assertThat(row.get("grades_itself")).isEqualTo("j1".equals(row.get("judge")));
        }
    }

    private static Verdicts verdicts(List<JudgementTallyRow> rows, String verdict) {
        Verdicts sum = Verdicts.NONE;
        for (JudgementTallyRow t : rows) {
            if (t.verdict().equals(verdict)) {
                sum =
                        sum.plus(
                                new Verdicts(
                                        t.events(),
                                        t.inverseRate().doubleValue(),
                                        t.inverseRateSq().doubleValue()));
            }
        }
        return sum;
    }

    @Test
    void moneyAddsUpOverDaysAndMonths() throws SQLException {
        List<TallyRow> tallies = new RandomTallies(31).cohort(200);
        write("money", tallies);
        Upsert<JudgementTallyRow> shadows = new Upserts("money", 0).judgementTally();
        for (JudgementTallyRow t : new RandomTallies(31).judgements(5)) {
            write(shadows, t);
        }
        List<Map<String, Object>> rows =
                rows(
                        "select * from spending where dataset = 'money' order by cohort,"
                                + " horizon_seconds, day");
        for (Map<String, Object> to :
                rows("select * from spending_to_date('money', '2026-01-06')")) {
            double sum =
                    rows.stream()
                            .filter(
                                    r ->
                                            r.get("cohort").equals(to.get("cohort"))
                                                    && r.get("horizon_seconds")
                                                            .equals(to.get("horizon_seconds"))
                                                    && r.get("day")
                                                                    .toString()
                                                                    .compareTo("2026-01-06")
                                                            <= 0)
                            .mapToDouble(r -> number(r, "all_usd"))
                            .sum();
            assertThat(number(to, "all_usd")).isCloseTo(sum, within(1e-9)).isPositive();
        }
        double spent = 0;
        for (TallyRow t : tallies) {
            spent +=
                    t.isFinal() && t.complete()
                            ? t.sums()[TallySum.COST_USD.ordinal()].doubleValue()
                            : 0;
        }
        assertThat(rows.stream().mapToDouble(r -> number(r, "spent_usd")).sum())
                .isCloseTo(spent, within(1e-6));
    }

    @Test
    void savedCountsTheReferenceOfRootsOnly() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "insert into decision_outcome (dataset, session_id, decision_id, decision_ts,"
                        + " horizon_seconds, turn, route, model, router_version, assignment,"
                        + " experiment, arm, query_shape, language, labels, unit, root, followed,"
                        + " signals, rejected, stream_started, stream_completed, session_seconds,"
                        + " handoff_shared, without_propensity, complete, generation, cost_usd,"
                        + " reference_cost_usd) select 'saved', 's', 'd' || i, timestamptz"
                        + " '2026-01-31T20:00:00Z' + i * interval '4 hours', 1800, 0, 'cheap', '',"
                        + " '', 'policy', '', '', '', '', '{}', 1, i <> 2, false, '{}', false,"
                        + " true, true, 1, 0, false, i <> 9, 0, 0.1, 1 from generate_series(0, 9)"
                        + " i");
        }
        List<Map<String, Object>> rows =
                rows("select * from saved where dataset = 'saved' order by day");

        // 31 January has decision 0; 1 February 1 to 6, of which 2 is no root; 2 February 7 and 8
        assertThat(rows).hasSize(3);
        assertThat(number(rows.get(0), "saved_usd")).isCloseTo(0.9, within(1e-12));
        assertThat(number(rows.get(1), "saved_usd")).isCloseTo(5 - 0.6, within(1e-12));
        assertThat(number(rows.get(2), "saved_usd")).isCloseTo(1.8, within(1e-12));
        List<Map<String, Object>> toDate =
                rows("select * from saved_to_date('saved', '2026-02-02')");
        assertThat(toDate).hasSize(1);
        assertThat(number(toDate.get(0), "saved_usd")).isCloseTo(6.2, within(1e-12));
    }
}
