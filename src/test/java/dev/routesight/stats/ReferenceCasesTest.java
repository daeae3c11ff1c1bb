package dev.routesight.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.routesight.confidence.Auc;
import dev.routesight.offpolicy.Propensities;
import dev.routesight.shadow.JudgeAgreement;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every estimator against values that others published or computed; see the README beside them. */
class ReferenceCasesTest {
    private static final double LEVEL = 0.95;
    private static final int DRAWS = 1_000_000;

    static List<ReferenceCase> cases() {
        return ReferenceCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void equalsTheReference(ReferenceCase c) {
        Double ours = compute(c).get(c.quantity());

        assertThat(ours).as(c.toString()).isNotNull();
        assertThat(ours).as(c.toString()).isCloseTo(c.number(), within(tolerance(c)));
    }

    @Test
    void thereAreSixtyCasesAndEachNamesItsSource() {
        Set<String> names = new HashSet<>();
        for (ReferenceCase c : cases()) {
            names.add(c.name());
            assertThat(c.source()).as(c.name()).hasSizeGreaterThan(10);
        }
        assertThat(names).hasSizeGreaterThanOrEqualTo(60);
    }

    /** Six digits, or as many as were published. */
    private static double tolerance(ReferenceCase c) {
        if (c.what().equals("thompson")) {
            return 3 * 0.5 / Math.sqrt(DRAWS);
        }
        int decimals = Math.max(0, new BigDecimal(c.value()).scale());
        double published = 0.5001 * Math.pow(10, -decimals);
        return Math.max(published, 1e-6 * Math.abs(c.number()) / 2);
    }

    private static Map<String, Double> compute(ReferenceCase c) {
        return switch (c.what()) {
            case "wilson" -> bounds(Proportion.wilson(c.at(0, 0), c.at(0, 1), c.at(0, 2)));
            case "exact" -> bounds(Proportion.exact(c.at(0, 0), c.at(0, 1), c.at(0, 2)));
            case "newcombe" -> of(table(c.group(0)).newcombe(LEVEL));
            case "katz" -> of(table(c.group(0)).logRatio(LEVEL));
            case "mantel_haenszel" -> mantelHaenszel(c);
            case "sample_ratio" -> sampleRatio(c);
            case "power_trials" ->
                    Map.of(
                            "n",
                            new Power(c.at(0, 2), c.at(0, 3))
                                    .trials(c.at(0, 0), c.at(0, 1), c.at(0, 4)));
            case "welch" -> of(MeanDifference.welch(plain(c.group(0)), plain(c.group(1)), LEVEL));
            case "cuped" -> cuped(c);
            case "auc" -> of(Auc.of(counts(c.group(0)), counts(c.group(1)), LEVEL));
            case "kappa" ->
                    of(
                            JudgeAgreement.of(
                                            Arrays.stream(c.groups())
                                                    .map(ReferenceCasesTest::counts)
                                                    .toArray(long[][]::new),
                                            LEVEL)
                                    .kappa());
            case "jackknife_mean" -> of(jackknifeMean(c.group(0)));
            case "jackknife_ratio" -> of(jackknifeRatio(c.group(0), c.group(1)));
            case "thompson" ->
                    Map.of(
                            "p",
                            new Propensities(17, DRAWS)
                                    .thompson(
                                            new Propensities.Posterior(c.at(0, 0), c.at(0, 1)),
                                            new Propensities.Posterior(c.at(0, 2), c.at(0, 3))));
            case "softmax" -> softmax(c);
            case "t" -> Map.of("t", Critical.t(c.at(0, 0), c.at(0, 1)));
            default -> throw new IllegalArgumentException("no rule for " + c.what());
        };
    }

    private static Map<String, Double> bounds(Interval interval) {
        return Map.of("low", interval.low(), "high", interval.high());
    }

    private static Map<String, Double> of(Estimate e) {
        return Map.of(
                "value", e.value(),
                "se", e.standardError(),
                "low", e.interval().low(),
                "high", e.interval().high());
    }

    private static TwoByTwo table(double[] x) {
        return new TwoByTwo(x[0], x[1], x[2], x[3]);
    }

    private static Map<String, Double> mantelHaenszel(ReferenceCase c) {
        MantelHaenszel mh =
                new MantelHaenszel(
                        Arrays.stream(c.groups()).map(ReferenceCasesTest::table).toList(), LEVEL);
        Map<String, Double> values = new LinkedHashMap<>();
        put(values, "rr", mh.ratio());
        put(values, "or", mh.oddsRatio());
        put(values, "rd", mh.difference());
        values.put("rd_z", mh.difference().value() / mh.difference().standardError());
        values.put("rd_q", mh.differenceHeterogeneity().q());
        values.put("rr_q", mh.ratioHeterogeneity().q());
        return values;
    }

    private static void put(Map<String, Double> values, String name, Estimate e) {
        values.put(name, e.value());
        values.put(name + "_low", e.interval().low());
        values.put(name + "_high", e.interval().high());
        values.put(name + "_log", Math.log(e.value()));
        values.put(name + "_log_low", Math.log(e.interval().low()));
        values.put(name + "_log_high", Math.log(e.interval().high()));
    }

    private static Map<String, Double> sampleRatio(ReferenceCase c) {
        SampleRatio ratio = SampleRatio.of(counts(c.group(0)), c.group(1));
        return Map.of("chi_square", ratio.chiSquare(), "p", ratio.pValue());
    }

    private static UnitSums plain(double[] x) {
        return UnitSums.of(x[0], x[1], x[2]);
    }

    private static Map<String, Double> cuped(ReferenceCase c) {
        UnitSums[] s = new UnitSums[2];
        for (int i = 0; i < 2; i++) {
            double[] x = c.group(i);
            s[i] = new UnitSums(x[0], x[1], x[2], x[3], x[4], x[5]);
        }
        return Map.of(
                "theta",
                MeanDifference.theta(s[0], s[1]),
                "value",
                MeanDifference.cuped(s[0], s[1], LEVEL).value());
    }

    private static Estimate jackknifeMean(double[] x) {
        double[][] sums =
                Arrays.stream(x).mapToObj(v -> new double[] {1, v}).toArray(double[][]::new);
        return Jackknife.estimate(sums, t -> t[1] / t[0], LEVEL);
    }

    private static Estimate jackknifeRatio(double[] a, double[] b) {
        double[][] sums = new double[a.length][];
        for (int i = 0; i < a.length; i++) {
            sums[i] = new double[] {a[i], b[i]};
        }
        return Jackknife.estimate(sums, t -> t[0] / t[1], LEVEL);
    }

    private static Map<String, Double> softmax(ReferenceCase c) {
        double[] p = Propensities.softmax(c.group(0), c.at(1, 0));
        Map<String, Double> values = new LinkedHashMap<>();
        for (int i = 0; i < p.length; i++) {
            values.put("p" + i, p[i]);
        }
        return values;
    }

    private static long[] counts(double[] x) {
        return Arrays.stream(x).mapToLong(v -> (long) v).toArray();
    }
}
