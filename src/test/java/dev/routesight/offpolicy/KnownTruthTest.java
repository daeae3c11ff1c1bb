package dev.routesight.offpolicy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routesight.stats.Chance;
import dev.routesight.stats.Estimate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Logs whose truth is known: does every estimator's interval cover it? */
class KnownTruthTest {
    private static final int BINS = 10;

    @Test
    void intervalsCoverTheTruth() {
        coverage(100).forEach((name, c) -> assertThat(c).as(name).isBetween(0.88, 1.0));
    }

    @Tag("profile")
    @Test
    void intervalsCoverTheTruthOverFiveHundredSeeds() {
        coverage(500)
                .forEach(
                        (name, c) -> {
                            System.out.printf(Locale.ROOT, "[coverage] %s %.3f%n", name, c);
                            assertThat(c).as(name).isBetween(0.925, 0.97);
                        });
    }

    /** Share of seeds that cover, by estimator. */
    private static Map<String, Double> coverage(int seeds) {
        Map<String, Double> covered = new LinkedHashMap<>();
        for (int seed = 0; seed < seeds; seed++) {
            Map<String, Estimate> estimates = estimates(seed);
            for (Map.Entry<String, Estimate> e : estimates.entrySet()) {
                boolean hit = e.getValue().interval().contains(truth());
                covered.merge(e.getKey(), hit ? 1.0 : 0.0, Double::sum);
            }
        }
        covered.replaceAll((name, hits) -> hits / seeds);
        return covered;
    }

    private static Map<String, Estimate> estimates(int seed) {
        Chance chance = new Chance(7_000_000 + seed);
        LoggedDecisions log = new LoggedDecisions();
        Map<List<Integer>, double[]> cells = new LinkedHashMap<>();
        for (int user = 0; user < 1200; user++) {
            double temper = chance.temper();
            int visits = chance.visits(2);
            for (int i = 0; i < visits; i++) {
                int bin = chance.below(BINS);
                double p = logging(bin);
                boolean strong = chance.hits(p);
                boolean bad = chance.hits(rejected(bin, strong) * temper);
                double pi = candidate(bin);
                log.add(
                        strong ? "strong" : "cheap",
                        strong ? p : 1 - p,
                        bad ? 1 : 0,
                        "bin " + bin,
                        Map.of("strong", pi, "cheap", 1 - pi),
                        Map.of(),
                        "user " + user);
                double w = strong ? pi / p : (1 - pi) / (1 - p);
                double[] c =
                        cells.computeIfAbsent(
                                List.of(user % 64, bin, strong ? 1 : 0), k -> new double[7]);
                c[0]++;
                c[1] += bad ? 1 : 0;
                c[2] += w;
                c[3] += bad ? w : 0;
                c[4] += w * w;
                c[5] += 1 - pi;
                c[6] += pi;
            }
        }
        Map<String, Estimate> estimates = new LinkedHashMap<>();
        Sample sample = log.sample();
        for (Estimator e :
                List.of(
                        Estimator.IPS,
                        Estimator.SNIPS,
                        Estimator.DOUBLY_ROBUST,
                        Estimator.SELF_NORMALISED_DR)) {
            estimates.put(e.label(), PolicyValue.of(sample, e, Double.NaN).estimate());
        }
        List<TalliedPolicy.Cell> tallies = new ArrayList<>();
        cells.forEach(
                (key, c) ->
                        tallies.add(
                                new TalliedPolicy.Cell(
                                        key.get(0),
                                        key.get(1),
                                        key.get(2),
                                        c[0],
                                        c[1],
                                        c[2],
                                        c[3],
                                        c[4],
                                        new double[] {c[5], c[6]})));
        TalliedPolicy tallied = new TalliedPolicy(tallies);
        estimates.put("tallied ips", tallied.ips(0.95));
        estimates.put("tallied snips", tallied.selfNormalised(0.95));
        estimates.put("tallied doubly robust", tallied.doublyRobust(0.95));
        return estimates;
    }

    /** The logging policy sends the upper bins to strong, and explores. */
    private static double logging(int bin) {
        return bin >= 6 ? 0.85 : 0.15;
    }

    private static double candidate(int bin) {
        return bin >= 4 ? 0.95 : 0.05;
    }

    private static double rejected(int bin, boolean strong) {
        return strong ? 0.08 + 0.01 * bin : 0.1 + 0.04 * bin;
    }

    private static double truth() {
        double sum = 0;
        for (int bin = 0; bin < BINS; bin++) {
            double pi = candidate(bin);
            sum += pi * rejected(bin, true) + (1 - pi) * rejected(bin, false);
        }
        return sum / BINS;
    }
}
