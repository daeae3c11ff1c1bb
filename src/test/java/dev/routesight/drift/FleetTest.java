package dev.routesight.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What spans streams and alerts: budgets, e-BH, groups, dating, effects, power. */
class FleetTest {
    @Test
    void thresholdsSpendTheBudgetByVolume() {
        AlertBudget budget = new AlertBudget(2, 500);
        double falseAlerts = 0;
        for (int stream = 1; stream <= 500; stream++) {
            double weekly = 10 * stream;
            falseAlerts += weekly / budget.threshold(weekly);
        }
        assertThat(falseAlerts).isCloseTo(2, within(1e-9));
        assertThat(500 * budget.mostHeadStart(1000) / budget.threshold(1000))
                .isCloseTo(0.05, within(1e-12));
    }

    @Test
    void eBhRejectsTheLargestSetThatHoldsItself() {
        // K / alpha = 100: 1 * 60 and 2 * 45 fall short, 3 * 40 does not
        assertThat(EBenjaminiHochberg.rejected(new double[] {40, 1, 60, 45, 0}, 10, 0.1))
                .containsExactly(0, 2, 3);
        assertThat(EBenjaminiHochberg.rejected(new double[] {99, 1}, 10, 0.1)).isEmpty();
        assertThat(EBenjaminiHochberg.rejected(new double[0], 10, 0.1)).isEmpty();
        assertThatThrownBy(() -> EBenjaminiHochberg.rejected(new double[3], 2, 0.1))
                .hasMessageContaining("3 e-values of 2 hypotheses");
    }

    @Test
    void anEpochStartsAtOneAndNeverReadsBeyondItsCapacity() {
        EffectGrid grid = EffectGrid.forRate(0.1, 1000, 1000, 0, Watch.RISES);
        EpochTest epoch = new EpochTest(grid, 1000, 1);
        EvidenceState state = epoch.start();
        BaselineNull baseline = BaselineNull.given(0.1);

        assertThat(epoch.eValue(state)).isEqualTo(1);
        assertThat(epoch.fold(state, 0, baseline.evidence(Block.of(0, 900, 270)))).isTrue();
        assertThat(epoch.eValue(state)).isGreaterThan(1000);
        double before = epoch.eValue(state);
        assertThat(epoch.fold(state, 1, baseline.evidence(Block.of(1, 101, 101)))).isFalse();
        assertThat(epoch.eValue(state)).isEqualTo(before);
    }

    @Test
    void oneBrokenModelIsOneAlertThatListsItsCohorts() {
        List<CohortAlert> alerts = new ArrayList<>();
        alerts.add(alert("all", Map.of(), 1000, 1.2));
        alerts.add(alert("m", Map.of("model", "small-2"), 990, 2.0));
        for (int tenant = 0; tenant < 200; tenant++) {
            alerts.add(
                    alert("t" + tenant, Map.of("tenant", "t" + tenant), 5, 1.2 + tenant / 1000.0));
        }
        List<AlertGroups.Group> groups = AlertGroups.of(alerts);

        assertThat(groups).hasSize(1);
        assertThat(groups.get(0).head().id()).isEqualTo("m");
        assertThat(groups.get(0).members()).hasSize(202);
        assertThat(groups.get(0).members().get(0).id()).isEqualTo("all");
    }

    @Test
    void aDriftOfAllTrafficIsHeadedByAllTraffic() {
        List<AlertGroups.Group> groups =
                AlertGroups.of(
                        List.of(
                                alert("fr", Map.of("language", "fr"), 300, 1.52),
                                alert("en", Map.of("language", "en"), 690, 1.5),
                                alert("all", Map.of(), 1000, 1.5)));

        assertThat(groups).hasSize(1);
        assertThat(groups.get(0).head().id()).isEqualTo("all");
    }

    @Test
    void alertsOfOtherTimesSignalsTenantsOrDirectionsStayApart() {
        CohortAlert one = alert("1", Map.of("tenant", "a"), 10, 2);
        CohortAlert otherTenant = alert("2", Map.of("tenant", "b"), 10, 2);
        CohortAlert later =
                new CohortAlert(
                        "3", Map.of("tenant", "a"), "rejected", Direction.RISE, 90, 95, 10, 2);
        CohortAlert otherSignal =
                new CohortAlert(
                        "4", Map.of("tenant", "a"), "quiet_exit", Direction.RISE, 10, 20, 10, 2);
        CohortAlert fall =
                new CohortAlert(
                        "5", Map.of("tenant", "a"), "rejected", Direction.FALL, 10, 20, 10, 0.5);

        assertThat(AlertGroups.of(List.of(one, otherTenant, later, otherSignal, fall))).hasSize(5);
    }

    @Test
    void groupingDoesNotDependOnTheOrder() {
        List<CohortAlert> alerts = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            alerts.add(
                    alert("s" + i, Map.of(i % 2 == 0 ? "tenant" : "shape", "v" + i % 5), i, 1.3));
        }
        List<AlertGroups.Group> forwards = AlertGroups.of(alerts);
        java.util.Collections.reverse(alerts);
        assertThat(AlertGroups.of(alerts)).isEqualTo(forwards);
    }

    @Test
    void theConfidenceSetHoldsTheTrueStart() {
        Starts.Row row = Starts.of(0.05, 1.6, 200, false, 200);
        assertThat(row.share()).as(row.line()).isGreaterThanOrEqualTo(0.95);
        assertThat(row.meanDays()).as(row.line()).isLessThan(12);
    }

    @Test
    void theEffectsIntervalCoversTheTruth() {
        Binomials chance = new Binomials(8);
        int covered = 0;
        int runs = 1000;
        for (int run = 0; run < runs; run++) {
            long learnt = chance.draw(20_000, 0.05);
            BaselineNull baseline =
                    BaselineNull.learnt(
                            Map.of(0, Map.of("", new RateCount(20_000, learnt))),
                            1,
                            0.05,
                            Watch.RISES);
            Block after = Block.of(0, 3000, chance.draw(3000, 0.075));
            EffectEstimate effect = EffectEstimate.of(baseline.expected(after), 1, 0.95);
            covered += effect.ratioLow() <= 1.5 && 1.5 <= effect.ratioHigh() ? 1 : 0;
        }
        assertThat(covered).isBetween(930, 970);
    }

    @Test
    void theEffectCountsWhatIsBeyondTheBaseline() {
        EffectEstimate effect = EffectEstimate.of(new Expected(1000, 80, 50, 2), 1, 0.95);
        assertThat(effect.excess()).isCloseTo(30, within(1e-9));
        assertThat(effect.before()).isCloseTo(0.05, within(1e-12));
        assertThat(effect.ratioLow()).isBetween(1.0, 1.6);
        assertThat(EffectEstimate.of(new Expected(100, 0, 5, 1), 1, 0.95).ratioHigh())
                .isPositive()
                .isFinite();
    }

    @Test
    void powerAgreesWithTheTheoryOfTheTunedTest() {
        Power.Answer known =
                Power.of(
                        new Power.Question(0.05, 0.1, 0, 0.05, 1, 10_000, new AlertBudget(1, 10)),
                        1);
        double information = EffectGrid.information(0.05, EffectGrid.logOddsRatio(0.05, 2));
        double first = Math.log(known.threshold() * information) / information;
        assertThat(known.threshold()).isEqualTo(1e5);
        assertThat(known.median()).isBetween(0.6 * first, 1.4 * first);
        assertThat(known.ninety()).isGreaterThan(known.median());
    }

    @Test
    void powerGrowsWithLearningAndFallsWithClusters() {
        AlertBudget budget = new AlertBudget(1, 10);
        double known = median(0, 1, budget);
        assertThat(median(5000, 1, budget)).isGreaterThan(known);
        assertThat(median(0, 3, budget)).isGreaterThan(2 * known);
        Power.Answer hidden =
                Power.of(new Power.Question(0.05, 0.051, 500, 0.05, 1, 1000, budget), 1);
        assertThat(hidden.median()).isInfinite();
    }

    private static double median(long learnt, double designEffect, AlertBudget budget) {
        return Power.of(
                        new Power.Question(0.05, 0.075, learnt, 0.05, designEffect, 10_000, budget),
                        1)
                .median();
    }

    private static CohortAlert alert(
            String id, Map<String, String> cohort, double excess, double ratio) {
        return new CohortAlert(id, cohort, "rejected", Direction.RISE, 10, 20, excess, ratio);
    }
}
