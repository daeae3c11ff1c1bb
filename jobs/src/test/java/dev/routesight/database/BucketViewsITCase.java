package dev.routesight.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.routesight.confidence.Uplift;
import dev.routesight.offpolicy.RouterAgreement;
import dev.routesight.offpolicy.TalliedPolicy;
import dev.routesight.shadow.ShadowPairs;
import dev.routesight.shadow.Verdicts;
import dev.routesight.stats.Critical;
import dev.routesight.stats.Estimate;
import dev.routesight.stats.Jackknife;
import dev.routesight.stats.MantelHaenszel;
import dev.routesight.stats.Power;
import dev.routesight.stats.Traffic;
import dev.routesight.stats.TwoByTwo;
import dev.routesight.tally.BucketKey;
import dev.routesight.tally.BucketRow;
import dev.routesight.tally.BucketSum;
import dev.routesight.tally.CandidateSum;
import dev.routesight.tally.CellKey;
import dev.routesight.tally.JudgementTallyRow;
import dev.routesight.tally.TallyCount;
import dev.routesight.tally.TallyRow;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Intervals from buckets, and what else SQL says, equal the rules in Java. */
class BucketViewsITCase extends ViewDatabase {
    private static final String ALL_DAYS = "', '2000-01-01', '2100-01-01')";
    private static final long DAY = 86_400_000;
    private static final int REJECTED = TallyCount.REJECTED.ordinal();

    @Test
    void studentsQuantilesEqualThoseInJava() throws SQLException {
        for (int degrees = 1; degrees < Jackknife.BUCKETS; degrees++) {
            assertThat(number(rows("select student_t(" + degrees + ") as t").get(0), "t"))
                    .isCloseTo(Critical.t(0.95, degrees), within(1e-9));
        }
        assertThat(rows("select student_t(0) as t").get(0).get("t")).isNull();
        assertThat(rows("select student_t(64) as t").get(0).get("t")).isNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void ratesAndMeansEqualTheJackknifeInJava(long seed) throws SQLException {
        String dataset = "rates " + seed;
        List<BucketRow> tallies = tallies(seed, 3000);
        write(tallies, dataset);

        List<Map<String, Object>> rows = rows("select * from bucket_rate('" + dataset + ALL_DAYS);
        assertThat(rows).extracting(r -> r.get("metric")).contains("rejected", "cost_usd");
        for (Map<String, Object> row : rows) {
            boolean money = row.get("metric").equals("cost_usd");
            if (!money && !row.get("metric").equals("rejected")) {
                continue;
            }
            double[][] sums = new double[Jackknife.BUCKETS][2];
            for (BucketRow t : tallies) {
                CellKey c = t.key().cell();
                if (isCounted(t)
                        && c.horizonMillis() / 1000 == number(row, "horizon_seconds")
                        && c.cohort().equals(row.get("cohort"))
                        && c.route().equals(row.get("route"))
                        && c.assignment().equals(row.get("assignment"))) {
                    sums[t.bucket()][0] +=
                            money
                                    ? t.sums()[BucketSum.COST_USD.ordinal()].doubleValue()
                                    : t.counts()[REJECTED];
                    sums[t.bucket()][1] += t.counts()[money ? TallyCount.WITH_COST.ordinal() : 0];
                }
            }
            Estimate expected = Jackknife.estimate(sums, s -> s[0] / s[1], 0.95);
            close(row, "value", "error", "low", "high", expected);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 4, 5})
    void contrastsByUnitEqualTheJackknifeOfMantelAndHaenszelInJava(long seed) throws SQLException {
        String dataset = "units " + seed;
        List<BucketRow> tallies = tallies(seed, 4000);
        write(tallies, dataset);

        List<Map<String, Object>> rows =
                rows("select * from route_contrast_by_unit('" + dataset + ALL_DAYS);
        assertThat(rows).hasSizeGreaterThan(4);
        for (Map<String, Object> row : rows) {
            Map<String, Integer> strata = new TreeMap<>();
            tallies.forEach(t -> strata.putIfAbsent(stratum(t), strata.size()));
            double[][] sums = new double[Jackknife.BUCKETS][4 * strata.size()];
            for (BucketRow t : tallies) {
                if (isIn(t, row)) {
                    boolean one = t.key().cell().route().equals(row.get("route"));
                    int at = 4 * strata.get(stratum(t)) + (one ? 0 : 2);
                    sums[t.bucket()][at] += t.counts()[REJECTED];
                    sums[t.bucket()][at + 1] += t.counts()[0];
                }
            }
            Jackknife jackknife =
                    Jackknife.of(
                            sums,
                            s -> {
                                MantelHaenszel mh = pooled(s);
                                return new double[] {
                                    mh.difference().value(), Math.log(mh.ratio().value())
                                };
                            });
            assertThat(number(row, "buckets")).isEqualTo(jackknife.buckets());
            close(
                    row,
                    "difference",
                    "difference_error",
                    "difference_low",
                    "difference_high",
                    jackknife.estimate(0, 0.95));
            Estimate ratio = jackknife.estimate(1, 0.95);
            assertThat(number(row, "ratio")).isCloseTo(Math.exp(ratio.value()), within(1e-9));
            assertThat(number(row, "ratio_high"))
                    .isCloseTo(Math.exp(ratio.interval().high()), within(1e-6));
        }
        assertThat(rows)
                .extracting(r -> r.get("traffic"))
                .contains("causal", "observed, not causal");
    }

    private static MantelHaenszel pooled(double[] s) {
        List<TwoByTwo> strata = new ArrayList<>();
        for (int i = 0; i < s.length; i += 4) {
            strata.add(new TwoByTwo(s[i], s[i + 1], s[i + 2], s[i + 3]));
        }
        return new MantelHaenszel(strata, 0.95);
    }

    private static boolean isIn(BucketRow t, Map<String, Object> row) {
        CellKey c = t.key().cell();
        return isCounted(t)
                && c.horizonMillis() >= 1_800_000
                && c.cohort().equals(row.get("cohort"))
                && c.queryShape().equals(row.get("query_shape"))
                && Traffic.of(c.assignment()).label().equals(row.get("traffic"))
                && (c.route().equals(row.get("route")) || c.route().equals(row.get("reference")));
    }

    private static String stratum(BucketRow t) {
        CellKey c = t.key().cell();
        boolean causal = Traffic.of(c.assignment()) == Traffic.RANDOMISED;
        return t.day() + (causal ? "/" + c.scoreBin() : "");
    }

    @ParameterizedTest
    @ValueSource(longs = {6, 7})
    void valuesOfCandidatesEqualThoseOfTalliedPolicyInJava(long seed) throws SQLException {
        String dataset = "values " + seed;
        List<BucketRow> tallies = candidates(seed, 6000, 0.2);
        write(tallies, dataset);

        List<Map<String, Object>> rows =
                rows("select * from candidate_value('" + dataset + ALL_DAYS);
        assertThat(rows).hasSize(8);
        TalliedPolicy rejected = policy(tallies, CandidateSum.WEIGHT_REJECTED, null);
        TalliedPolicy cost = policy(tallies, CandidateSum.WEIGHT_COST, CandidateSum.COST_USD);
        for (Map<String, Object> row : rows) {
            assertThat(row.get("verdict")).isEqualTo("identified");
            TalliedPolicy java = row.get("measure").equals("rejected") ? rejected : cost;
            assertThat(number(row, "effective")).isCloseTo(java.effective(), within(1e-6));
            Estimate expected =
                    switch (row.get("estimator").toString()) {
                        case "ips" -> java.ips(0.95);
                        case "snips" -> java.selfNormalised(0.95);
                        case "doubly_robust" -> java.doublyRobust(0.95);
                        default -> null;
                    };
            if (expected != null) {
                close(row, "value", "error", "low", "high", expected);
            } else {
                // no weight reaches the clip
                assertThat(number(row, "value")).isCloseTo(java.ips(0.95).value(), within(1e-9));
            }
        }
    }

    @Test
    void aCandidateThatTheLogCannotJudgeIsUnidentifiableInWords() throws SQLException {
        write(candidates(8, 300, 0.0), "never tried");
        List<Map<String, Object>> rows =
                rows("select * from candidate_value('never tried" + ALL_DAYS);
        assertThat(rows).isNotEmpty();
        for (Map<String, Object> row : rows) {
            assertThat(row.get("verdict").toString())
                    .startsWith("unidentifiable: ")
                    .contains("never tried; explore them");
            assertThat(row.get("value")).isNull();
        }
        write(candidates(9, 60, 0.2), "few");
        assertThat(rows("select distinct verdict from candidate_value('few" + ALL_DAYS).get(0))
                .extractingByKey("verdict")
                .asString()
                .contains("effective decisions, fewer than 100");
        List<BucketRow> unlogged = candidates(9, 6000, 0.2);
        unlogged.get(0).counts()[2] = 1;
        write(unlogged, "unlogged");
        assertThat(rows("select distinct verdict from candidate_value('unlogged" + ALL_DAYS).get(0))
                .extractingByKey("verdict")
                .asString()
                .startsWith("unidentifiable: 1 of 6001 decisions carry no propensity");
    }

    @Test
    void upliftByBinEqualsThatInJava() throws SQLException {
        List<TallyRow> tallies = new RandomTallies(71).score(900);
        write("uplift", tallies);
        List<Map<String, Object>> rows =
                rows("select * from score_uplift('uplift', 'cheap', 'strong" + ALL_DAYS);
        assertThat(rows).isNotEmpty();
        for (Map<String, Object> row : rows) {
            TwoByTwo t =
                    new TwoByTwo(
                            number(row, "rejected"),
                            number(row, "decisions"),
                            number(row, "reference_rejected"),
                            number(row, "reference_decisions"));
            same(row, "uplift", Uplift.of(List.of(t), Traffic.RANDOMISED, 0.95).bins().get(0));
        }
        double all = rows.stream().mapToDouble(r -> number(r, "decisions")).sum();
        assertThat(all).isPositive().isLessThanOrEqualTo(randomised(tallies));
    }

    private static double randomised(List<TallyRow> tallies) {
        return tallies.stream()
                .filter(t -> Traffic.of(t.assignment()) == Traffic.RANDOMISED)
                .filter(t -> t.route().equals("cheap") && t.horizonSeconds() >= 1800)
                .mapToLong(t -> t.counts()[0])
                .sum();
    }

    @Test
    void agreementOfRouterVersionsEqualsThatInJava() throws SQLException {
        List<TallyRow> tallies = new RandomTallies(72).score(900);
        write("versions", tallies);
        connection
                .createStatement()
                .execute(
                        "update score_tally set router_version = case when score_bin < 0 or"
                                + " decisions % 2 = 0 then 'v1' else 'v2' end where dataset ="
                                + " 'versions'");
        List<Map<String, Object>> rows =
                rows("select * from router_agreement('versions', 'v1', 'v2', 'strong" + ALL_DAYS);
        assertThat(rows).isNotEmpty();
        for (Map<String, Object> row : rows) {
            Map<String, double[]> cells = new LinkedHashMap<>();
            for (TallyRow t : tallies) {
                if (!t.isFinal()
                        || !t.complete()
                        || !t.assignment().equals("policy")
                        || t.horizonSeconds() != number(row, "horizon_seconds")
                        || !t.cohort().equals(row.get("cohort"))) {
                    continue;
                }
                double[] c =
                        cells.computeIfAbsent(t.queryShape() + t.scoreBin(), k -> new double[4]);
                long n = t.counts()[0];
                int at = t.scoreBin() < 0 || n % 2 == 0 ? 0 : 2;
                c[at] += t.route().equals("strong") ? n : 0;
                c[at + 1] += n;
            }
            RouterAgreement java =
                    RouterAgreement.of(
                            cells.values().stream()
                                    .map(c -> new RouterAgreement.Cell(c[0], c[1], c[2], c[3]))
                                    .toList(),
                            false);
            assertThat(number(row, "agreement")).isCloseTo(java.agreement(), within(1e-9));
            same(row, "moved", java.moved());
        }
        assertThat(
                        rows(
                                "select * from router_agreement('versions', 'v1', 'v9', 'strong"
                                        + ALL_DAYS))
                .isEmpty();
    }

    @Test
    void pairsStillNeededEqualThoseInJava() throws SQLException {
        List<JudgementTallyRow> tallies = new RandomTallies(73).judgements(40);
        for (JudgementTallyRow t : tallies) {
            write(new Upserts("need", 0).judgementTally(), t);
        }
        List<Map<String, Object>> rows =
                rows("select * from shadow_need('need" + ALL_DAYS.replace(")", ", 0.05)"));
        assertThat(rows).isNotEmpty();
        for (Map<String, Object> row : rows) {
            Map<String, Object> sums =
                    rows("select jsonb_object_agg(verdict, jsonb_build_array(n, w, w2))"
                                    + "::text as v from (select verdict, sum(events) n,"
                                    + " sum(inverse_rate) w, sum(inverse_rate_sq) w2 from"
                                    + " judgement_tally where dataset = 'need' and kind ="
                                    + " 'judgement' and final and route = '"
                                    + row.get("route")
                                    + "' and shadow_route = '"
                                    + row.get("shadow_route")
                                    + "' and cohort = $q$"
                                    + row.get("cohort")
                                    + "$q$ group by verdict) x")
                            .get(0);
            ShadowPairs pairs =
                    new ShadowPairs(
                            verdicts(sums, "primary"),
                            verdicts(sums, "tie"),
                            verdicts(sums, "shadow"));
            same(row, "net", pairs.net(0.95));
            assertThat(number(row, "detectable"))
                    .isCloseTo(pairs.detectable(Power.USUAL), within(1e-9));
            assertThat(number(row, "still_needed"))
                    .isCloseTo(pairs.stillNeeded(0.05, Power.USUAL), within(1e-4));
            assertThat(row.get("verdict")).isEqualTo(pairs.verdict(0.95));
        }
    }

    private static Verdicts verdicts(Map<String, Object> sums, String verdict) {
        try {
            var of =
                    new com.fasterxml.jackson.databind.ObjectMapper()
                            .readTree(sums.get("v").toString())
                            .path(verdict);
            return new Verdicts(
                    of.path(0).asDouble(), of.path(1).asDouble(), of.path(2).asDouble());
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void oneBucketOneRouteAndNothingGiveNoIntervalAndNoError() throws SQLException {
        assertThat(rows("select * from bucket_rate('none" + ALL_DAYS)).isEmpty();
        assertThat(rows("select * from route_contrast_by_unit('none" + ALL_DAYS)).isEmpty();
        assertThat(rows("select * from candidate_value('none" + ALL_DAYS)).isEmpty();
        assertThat(rows("select * from score_uplift('none', 'a', 'b" + ALL_DAYS)).isEmpty();
        assertThat(rows("select * from shadow_need('none" + ALL_DAYS.replace(")", ", 0.1)")))
                .isEmpty();
        assertThat(rows("select * from experiment_arm where dataset = 'none'")).isEmpty();

        String odd = "{\"tenant\":\"o'b \\\"x\\\" 🙂\"}";
        CellKey cell = new CellKey(1_800_000, odd, "", 0, "cheap", "", "explore", "", "");
        write(List.of(row(cell, 0, 5, 10, 0, BigDecimal.ZERO)), "alone");
        List<Map<String, Object>> alone =
                rows("select * from bucket_rate('alone" + ALL_DAYS + " where metric = 'rejected'");
        assertThat(alone).hasSize(1);
        assertThat(alone.get(0).get("cohort")).isEqualTo(odd);
        assertThat(number(alone.get(0), "value")).isZero();
        assertThat(alone.get(0).get("error")).isNull();
        assertThat(alone.get(0).get("low")).isNull();
        assertThat(rows("select * from route_contrast_by_unit('alone" + ALL_DAYS)).isEmpty();

        CellKey strong = new CellKey(1_800_000, odd, "", 0, "strong", "", "explore", "", "");
        write(List.of(row(strong, 0, 5, 10, 0, BigDecimal.ZERO)), "alone");
        List<Map<String, Object>> pair =
                rows("select * from route_contrast_by_unit('alone" + ALL_DAYS);
        assertThat(pair).hasSize(2);
        assertThat(number(pair.get(0), "difference")).isZero();
        assertThat(pair.get(0).get("difference_error")).isNull();
        assertThat(pair.get(0).get("ratio")).isNull();
    }

    // ---- rows

    private static boolean isCounted(BucketRow t) {
        return t.isFinal() && t.complete();
    }

    private static void write(List<BucketRow> rows, String dataset) throws SQLException {
        for (BucketRow row : rows) {
            List<Column<BucketRow>> head = new Upserts(dataset, 0).head();
            write(
                    row.key().isOfCandidate()
                            ? BucketUpserts.candidateTally(head)
                            : BucketUpserts.bucketTally(head),
                    row);
        }
    }

    private static void close(
            Map<String, Object> row,
            String value,
            String error,
            String low,
            String high,
            Estimate expected) {
        if (!expected.isKnown()) {
            assertThat(row.get(value)).as(row.toString()).isNull();
            return;
        }
        assertThat(number(row, value)).as(row.toString()).isCloseTo(expected.value(), within(1e-9));
        if (!Double.isFinite(expected.standardError())) {
            assertThat(row.get(error)).as(row.toString()).isNull();
            return;
        }
        assertThat(number(row, error)).isCloseTo(expected.standardError(), within(1e-9));
        assertThat(number(row, low)).isCloseTo(expected.interval().low(), within(1e-8));
        assertThat(number(row, high)).isCloseTo(expected.interval().high(), within(1e-8));
    }

    private static BucketRow row(
            CellKey cell, int day, int bucket, long n, long x, BigDecimal cost) {
        long[] counts = new long[BucketSum.COUNTS];
        counts[0] = n;
        counts[REJECTED] = x;
        counts[TallyCount.WITH_COST.ordinal()] = n;
        BigDecimal[] sums = new BigDecimal[BucketSum.values().length];
        Arrays.fill(sums, BigDecimal.ZERO);
        sums[BucketSum.COST_USD.ordinal()] = cost;
        return new BucketRow(
                "",
                new BucketKey(cell, "", ""),
                RandomTallies.START + day * DAY,
                bucket,
                true,
                true,
                RandomTallies.START + (day + 1) * DAY,
                counts,
                sums);
    }

    /** Seeded rows of two days, two cohorts, and of what does not count. */
    private static List<BucketRow> tallies(long seed, int draws) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, BucketRow> rows = new LinkedHashMap<>();
        for (int i = 0; i < draws; i++) {
            CellKey cell =
                    new CellKey(
                            random.nextBoolean() ? 1_800_000 : 120_000,
                            random.nextBoolean() ? "{}" : "{\"tenant\":\"o'b\"}",
                            random.nextBoolean() ? "code" : "",
                            random.nextInt(-1, 2),
                            random.nextBoolean() ? "cheap" : "strong",
                            "v1",
                            random.nextBoolean() ? "policy" : "explore",
                            "",
                            "");
            int day = random.nextInt(2);
            int bucket = random.nextInt(40);
            long n = random.nextInt(1, 9);
            BigDecimal cost = BigDecimal.valueOf(random.nextInt(1000), 3);
            BucketRow row = row(cell, day, bucket, n, random.nextLong(0, n + 1), cost);
            if (random.nextInt(20) == 0) {
                row =
                        new BucketRow(
                                row.cut(),
                                row.key(),
                                row.day(),
                                row.bucket(),
                                true,
                                false,
                                row.asOf(),
                                row.counts(),
                                row.sums());
            }
            rows.putIfAbsent(cell + "|" + day + "|" + bucket, row);
        }
        return new ArrayList<>(rows.values());
    }

    /** Rows of one candidate, from decisions that cheap took with 1 - strong. */
    private static List<BucketRow> candidates(long seed, int decisions, double strong) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, BucketRow> rows = new TreeMap<>();
        for (int i = 0; i < decisions; i++) {
            int bin = random.nextInt(3);
            int bucket = random.nextInt(64);
            boolean toStrong = random.nextDouble() < strong;
            double p = toStrong ? strong : 1 - strong;
            double e = 0.3 + 0.2 * bin;
            double w = (toStrong ? e : 1 - e) / p;
            double r = random.nextDouble() < (toStrong ? 0.1 : 0.2 + 0.1 * bin) ? 1 : 0;
            double c = toStrong ? 0.01 : 0.001;
            String route = toStrong ? "strong" : "cheap";
            CellKey cell = new CellKey(1_800_000, "{}", "", bin, route, "", "policy", "", "");
            for (String to : List.of("cheap", "strong")) {
                double chance = to.equals("strong") ? e : 1 - e;
                BucketRow row =
                        rows.computeIfAbsent(
                                bin + route + to + bucket, k -> candidate(cell, to, bucket));
                add(row, CandidateSum.CHANCE, chance);
                add(row, CandidateSum.UNSUPPORTED, to.equals("strong") && strong == 0 ? chance : 0);
                if (!to.equals(route)) {
                    continue;
                }
                row.counts()[0]++;
                row.counts()[1] += (long) r;
                add(row, CandidateSum.COST_USD, c);
                add(row, CandidateSum.WEIGHT, w);
                add(row, CandidateSum.WEIGHT_SQ, w * w);
                add(row, CandidateSum.WEIGHT_REJECTED, w * r);
                add(row, CandidateSum.WEIGHT_SQ_REJECTED, w * w * r);
                add(row, CandidateSum.WEIGHT_COST, w * c);
                add(row, CandidateSum.CLIPPED_10_REJECTED, w * r);
                add(row, CandidateSum.CLIPPED_100_REJECTED, w * r);
            }
        }
        return new ArrayList<>(rows.values());
    }

    private static BucketRow candidate(CellKey cell, String to, int bucket) {
        BigDecimal[] sums = new BigDecimal[CandidateSum.values().length];
        Arrays.fill(sums, BigDecimal.ZERO);
        return new BucketRow(
                "",
                new BucketKey(cell, "next", to),
                RandomTallies.START,
                bucket,
                true,
                true,
                RandomTallies.START + DAY,
                new long[3],
                sums);
    }

    private static void add(BucketRow row, CandidateSum sum, double term) {
        BigDecimal nanos = BigDecimal.valueOf(Math.round(term * 1e9), 9);
        row.sums()[sum.ordinal()] = row.sums()[sum.ordinal()].add(nanos);
    }

    /** The same in Java: rewards are rejected decisions, or a sum. */
    private static TalliedPolicy policy(
            List<BucketRow> rows, CandidateSum weighted, CandidateSum reward) {
        List<TalliedPolicy.Cell> cells = new ArrayList<>();
        for (BucketRow own : rows) {
            CellKey cell = own.key().cell();
            if (!own.key().toRoute().equals(cell.route())) {
                continue;
            }
            double[] chances = new double[2];
            for (BucketRow row : rows) {
                if (row.key().cell().equals(cell) && row.bucket() == own.bucket()) {
                    chances[row.key().toRoute().equals("strong") ? 1 : 0] =
                            value(row, CandidateSum.CHANCE);
                }
            }
            cells.add(
                    new TalliedPolicy.Cell(
                            own.bucket(),
                            cell.scoreBin(),
                            cell.route().equals("strong") ? 1 : 0,
                            own.counts()[0],
                            reward == null ? own.counts()[1] : value(own, reward),
                            value(own, CandidateSum.WEIGHT),
                            value(own, weighted),
                            value(own, CandidateSum.WEIGHT_SQ),
                            chances));
        }
        return new TalliedPolicy(cells);
    }

    private static double value(BucketRow row, CandidateSum sum) {
        return row.sums()[sum.ordinal()].doubleValue();
    }
}
