package dev.routesight.tally;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routesight.attribution.Outcome;
import dev.routesight.event.CandidatePolicy;
import dev.routesight.event.Dimensions;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

class BucketSumsTest {
    private static final TallySettings SETTINGS =
            new TallySettings(
                    List.of(new Cut(List.of()), new Cut(List.of("query_shape"))),
                    3_600_000,
                    10_000,
                    100,
                    Set.of(),
                    10,
                    1000,
                    false);
    private static final BucketSettings BUCKETING =
            new BucketSettings(2, Set.of("next", "coin"), 1_800_000);

    @Property(tries = 30, shrinking = ShrinkingMode.OFF)
    void theSumsDoNotDependOnTheOrderNorOnWhatIsFlushedTogether(@ForAll long seed) {
        Random random = new Random(seed);
        List<Outcome> outcomes = outcomes(random, 300);
        Map<String, String> once = rows(outcomes, random, 0);
        Collections.shuffle(outcomes, random);
        assertThat(rows(outcomes, random, 20)).isEqualTo(once).isNotEmpty();
    }

    @Property(tries = 30, shrinking = ShrinkingMode.OFF)
    void bucketsOfACellAddUpToTheCell(@ForAll long seed) {
        Random random = new Random(seed);
        List<Outcome> outcomes = outcomes(random, 300);
        Map<CellKey, Cell> cells = new HashMap<>();
        Map<CellKey, Bucketed> buckets = new HashMap<>();
        OutcomeSums sums = new OutcomeSums(SETTINGS, BUCKETING);
        outcomes.forEach(sums::add);
        sums.drain(
                part -> cells.computeIfAbsent(part.key(), k -> new Cell()).add(part.cell()),
                part -> {
                    if (!part.key().isOfCandidate()) {
                        buckets.computeIfAbsent(part.key().cell(), k -> new Bucketed())
                                .add(part.sums(), BucketSum.COUNTS, BucketSum.LENGTH);
                    }
                });
        assertThat(buckets.keySet()).isEqualTo(cells.keySet());
        cells.forEach(
                (key, cell) -> {
                    long[] counts = new long[BucketSum.COUNTS];
                    BigDecimal cost = BigDecimal.ZERO;
                    for (BucketRow row : rowsOf(new BucketKey(key, "", ""), buckets.get(key))) {
                        for (int i = 0; i < counts.length; i++) {
                            counts[i] += row.counts()[i];
                        }
                        cost = cost.add(row.sums()[BucketSum.COST_USD.ordinal()]);
                    }
                    assertThat(counts).isEqualTo(Arrays.copyOf(cell.counts, 22));
                    assertThat(cost)
                            .isEqualByComparingTo(cell.sumsInUnits()[TallySum.COST_USD.ordinal()]);
                });
    }

    @Test
    void whatWasDrainedStaysAsItIsWhenMoreIsAdded() {
        Random random = new Random(3);
        OutcomeSums sums = new OutcomeSums(SETTINGS, BUCKETING);
        outcomes(random, 300).forEach(sums::add);
        List<Partial> cells = new ArrayList<>();
        List<BucketPart> buckets = new ArrayList<>();
        sums.drain(cells::add, buckets::add);
        String before = text(cells, buckets);
        outcomes(random, 300).forEach(sums::add);
        sums.drain(part -> {}, part -> {});
        outcomes(random, 300).forEach(sums::add);
        assertThat(text(cells, buckets)).isEqualTo(before);
    }

    private static String text(List<Partial> cells, List<BucketPart> buckets) {
        StringBuilder text = new StringBuilder();
        for (Partial part : cells) {
            text.append(Arrays.toString(part.cell().counts))
                    .append(Arrays.toString(part.cell().sums))
                    .append(Arrays.toString(part.cell().units.hashes))
                    .append(Arrays.toString(part.cell().units.values));
        }
        for (BucketPart part : buckets) {
            text.append(part.sums().used).append(Arrays.toString(part.sums().values));
        }
        return text.toString();
    }

    @Property(tries = 30, shrinking = ShrinkingMode.OFF)
    void candidatesAreSummedByTheirFormulasEachTermQuantisedOnce(@ForAll long seed) {
        List<Outcome> outcomes = outcomes(new Random(seed), 200);
        Map<String, BigDecimal> expected = new TreeMap<>();
        for (Outcome o : outcomes) {
            Double p = o.propensities() == null ? null : o.propensities().get(o.route());
            if (p == null) {
                continue;
            }
            for (CandidatePolicy candidate : o.candidates()) {
                double w = candidate.probabilities().getOrDefault(o.route(), 0.0) / p;
                double r = o.rejected() ? 1 : 0;
                double c = o.costNanos() == null ? 0 : o.costNanos() / 1e9;
                add(expected, candidate, o.route(), CandidateSum.WEIGHT, w);
                add(expected, candidate, o.route(), CandidateSum.WEIGHT_SQ_COST_SQ, w * w * c * c);
                add(expected, candidate, o.route(), CandidateSum.CLIPPED_10, Math.min(10, w));
                candidate
                        .probabilities()
                        .forEach(
                                (to, pi) -> {
                                    add(expected, candidate, to, CandidateSum.CHANCE, pi);
                                    add(
                                            expected,
                                            candidate,
                                            to,
                                            CandidateSum.WEIGHT_REJECTED_CHANCE,
                                            w * r * pi);
                                    if (!o.propensities().containsKey(to)) {
                                        add(expected, candidate, to, CandidateSum.UNSUPPORTED, pi);
                                    }
                                });
            }
        }
        Map<String, BigDecimal> found = new TreeMap<>();
        OutcomeSums sums = new OutcomeSums(SETTINGS, BUCKETING);
        outcomes.forEach(sums::add);
        sums.drain(
                part -> {},
                part -> {
                    if (part.cut() == 0 && part.key().isOfCandidate()) {
                        for (BucketRow row : rowsOf(part.key(), part.sums())) {
                            for (CandidateSum s : CandidateSum.values()) {
                                String key = key(part.key().policy(), part.key().toRoute(), s);
                                found.merge(key, row.sums()[s.ordinal()], BigDecimal::add);
                            }
                        }
                    }
                });
        assertThat(expected).isNotEmpty();
        expected.forEach(
                (key, sum) -> assertThat(found.get(key)).as(key).isEqualByComparingTo(sum));
    }

    @Test
    void aPropensityNearZeroIsAsGoodAsNone() {
        Outcome o =
                root(
                        true,
                        Map.of("cheap", 1e-9, "strong", 1e-9),
                        List.of(new CandidatePolicy("next", Map.of("cheap", 1.0))));
        List<BucketPart> parts = new ArrayList<>();
        OutcomeSums sums = new OutcomeSums(SETTINGS, BUCKETING);
        sums.add(o);
        sums.add(root(false, null, o.candidates())); // no choice of the policy
        sums.drain(part -> {}, parts::add);
        List<BucketPart> ofCandidates =
                parts.stream().filter(part -> part.key().isOfCandidate()).toList();
        assertThat(ofCandidates).hasSize(2); // one of each cut
        for (BucketPart part : ofCandidates) {
            BucketRow row = rowsOf(part.key(), part.sums()).get(0);
            assertThat(row.counts()).containsExactly(0, 0, 1);
            assertThat(row.sums()).allMatch(sum -> sum.signum() == 0);
        }
    }

    @Test
    void nothingIsKeptByBucketWhereItIsNotWanted() {
        OutcomeSums sums = new OutcomeSums(SETTINGS, BucketSettings.NONE);
        outcomes(new Random(2), 50).forEach(sums::add);
        List<Partial> parts = new ArrayList<>();
        sums.drain(parts::add, part -> assertThat(part).isNull());
        assertThat(parts).isNotEmpty();
    }

    @Test
    void termsThatNoLongHoldsAreSummedExactly() {
        long[] sums = new long[2];
        ExactSums.addTerm(sums, 0, 3e20);
        ExactSums.addTerm(sums, 0, -1e20);
        ExactSums.addTerm(sums, 0, 1e-9);
        assertThat(ExactSums.valueAt(sums, 0))
                .isEqualByComparingTo("200000000000000000000.000000001");
    }

    private static void add(
            Map<String, BigDecimal> sums,
            CandidatePolicy candidate,
            String to,
            CandidateSum sum,
            double term) {
        BigDecimal nanos = new BigDecimal(Math.rint(term * 1e9)).movePointLeft(9);
        sums.merge(
                key(candidate.policy(), to, sum),
                nanos.setScale(9, RoundingMode.UNNECESSARY),
                BigDecimal::add);
    }

    private static String key(String policy, String to, CandidateSum sum) {
        return policy + "|" + to + "|" + sum;
    }

    private static List<BucketRow> rowsOf(BucketKey key, Bucketed sums) {
        List<BucketRow> rows = new ArrayList<>();
        new BucketRows("", 0, Long.MAX_VALUE).of(key, sums, rows::add);
        return rows;
    }

    /** Rows as text, drained now and then and merged as the graph does. */
    private static Map<String, String> rows(List<Outcome> outcomes, Random random, int every) {
        Map<String, Bucketed> merged = new HashMap<>();
        Map<String, BucketPart> one = new HashMap<>();
        OutcomeSums sums = new OutcomeSums(SETTINGS, BUCKETING);
        for (Outcome outcome : outcomes) {
            sums.add(outcome);
            if (every > 0 && random.nextInt(every) == 0) {
                drain(sums, merged, one);
            }
        }
        drain(sums, merged, one);
        Map<String, String> rows = new TreeMap<>();
        merged.forEach(
                (key, values) -> {
                    for (BucketRow row : rowsOf(one.get(key).key(), values)) {
                        rows.put(
                                key + "|" + row.bucket(),
                                Arrays.toString(row.counts()) + Arrays.toString(row.sums()));
                    }
                });
        return rows;
    }

    private static void drain(
            OutcomeSums sums, Map<String, Bucketed> merged, Map<String, BucketPart> one) {
        sums.drain(
                part -> {},
                part -> {
                    String key = part.group() + part.key();
                    one.put(key, part);
                    merged.computeIfAbsent(key, k -> new Bucketed())
                            .add(part.sums(), part.key().counts(), part.key().length());
                });
    }

    private static List<Outcome> outcomes(Random random, int n) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            double p = 0.1 + 0.8 * random.nextDouble();
            double e = random.nextDouble();
            Map<String, Double> propensities =
                    switch (random.nextInt(4)) {
                        case 0 -> null;
                        case 1 -> Map.of("cheap", 1.0);
                        default -> Map.of("cheap", p, "strong", 1 - p);
                    };
            outcomes.add(
                    outcome(
                            random,
                            propensities,
                            List.of(
                                    new CandidatePolicy(
                                            "coin", Map.of("strong", e, "cheap", 1 - e)),
                                    new CandidatePolicy("next", Map.of("cheap", 1.0)))));
        }
        return outcomes;
    }

    private static Outcome outcome(
            Random random, Map<String, Double> propensities, List<CandidatePolicy> candidates) {
        return outcome(random, random.nextBoolean(), propensities, candidates);
    }

    private static Outcome root(
            boolean root, Map<String, Double> propensities, List<CandidatePolicy> candidates) {
        return outcome(new Random(1), root, propensities, candidates);
    }

    private static Outcome outcome(
            Random random,
            boolean root,
            Map<String, Double> propensities,
            List<CandidatePolicy> candidates) {
        String[] routes = {"cheap", "strong"};
        return new Outcome(
                "s",
                "d",
                random.nextInt(100) * 1_700_000L,
                random.nextBoolean() ? 120_000 : 1_800_000,
                0,
                new Dimensions(
                        routes[random.nextInt(2)],
                        "m",
                        "v1",
                        random.nextBoolean() ? "policy" : "explore",
                        "",
                        "",
                        random.nextBoolean() ? "code" : "",
                        "en",
                        null),
                random.nextBoolean() ? null : random.nextDouble(),
                null,
                random.nextLong(),
                root,
                random.nextBoolean(),
                random.nextInt(1 << 11),
                random.nextBoolean(),
                -1,
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextInt(1_000_000_000) - 1,
                random.nextInt(1_000_000),
                random.nextBoolean() ? null : (long) random.nextInt(1_000_000_000),
                random.nextBoolean() ? null : (long) random.nextInt(1_000_000_000),
                0,
                random.nextBoolean(),
                true,
                propensities,
                candidates,
                null,
                null,
                null);
    }
}
