package dev.routesight.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.routesight.confidence.Auc;
import dev.routesight.money.MisrouteCost;
import dev.routesight.stats.Critical;
import dev.routesight.stats.Estimate;
import dev.routesight.stats.MantelHaenszel;
import dev.routesight.stats.Traffic;
import dev.routesight.stats.TwoByTwo;
import dev.routesight.tally.TallyCount;
import dev.routesight.tally.TallyRow;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contrasts, misroute cost and areas under the curve in SQL equal the rules in Java. */
class ContrastViewsITCase extends ViewDatabase {
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
}
