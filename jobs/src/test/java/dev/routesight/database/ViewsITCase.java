package dev.routesight.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.routesight.confidence.Auc;
import dev.routesight.confidence.BenchmarkGap;
import dev.routesight.config.JdbcConfig;
import dev.routesight.money.MisrouteCost;
import dev.routesight.shadow.JudgeBias;
import dev.routesight.shadow.ShadowPairs;
import dev.routesight.shadow.Verdicts;
import dev.routesight.stats.Critical;
import dev.routesight.stats.Estimate;
import dev.routesight.stats.MantelHaenszel;
import dev.routesight.stats.Proportion;
import dev.routesight.stats.Traffic;
import dev.routesight.stats.TwoByTwo;
import dev.routesight.stats.UnitSums;
import dev.routesight.tally.JudgementTallyRow;
import dev.routesight.tally.RetentionTallyRow;
import dev.routesight.tally.TallyCount;
import dev.routesight.tally.TallyRow;
import dev.routesight.tally.TallySum;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every view against the rule in Java, on random tallies and where there is little or nothing. */
class ViewsITCase {
    private static final String[] VIEWS = {
        "contrast_stratum",
        "route_experience",
        "signal_by_age",
        "retention",
        "spending",
        "saved",
        "judgement_summary",
        "policy_health",
    };

    private static EmbeddedDatabase database;
    private static Connection connection;

    @BeforeAll
    static void start() throws IOException, SQLException {
        database = EmbeddedDatabase.start();
        Migrations.migrate(
                database.reached(new JdbcConfig("", "", "", 500, Duration.ofSeconds(1), 5)));
        connection = DriverManager.getConnection(database.url());
    }

    @AfterAll
    static void stop() throws IOException, SQLException {
        connection.close();
        database.close();
    }

    @Test
    void anEmptyDatabaseGivesEmptyViews() throws SQLException {
        for (String view : VIEWS) {
            assertThat(rows("select * from " + view + " where dataset = 'none'"))
                    .as(view)
                    .isEmpty();
        }
        assertThat(contrasts("none")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void contrastsEqualThoseOfMantelAndHaenszelInJava(long seed) throws SQLException {
        String dataset = "contrast " + seed;
        List<TallyRow> tallies = new RandomTallies(seed).score(900);
        write(dataset, tallies);

        List<Map<String, Object>> rows = contrasts(dataset);
        assertThat(rows).hasSizeGreaterThan(8);
        for (Map<String, Object> row : rows) {
            MantelHaenszel mh = new MantelHaenszel(strata(tallies, row), Critical.LEVEL);
            assertThat(number(row, "strata")).isEqualTo(mh.strata().size());
            same(row, "difference", mh.difference());
            assertThat(number(row, "difference_error"))
                    .isCloseTo(mh.difference().standardError(), within(1e-12));
            same(row, "ratio", mh.ratio());
            assertThat(number(row, "heterogeneity"))
                    .isCloseTo(mh.differenceHeterogeneity().q(), within(1e-7));
            assertThat(number(row, "heterogeneity_degrees"))
                    .isEqualTo(mh.differenceHeterogeneity().degrees());
        }
        assertThat(rows)
                .extracting(r -> r.get("traffic"))
                .contains("causal", "observed, not causal");
    }

    /** The strata of a row of {@code route_contrast}, found again from the tallies. */
    private static List<TwoByTwo> strata(List<TallyRow> tallies, Map<String, Object> row) {
        Map<String, double[]> strata = new LinkedHashMap<>();
        for (TallyRow t : tallies) {
            Traffic traffic = Traffic.of(t.assignment());
            boolean isIn =
                    t.isFinal()
                            && t.complete()
                            && t.horizonSeconds() == number(row, "horizon_seconds")
                            && t.cohort().equals(row.get("cohort"))
                            && t.queryShape().equals(row.get("query_shape"))
                            && t.experiment().equals(row.get("experiment"))
                            && traffic.label().equals(row.get("traffic"));
            if (!isIn) {
                continue;
            }
            String bin = traffic == Traffic.RANDOMISED ? "/" + t.scoreBin() : "";
            double[] x =
                    strata.computeIfAbsent(
                            RandomTallies.day(t.windowStart()) + bin, k -> new double[4]);
            int at = t.route().equals(row.get("route")) ? 0 : 2;
            if (at == 0 || t.route().equals(row.get("reference"))) {
                x[at] += t.counts()[TallyCount.REJECTED.ordinal()];
                x[at + 1] += t.counts()[TallyCount.DECISIONS.ordinal()];
            }
        }
        return strata.values().stream().map(x -> new TwoByTwo(x[0], x[1], x[2], x[3])).toList();
    }

    @Test
    void experienceOfRoutesEqualsMeansInJava() throws SQLException {
        List<TallyRow> tallies = new RandomTallies(11).cohort(400);
        write("experience", tallies);

        List<Map<String, Object>> rows =
                rows("select * from route_experience where dataset = 'experience'");
        assertThat(rows).isNotEmpty();
        double z = Critical.z(Critical.LEVEL);
        for (Map<String, Object> row : rows) {
            double[] s = sums(tallies, row);
            double n = count(tallies, row, TallyCount.DECISIONS);
            double streamed = count(tallies, row, TallyCount.WITH_COMPLETION);
            double started = count(tallies, row, TallyCount.STREAMS_STARTED);
            double completed = count(tallies, row, TallyCount.STREAMS_COMPLETED);
            same(
                    row,
                    "session_seconds",
                    mean(
                            UnitSums.of(
                                    n,
                                    s[TallySum.SESSION_SECONDS.ordinal()],
                                    s[TallySum.SESSION_SECONDS_SQ.ordinal()]),
                            z));
            same(
                    row,
                    "completion_ratio",
                    mean(
                            UnitSums.of(
                                    streamed,
                                    s[TallySum.COMPLETION.ordinal()],
                                    s[TallySum.COMPLETION_SQ.ordinal()]),
                            z));
            assertThat(number(row, "completed_share"))
                    .isCloseTo(completed / started, within(1e-12));
            assertThat(number(row, "completed_share_high"))
                    .isCloseTo(Proportion.wilson(completed, started, 0.95).high(), within(1e-8));
        }
    }

    private static Estimate mean(UnitSums sums, double z) {
        double se = Math.sqrt(Math.max(0, sums.variance()) / sums.n());
        return Estimate.of(sums.mean(), se, z);
    }

    @Test
    void signalsComeWithAge() throws SQLException {
        List<TallyRow> tallies = new RandomTallies(12).cohort(300);
        write("age", tallies);

        Map<String, Double> before = new HashMap<>();
        List<Map<String, Object>> rows =
                rows(
                        "select * from signal_by_age where dataset = 'age' and signal ="
                                + " 'correction' order by horizon_seconds");
        assertThat(rows).isNotEmpty();
        for (Map<String, Object> row : rows) {
            double n = count(tallies, row, TallyCount.DECISIONS);
            double k = count(tallies, row, TallyCount.CORRECTION);
            String key =
                    ""
                            + row.get("cohort")
                            + row.get("route")
                            + row.get("assignment")
                            + row.get("experiment")
                            + row.get("day");
            assertThat(number(row, "incidence")).isCloseTo(k / n, within(1e-12));
            assertThat(number(row, "low"))
                    .isCloseTo(Proportion.wilson(k, n, 0.95).low(), within(1e-8));
            assertThat(number(row, "added"))
                    .isCloseTo(k / n - before.getOrDefault(key, 0.0), within(1e-12));
            before.put(key, k / n);
        }
    }

    @Test
    void retentionIsARateOfUsers() throws SQLException {
        Upsert<RetentionTallyRow> upsert = new Upserts("retention", 0).retentionTally();
        long day = RandomTallies.START;
        write(
                upsert,
                new RetentionTallyRow(
                        day, "", "{}", "cheap", "forced", "e", "a", true, true, day, 40, 10, 20));
        write(
                upsert,
                new RetentionTallyRow(
                        day, "", "{}", "strong", "forced", "e", "b", true, true, day, 3, 0, 0));
        write(
                upsert,
                new RetentionTallyRow(
                        day, "", "{}", "open", "forced", "e", "c", true, false, day, 9, 9, 9));
        write(
                upsert,
                new RetentionTallyRow(
                        day, "", "{}", "none", "forced", "e", "d", true, true, day, 0, 0, 0));

        List<Map<String, Object>> rows =
                rows("select * from retention where dataset = 'retention' order by route");
        assertThat(rows).extracting(r -> r.get("route")).containsExactly("cheap", "strong");
        assertThat(number(rows.get(0), "rate_7d")).isEqualTo(0.5);
        assertThat(number(rows.get(0), "rate_1d_low"))
                .isCloseTo(Proportion.wilson(10, 40, 0.95).low(), within(1e-8));
        assertThat(number(rows.get(1), "rate_7d_high"))
                .isCloseTo(Proportion.wilson(0, 3, 0.95).high(), within(1e-8));
    }

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
        double toDate = 0;
        String series = "";
        for (Map<String, Object> row : rows) {
            String now = "" + row.get("cohort") + row.get("horizon_seconds");
            toDate = (now.equals(series) ? toDate : 0) + number(row, "all_usd");
            series = now;
            assertThat(number(row, "all_usd_month_to_date")).isCloseTo(toDate, within(1e-9));
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
    void misrouteCostEqualsThatInJavaAndIsUnidentifiableWithoutRandomisedTraffic()
            throws SQLException {
        List<TallyRow> tallies = new RandomTallies(51).score(1500);
        write("misroute", tallies);

        List<Map<String, Object>> rows =
                rows(
                        "select * from misroute_cost('misroute', 'cheap', 'strong', '2000-01-01',"
                                + " '2100-01-01', 0.25)");
        assertThat(rows).isNotEmpty();
        for (Map<String, Object> row : rows) {
            MisrouteCost java = misroutes(tallies, row);
            assertThat(row.get("verdict").toString().startsWith("identified"))
                    .isEqualTo(java.isIdentified());
            assertThat(java.isIdentified()).isTrue();
            double reach = Critical.z(0.95) * java.answers().standardError();
            assertThat(number(row, "answers")).isCloseTo(java.answers().value(), within(1e-9));
            assertThat(number(row, "answers_high"))
                    .isCloseTo(java.answers().value() + reach, within(1e-6));
            assertThat(number(row, "cost_usd"))
                    .isCloseTo(0.25 * java.answers().value(), within(1e-9));
        }
        write("blind", tallies.stream().filter(t -> t.assignment().equals("policy")).toList());
        for (Map<String, Object> row :
                rows(
                        "select * from misroute_cost('blind', 'cheap', 'strong', '2000-01-01',"
                                + " '2100-01-01', 0.25)")) {
            assertThat(row.get("verdict").toString()).startsWith("unidentifiable");
            assertThat(row.get("cost_usd")).isNull();
        }
    }

    private static MisrouteCost misroutes(List<TallyRow> tallies, Map<String, Object> row) {
        Map<Integer, double[]> bins = new LinkedHashMap<>();
        for (TallyRow t : tallies) {
            boolean isIn =
                    t.isFinal()
                            && t.complete()
                            && t.horizonSeconds() == number(row, "horizon_seconds")
                            && t.cohort().equals(row.get("cohort"))
                            && t.queryShape().equals(row.get("query_shape"));
            if (!isIn || t.route().isEmpty()) {
                continue;
            }
            double[] b = bins.computeIfAbsent(t.scoreBin(), k -> new double[5]);
            long n = t.counts()[TallyCount.DECISIONS.ordinal()];
            boolean cheap = t.route().equals("cheap");
            if (t.assignment().equals("policy")) {
                b[0] += cheap ? n : 0;
            } else {
                b[cheap ? 1 : 3] += t.counts()[TallyCount.REJECTED.ordinal()];
                b[cheap ? 2 : 4] += n;
            }
        }
        List<MisrouteCost.Bin> all = new ArrayList<>();
        bins.forEach(
                (bin, b) ->
                        all.add(
                                new MisrouteCost.Bin(
                                        "" + bin, b[0], new TwoByTwo(b[1], b[2], b[3], b[4]), 1)));
        return MisrouteCost.of(all, 0.95);
    }

    @ParameterizedTest
    @ValueSource(longs = {61, 62})
    void areasUnderTheCurveEqualThoseInJava(long seed) throws SQLException {
        String dataset = "auc " + seed;
        List<TallyRow> tallies = new RandomTallies(seed).score(900);
        write(dataset, tallies);

        List<Map<String, Object>> rows =
                rows("select * from score_auc('" + dataset + "', '2000-01-01', '2100-01-01')");
        assertThat(rows).isNotEmpty();
        for (Map<String, Object> row : rows) {
            long[] rejected = new long[2];
            long[] accepted = new long[2];
            for (TallyRow t : tallies) {
                boolean policy = row.get("traffic").toString().startsWith("policy");
                boolean isIn =
                        t.isFinal()
                                && t.complete()
                                && t.scoreBin() >= 0
                                && t.horizonSeconds() == number(row, "horizon_seconds")
                                && t.cohort().equals(row.get("cohort"))
                                && t.queryShape().equals(row.get("query_shape"))
                                && t.route().equals(row.get("route"))
                                && t.assignment().equals("policy") == policy;
                if (isIn) {
                    long x = t.counts()[TallyCount.REJECTED.ordinal()];
                    rejected[t.scoreBin()] += x;
                    accepted[t.scoreBin()] += t.counts()[TallyCount.DECISIONS.ordinal()] - x;
                }
            }
            Estimate auc = Auc.of(rejected, accepted, 0.95);
            same(row, "auc", auc);
            if (Double.isFinite(auc.standardError())) {
                assertThat(number(row, "auc_error")).isCloseTo(auc.standardError(), within(1e-9));
            }
        }
    }

    @Test
    void policyHealthTellsWhatIsExploredAndWhatIsLogged() throws SQLException {
        RandomTallies random = new RandomTallies(71);
        TallyRow cheap = random.one(false, "cheap", "policy", 60, 3);
        cheap.counts()[TallyCount.WITHOUT_PROPENSITY.ordinal()] = 25;
        TallyRow strong = random.one(false, "strong", "policy", 20, 3);
        strong.counts()[TallyCount.WITHOUT_PROPENSITY.ordinal()] = 0;
        TallyRow explored = random.one(false, "strong", "explore", 20, 3);
        explored.counts()[TallyCount.WITHOUT_PROPENSITY.ordinal()] = 0;
        write("health", List.of(cheap, strong, explored));

        List<Map<String, Object>> rows =
                rows("select * from policy_health where dataset = 'health'");
        assertThat(rows).hasSize(1);
        assertThat(number(rows.get(0), "explored_share")).isCloseTo(0.2, within(1e-12));
        assertThat(number(rows.get(0), "explored_share_high"))
                .isCloseTo(Proportion.wilson(20, 100, 0.95).high(), within(1e-8));
        assertThat(number(rows.get(0), "without_propensity_share")).isCloseTo(0.25, within(1e-12));
        assertThat(rows.get(0).get("route_shares").toString())
                .isEqualTo("{\"cheap\": 0.750000, \"strong\": 0.250000}");
    }

    @Test
    void theBenchmarkStandsBesideProduction() throws SQLException {
        TallyRow row = new RandomTallies(81).one(false, "cheap", "policy", 500, 60);
        write(
                "bench",
                List.of(
                        new TallyRow(
                                false,
                                "",
                                "{}",
                                "",
                                -1,
                                "cheap",
                                "v1",
                                "policy",
                                "",
                                "",
                                1800,
                                row.windowStart(),
                                row.windowEnd(),
                                true,
                                true,
                                row.asOf(),
                                row.counts(),
                                row.sums())));
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "insert into eval_result select 'bench', i::text, now(), 'b1', 'cheap', null,"
                            + " (i % 5 > 0)::int, '', '', '{}', 0 from generate_series(0, 99) i");
        }
        List<Map<String, Object>> rows =
                rows("select * from benchmark_gap('bench', '2000-01-01', '2100-01-01')");

        assertThat(rows).hasSize(1);
        Estimate gap = BenchmarkGap.of(100, 80, 80, 500, 60, 0.95).gap();
        assertThat(number(rows.get(0), "gap")).isCloseTo(gap.value(), within(1e-12));
        assertThat(number(rows.get(0), "gap_error")).isCloseTo(gap.standardError(), within(1e-12));
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
        assertThat(number(rows.get(2), "saved_usd_month_to_date")).isCloseTo(6.2, within(1e-12));
    }

    @Test
    void oneWindowOneRouteAndNoSignalsAreNoContrastAndNoError() throws SQLException {
        RandomTallies random = new RandomTallies(41);
        write("alone", List.of(random.one(true, "cheap", "policy", 10, 0)));
        write("alone", List.of(random.one(false, "cheap", "policy", 10, 0)));

        assertThat(rows("select * from contrast_stratum where dataset = 'alone'")).isEmpty();
        assertThat(contrasts("alone")).isEmpty();
        List<Map<String, Object>> age =
                rows("select * from signal_by_age where dataset = 'alone' and signal = 'rejected'");
        assertThat(age).hasSize(1);
        assertThat(number(age.get(0), "incidence")).isZero();
        assertThat(number(age.get(0), "low")).isZero();
        assertThat(number(age.get(0), "high")).isPositive();
    }

    @Test
    void twoRoutesWithoutSignalsDifferByNothingAndHaveNoRatio() throws SQLException {
        RandomTallies random = new RandomTallies(42);
        write(
                "quiet",
                List.of(
                        random.one(true, "cheap", "explore", 10, 0),
                        random.one(true, "strong", "explore", 10, 0)));

        List<Map<String, Object>> rows = contrasts("quiet");
        assertThat(rows).hasSize(2);
        assertThat(number(rows.get(0), "difference")).isZero();
        assertThat(rows.get(0).get("ratio")).isNull();
        assertThat(rows.get(0).get("ratio_high")).isNull();
    }

    @Test
    void namesWithQuotesAndEmojiStayWhatTheyAre() throws SQLException {
        String odd = "o'br\"ien ; -- \uD83D\uDE42";
        RandomTallies random = new RandomTallies(43);
        write(
                odd,
                List.of(
                        random.one(true, odd, "explore", 10, 3),
                        random.one(true, "", "explore", 10, 1)));
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "select route, difference from route_contrast(?, '2000-01-01',"
                                + " '2100-01-01') where reference = ''")) {
            statement.setString(1, odd);
            try (ResultSet rows = statement.executeQuery()) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo(odd);
                assertThat(rows.getDouble(2)).isCloseTo(0.2, within(1e-12));
            }
        }
    }

    private static void same(Map<String, Object> row, String name, Estimate estimate) {
        if (!estimate.isKnown()) {
            assertThat(row.get(name)).as(name).isNull();
            return;
        }
        assertThat(number(row, name)).as(name).isCloseTo(estimate.value(), within(1e-9));
        if (estimate.interval().isBounded()) {
            assertThat(number(row, name + "_low"))
                    .as(name)
                    .isCloseTo(estimate.interval().low(), within(1e-6));
            assertThat(number(row, name + "_high"))
                    .as(name)
                    .isCloseTo(estimate.interval().high(), within(1e-6));
        } else {
            assertThat(row.get(name + "_low")).as(name).isNull();
        }
    }

    private static boolean isOf(TallyRow t, Map<String, Object> row) {
        return t.isFinal()
                && t.complete()
                && t.horizonSeconds() == number(row, "horizon_seconds")
                && t.cohort().equals(row.get("cohort"))
                && t.route().equals(row.get("route"))
                && t.assignment().equals(row.get("assignment"))
                && t.experiment().equals(row.get("experiment"))
                && RandomTallies.day(t.windowStart()).equals(row.get("day").toString());
    }

    private static double count(List<TallyRow> tallies, Map<String, Object> row, TallyCount c) {
        return tallies.stream()
                .filter(t -> isOf(t, row))
                .mapToLong(t -> t.counts()[c.ordinal()])
                .sum();
    }

    private static double[] sums(List<TallyRow> tallies, Map<String, Object> row) {
        double[] sums = new double[TallySum.values().length];
        for (TallyRow t : tallies) {
            for (int i = 0; i < sums.length && isOf(t, row); i++) {
                sums[i] += t.sums()[i].doubleValue();
            }
        }
        return sums;
    }

    private static List<Map<String, Object>> contrasts(String dataset) throws SQLException {
        return rows("select * from route_contrast('" + dataset + "', '2000-01-01', '2100-01-01')");
    }

    private static double number(Map<String, Object> row, String column) {
        Object value = row.get(column);
        assertThat(value).as(column).isNotNull();
        return value instanceof BigDecimal d ? d.doubleValue() : ((Number) value).doubleValue();
    }

    private static void write(String dataset, List<TallyRow> tallies) throws SQLException {
        Upserts upserts = new Upserts(dataset, 0);
        for (TallyRow tally : tallies) {
            write(tally.finer() ? upserts.scoreTally() : upserts.cohortTally(), tally);
        }
    }

    private static <T> void write(Upsert<T> upsert, T row) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(upsert.sql())) {
            upsert.accept(statement, row);
            statement.executeUpdate();
        }
    }

    private static List<Map<String, Object>> rows(String sql) throws SQLException {
        List<Map<String, Object>> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                Map<String, Object> row = new LinkedHashMap<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.put(result.getMetaData().getColumnName(i), result.getObject(i));
                }
                rows.add(row);
            }
        }
        return rows;
    }
}
