package dev.routesight.offpolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.routesight.stats.Chance;
import dev.routesight.stats.Interval;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OffPolicyTest {

    @Test
    void evaluatingTheLoggingPolicyItselfGivesTheMeanReward() {
        Sample sample = new Sample();
        for (int i = 0; i < 5000; i++) {
            sample.add(1, i % 4 == 0 ? 1 : 0, 0.3, 0.3);
        }
        for (Estimator estimator :
                List.of(Estimator.IPS, Estimator.SNIPS, Estimator.DOUBLY_ROBUST)) {
            assertThat(PolicyValue.of(sample, estimator, Double.NaN).estimate().value())
                    .as(estimator.label())
                    .isCloseTo(0.25, within(1e-12));
        }
        Overlap overlap = Overlap.of(sample);
        assertThat(overlap.effective()).isCloseTo(5000, within(1e-6));
        assertThat(Identification.of(overlap, 0, false).status())
                .isEqualTo(Identification.Status.IDENTIFIED);
    }

    @Test
    void aDeterministicPolicyIsUnidentifiableAndSaysWhatWouldHelp() {
        LoggedDecisions log = new LoggedDecisions();
        for (int i = 0; i < 1000; i++) {
            boolean hard = i % 2 == 0;
            log.add(
                    hard ? "strong" : "cheap",
                    1,
                    i % 5 == 0 ? 1 : 0,
                    "",
                    Map.of("cheap", 1.0),
                    Map.of(),
                    null);
        }
        Identification verdict = Evaluation.of(log, Evaluation.Settings.USUAL).identification();

        assertThat(verdict.isUnidentifiable()).isTrue();
        assertThat(verdict.reason()).startsWith("the logging policy is deterministic");
        assertThat(verdict.remedy()).contains("random route");
    }

    @Test
    void aRouteThatIsHardlyEverExploredIsNoOverlap() {
        LoggedDecisions log = new LoggedDecisions();
        for (int i = 0; i < 1000; i++) {
            log.add(
                    "cheap",
                    0.9999,
                    0,
                    "",
                    Map.of("cheap", 0.5, "strong", 0.5),
                    Map.of("cheap", 0.9999, "strong", 0.0001),
                    null);
        }
        assertThat(log.unsupported()).isCloseTo(0.5, within(1e-12));
        assertThat(Evaluation.of(log, Evaluation.Settings.USUAL).identification().reason())
                .isEqualTo(
                        "no overlap: 50 % of the candidate's choices are of a kind that the"
                                + " logging policy never or hardly ever made");
    }

    @Test
    void propensitiesThatAreNotThoseUsedShowInTheMeanWeight() {
        Chance chance = new Chance(1);
        Sample sample = new Sample();
        for (int i = 0; i < 20_000; i++) {
            // logged as one half, really 0.4
            boolean strong = chance.hits(0.4);
            sample.add(strong ? 2 : 0, chance.hits(0.3) ? 1 : 0, 0, 0);
        }
        assertThat(Identification.of(Overlap.of(sample), 0, false).reason())
                .startsWith("the mean weight is 0.796");
    }

    @Test
    void oneHeavyDecisionIsNoAnswer() {
        Sample sample = new Sample();
        for (int i = 0; i < 2000; i++) {
            sample.add(i == 0 ? 400 : 0.9, i % 2, 0, 0);
        }
        Identification verdict = Identification.of(Overlap.of(sample), 0, false);

        assertThat(verdict.isUnidentifiable()).isTrue();
    }

    @Test
    void bernsteinHoldsTheNormalIntervalAndUsesTheBoundNotTheMaximum() {
        Chance chance = new Chance(5);
        Sample sample = new Sample();
        for (int i = 0; i < 3000; i++) {
            sample.add(chance.hits(0.5) ? 2 : 0, chance.hits(0.2) ? 1 : 0, 0, 0);
        }
        PolicyValue plain = PolicyValue.of(sample, Estimator.IPS, Double.NaN);
        Interval narrow = plain.bounded(sample, 2, 0, 1, 0.95).bernstein();
        Interval wide = plain.bounded(sample, 50, 0, 1, 0.95).bernstein();

        assertThat(narrow.low()).isLessThan(plain.estimate().interval().low());
        assertThat(wide.width()).isGreaterThan(2 * narrow.width());
    }

    @Test
    void unitsThatRecurWidenTheInterval() {
        Chance chance = new Chance(6);
        Sample alone = new Sample();
        Sample users = new Sample();
        for (int user = 0; user < 300; user++) {
            boolean bad = chance.hits(0.3);
            for (int i = 0; i < 9; i++) {
                double w = chance.hits(0.5) ? 2 : 0;
                alone.add(w, bad ? 1 : 0, 0, 0);
                users.add(w, bad ? 1 : 0, 0, 0, user);
            }
        }
        double one = PolicyValue.of(alone, Estimator.SNIPS, 0).estimate().standardError();
        double many = PolicyValue.of(users, Estimator.SNIPS, 0).estimate().standardError();
        assertThat(many).isGreaterThan(1.8 * one);
    }

    @Test
    void aRowIsNotPredictedFromItself() {
        CellMeans model = new CellMeans();
        model.add(0, 0, 3, 1);
        assertThat(model.predict(0, 0, 3)).isZero();
        assertThat(model.predict(0, 0, 4)).isPositive();
        assertThat(model.predict(9, 9, 4)).isPositive();
    }

    @Test
    void versionsThatDecideAlikeDidNotMove() {
        List<RouterAgreement.Cell> alike =
                List.of(
                        new RouterAgreement.Cell(2000, 10_000, 2010, 10_000),
                        new RouterAgreement.Cell(9000, 10_000, 8990, 10_000));
        List<RouterAgreement.Cell> moved =
                List.of(
                        new RouterAgreement.Cell(2000, 10_000, 4000, 10_000),
                        new RouterAgreement.Cell(9000, 10_000, 9500, 10_000));

        assertThat(RouterAgreement.of(alike, true).verdict())
                .isEqualTo("retrained but did not move");
        assertThat(RouterAgreement.of(alike, false).verdict()).isEqualTo("did not move");
        assertThat(RouterAgreement.of(moved, true).verdict())
                .startsWith("agrees on 88 % of like queries; sends +12.5 points to the reference");
        assertThat(
                        RouterAgreement.of(List.of(new RouterAgreement.Cell(1, 2, 0, 0)), true)
                                .verdict())
                .startsWith("unidentifiable");
    }

    @Test
    void equalSeedsGiveEqualPropensities() {
        Propensities.Posterior one = new Propensities.Posterior(8, 2);
        Propensities.Posterior two = new Propensities.Posterior(5, 5);
        double p = new Propensities(1, 10_000).thompson(one, two);

        assertThat(new Propensities(1, 10_000).thompson(one, two)).isEqualTo(p);
        assertThat(new Propensities(2, 10_000).thompson(one, two)).isCloseTo(p, within(0.02));
        assertThat(new Propensities(1, 10_000).thompson(two, one)).isCloseTo(1 - p, within(0.02));
        // never certain, however far apart
        assertThat(new Propensities(1, 100).thompson(new Propensities.Posterior(1000, 1), two))
                .isBetween(0.99, 0.999);
    }

    @Test
    void noisyScoresFlattenTheSoftmax() {
        double sharp = Propensities.softmax(new double[] {1, 0}, 0.2)[0];
        double noisy =
                new Propensities(3, 20_000)
                        .softmax(new double[] {1, 0}, new double[] {1, 1}, 0.2)[0];

        assertThat(sharp).isGreaterThan(0.99);
        assertThat(noisy).isBetween(0.7, 0.85);
    }
}
