package dev.routesight.database;

import dev.routesight.tally.JudgementTallyRow;
import dev.routesight.tally.TallyCount;
import dev.routesight.tally.TallyRow;
import dev.routesight.tally.TallySum;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Seeded rows of tallies that hang together: no more signals than decisions. */
final class RandomTallies {
    static final long START = Instant.parse("2026-01-05T00:00:00Z").toEpochMilli();
    private static final long HOUR = 3_600_000;
    private static final List<String> ROUTES = List.of("cheap", "strong", "");
    private static final List<String> KINDS = List.of("policy", "explore", "forced");
    private static final List<String> COHORTS = List.of("{}", "{\"tenant\":\"o'b \\\"x\\\" 🙂\"}");

    private final SplittableRandom random;

    RandomTallies(long seed) {
        random = new SplittableRandom(seed);
    }

    static String day(long windowStart) {
        return Instant.ofEpochMilli(windowStart).atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }

    /** Rows of {@code score_tally}, keys distinct. */
    List<TallyRow> score(int rows) {
        return rows(rows, true);
    }

    /** Rows of {@code cohort_tally}, keys distinct. */
    List<TallyRow> cohort(int rows) {
        return rows(rows, false);
    }

    private List<TallyRow> rows(int rows, boolean finer) {
        Map<List<Object>, TallyRow> byKey = new LinkedHashMap<>();
        for (int i = 0; i < rows; i++) {
            String kind = pick(KINDS);
            long n = random.nextInt(0, 40);
            TallyRow row =
                    row(
                            finer,
                            pick(COHORTS),
                            pick(ROUTES),
                            kind,
                            kind.equals("forced") ? "x1" : "",
                            random.nextInt(4) == 0 ? 120 : 1800,
                            START + HOUR * random.nextInt(72),
                            n,
                            n == 0 ? 0 : random.nextLong(n + 1) / 3);
            byKey.put(
                    List.of(
                            row.cohort(),
                            row.queryShape(),
                            row.scoreBin(),
                            row.route(),
                            row.assignment(),
                            row.horizonSeconds(),
                            row.windowStart()),
                    row);
        }
        return List.copyOf(byKey.values());
    }

    /** A row of one window, half an hour old. */
    TallyRow one(boolean finer, String route, String kind, long decisions, long rejected) {
        TallyRow row = row(finer, "{}", route, kind, "", 1800, START, decisions, rejected);
        return new TallyRow(
                finer,
                row.cut(),
                row.cohort(),
                finer ? "code" : "",
                finer ? 3 : -1,
                route,
                "v1",
                kind,
                "",
                "",
                1800,
                START,
                START + HOUR,
                true,
                true,
                START + 2 * HOUR,
                row.counts(),
                row.sums());
    }

    private TallyRow row(
            boolean finer,
            String cohort,
            String route,
            String kind,
            String experiment,
            long horizon,
            long start,
            long n,
            long rejected) {
        long[] counts = new long[TallyCount.values().length];
        Arrays.setAll(counts, i -> random.nextLong(n + 1));
        counts[TallyCount.DECISIONS.ordinal()] = n;
        counts[TallyCount.REJECTED.ordinal()] = rejected;
        counts[TallyCount.STREAMS_STARTED.ordinal()] = n;
        counts[TallyCount.WITH_COMPLETION.ordinal()] = n;
        BigDecimal[] sums = new BigDecimal[TallySum.values().length];
        Arrays.setAll(sums, i -> BigDecimal.ZERO.setScale(9));
        for (long i = 0; i < n; i++) {
            add(sums, TallySum.SESSION_SECONDS, TallySum.SESSION_SECONDS_SQ, random.nextInt(1800));
            add(sums, TallySum.COMPLETION, TallySum.COMPLETION_SQ, random.nextInt(101) / 100.0);
            add(sums, TallySum.COST_USD, TallySum.COST_USD_SQ, random.nextInt(1000) / 1e5);
        }
        boolean isFinal = random.nextInt(12) > 0;
        return new TallyRow(
                finer,
                "tenant",
                cohort,
                finer ? pick(List.of("code", "sql", "")) : "",
                finer ? random.nextInt(3) - 1 : -1,
                route,
                "v1",
                kind,
                experiment,
                "",
                horizon,
                start,
                start + HOUR,
                isFinal,
                isFinal && random.nextInt(12) > 0,
                start + 2 * HOUR,
                counts,
                sums);
    }

    private static void add(BigDecimal[] sums, TallySum sum, TallySum square, double x) {
        BigDecimal term = BigDecimal.valueOf(x);
        sums[sum.ordinal()] = sums[sum.ordinal()].add(term);
        sums[square.ordinal()] = sums[square.ordinal()].add(term.multiply(term));
    }

    /** Judged pairs; judge j1 grades its own model. */
    List<JudgementTallyRow> judgements(int rows) {
        return java.util.stream.IntStream.range(0, rows).mapToObj(i -> judgement()).toList();
    }

    private JudgementTallyRow judgement() {
        String judge = pick(List.of("j1", "j2"));
        int events = random.nextInt(1, 9);
        BigDecimal inverse = BigDecimal.valueOf(pick(List.of(1, 4, 20)));
        long start = START + HOUR * random.nextInt(30);
        return new JudgementTallyRow(
                "judgement",
                "",
                "{}",
                pick(List.of("cheap", "strong")),
                "v1",
                "policy",
                "",
                "",
                "m1",
                "shadow",
                pick(List.of("primary", "tie", "shadow")),
                judge,
                judge.equals("j1") ? "m1" : "m9",
                pick(List.of("primary", "shadow")),
                pick(List.of("primary", "shadow", "equal", "")),
                start,
                start + HOUR,
                true,
                true,
                start + 2 * HOUR,
                events,
                inverse.multiply(BigDecimal.valueOf(events)),
                inverse.multiply(inverse).multiply(BigDecimal.valueOf(events)),
                BigDecimal.valueOf(random.nextInt(100), 3));
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
