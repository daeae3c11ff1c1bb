package dev.routesight.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecommenderTest {
    private static final int BINS = 10;
    private static final long EACH = 2000;
    private static final ControlSettings SETTINGS =
            ControlSettings.of(1_800_000, BINS, "strong", 0.1);

    private ControlState state;
    private int period;

    @BeforeEach
    void begin() {
        state = ControlState.create();
        period = 0;
    }

    private Recommendation say(PeriodBins bins) {
        return say(bins, false);
    }

    private Recommendation say(PeriodBins bins, boolean driftOpen) {
        Recommendation said = new Recommender(SETTINGS).atPeriodEnd(state, bins, driftOpen);
        state = ControlState.fromBytes(state.toBytes());
        period++;
        return said;
    }

    /** Cheap is rejected at a rate that grows with the score; the reference costs a cent more. */
    private PeriodBins world(double threshold, double atOne) {
        PeriodBins bins = empty(threshold);
        for (int bin = 0; bin < BINS; bin++) {
            double rate = atOne * (bin + 0.5) / BINS;
            add(bins, Traffic.RANDOMISED_CHEAP, bin, EACH, rate, 1_000_000);
            add(bins, Traffic.RANDOMISED_REFERENCE, bin, EACH, 0.02, 11_000_000);
            boolean cheap = bin < threshold * BINS;
            add(
                    bins,
                    cheap ? Traffic.POLICY_CHEAP : Traffic.POLICY_REFERENCE,
                    bin,
                    10 * EACH,
                    cheap ? rate : 0.02,
                    cheap ? 1_000_000 : 11_000_000);
        }
        return bins;
    }

    private PeriodBins empty(double threshold) {
        PeriodBins bins = new PeriodBins(World.start(period), BINS);
        bins.addThreshold(World.start(period), threshold);
        return bins;
    }

    private static void add(
            PeriodBins bins, Traffic traffic, int bin, long n, double rate, long nanos) {
        bins.add(traffic, bin, BinSum.DECISIONS, n);
        bins.add(traffic, bin, BinSum.REJECTED, Math.round(n * rate));
        bins.add(traffic, bin, BinSum.WITH_COST, n);
        bins.add(traffic, bin, BinSum.COST_USD, n * nanos);
        bins.add(traffic, bin, BinSum.COST_USD_SQ, n * (nanos / 1000) * (nanos / 1000) / 1000);
        bins.add(traffic, bin, BinSum.COST_REJECTED_USD, Math.round(n * rate) * nanos);
    }

    @Test
    void theCheapestThresholdIsProposedAStepAtATime() {
        // 0.1 x (0.4 s - 0.02) = 0.01 at s = 0.3
        Recommendation said = say(world(0.9, 0.4));
        assertThat(said.status()).isEqualTo("proposed");
        assertThat(said.reason()).isEqualTo("step");
        assertThat(said.cheapestThreshold()).isEqualTo(0.3);
        assertThat(said.proposedThreshold()).isEqualTo(0.6);
        // bins 6 to 8 go to the reference: a tenth of the traffic each
        double change = -0.1 * (0.1 * (0.26 + 0.30 + 0.34 - 3 * 0.02) - 3 * 0.01);
        assertThat(said.costChange().value()).isCloseTo(change, within(1e-12));
        assertThat(said.costChange().interval().contains(change)).isTrue();
        assertThat(said.costChange().interval().high()).isNegative();
        assertThat(said.rejectedChange().value()).isCloseTo(-0.1 * (0.90 - 0.06), within(1e-12));
        assertThat(said.harmBound()).isLessThan(0);
        assertThat(said.alphaSpent()).isEqualTo(0.05);
        assertThat(said.curve()).hasSize(BINS + 1);
        assertThat(said.exploration()).isEqualTo(Exploration.NONE);
    }

    @Test
    void atTheCheapestItHolds() {
        Recommendation said = say(world(0.3, 0.4));
        assertThat(said.status()).isEqualTo("hold");
        assertThat(said.reason()).isEqualTo("dead-band");
        assertThat(said.proposedThreshold()).isEqualTo(0.3);
        assertThat(said.costChange().isKnown()).isFalse();
    }

    @Test
    void aLikelyGainWhoseHarmIsNotBoundedIsNoProposal() {
        PeriodBins bins = empty(0.3);
        for (int bin = 0; bin < BINS; bin++) {
            add(bins, Traffic.RANDOMISED_CHEAP, bin, 30, 0.1, 1_000_000);
            add(bins, Traffic.RANDOMISED_REFERENCE, bin, 30, 0.1, 3_000_000);
        }
        Recommendation said = say(bins);
        assertThat(said.reason()).isEqualTo("not-proven");
        assertThat(said.harmBound()).isGreaterThan(SETTINGS.harmBound());
        assertThat(said.consideredThreshold()).isEqualTo(0.6);
        assertThat(said.proposedThreshold()).isEqualTo(0.3);
    }

    @Test
    void withoutRandomisedTrafficOfARouteNothingIsSaidButWhatWouldHelp() {
        PeriodBins bins = empty(0.5);
        for (int bin = 0; bin < BINS; bin++) {
            add(bins, Traffic.RANDOMISED_CHEAP, bin, EACH, 0.1, 1_000_000);
            Traffic policy = bin < 5 ? Traffic.POLICY_CHEAP : Traffic.POLICY_REFERENCE;
            add(bins, policy, bin, EACH, 0.1, bin < 5 ? 1_000_000 : 11_000_000);
        }
        Recommendation said = say(bins);
        assertThat(said.status()).isEqualTo("unidentifiable");
        assertThat(said.reason()).isEqualTo("no-exploration");
        assertThat(said.curve()).isEmpty();
        assertThat(said.cheapestThreshold()).isNaN();
        assertThat(said.costChange().isKnown()).isFalse();
        Exploration plan = said.exploration();
        assertThat(plan.share()).isBetween(0.05, 0.2);
        assertThat(plan.share() / 2 * plan.periods() * 2 * EACH * BINS)
                .isGreaterThanOrEqualTo(plan.decisionsPerRoute());
        // half of what is explored goes up, of the half of the traffic that is cheap
        double moved = plan.share() / 2 * plan.periods() * 5 * EACH;
        assertThat(plan.costUsd()).isCloseTo(moved * 0.01, within(1e-9));
    }

    @Test
    void ofThresholdsBeyondAGapInTheEvidenceNothingIsSaid() {
        PeriodBins bins = world(0.8, 0.4);
        PeriodBins gap = empty(0.8);
        gap.add(bins);
        gap.add(Traffic.RANDOMISED_REFERENCE, 5, BinSum.DECISIONS, -EACH);
        Recommendation said = say(gap);
        assertThat(said.evidence().lowestThreshold()).isEqualTo(0.6);
        assertThat(said.evidence().highestThreshold()).isEqualTo(1);
        assertThat(said.cheapestThreshold()).isEqualTo(0.6);
        assertThat(said.curve()).extracting(CurvePoint::threshold).allMatch(t -> t >= 0.6);
    }

    @Test
    void tooFewRandomisedDecisionsAreNotEnough() {
        PeriodBins bins = empty(0.5);
        for (int bin = 0; bin < BINS; bin++) {
            add(bins, Traffic.RANDOMISED_CHEAP, bin, 10, 0.5, 1_000_000);
            add(bins, Traffic.RANDOMISED_REFERENCE, bin, 10, 0, 1_000_000);
        }
        assertThat(say(bins).reason()).isEqualTo("too-little");
    }

    @Test
    void decisionsWithoutAThresholdOrWithSeveralGiveNone() {
        PeriodBins none = world(0.5, 0.4);
        PeriodBins without = new PeriodBins(none.periodStart(), BINS);
        for (Traffic traffic : Traffic.values()) {
            for (int bin = 0; bin < BINS; bin++) {
                for (BinSum sum : BinSum.values()) {
                    without.add(traffic, bin, sum, none.get(traffic, bin, sum));
                }
            }
        }
        assertThat(say(without).reason()).isEqualTo("no-threshold");
        PeriodBins two = world(0.5, 0.4);
        two.addThreshold(two.periodStart(), 0.6);
        assertThat(say(two).reason()).isEqualTo("several-thresholds");
    }

    @Test
    void theLastWindowsThresholdIsTheOneInForce() {
        PeriodBins bins = world(0.5, 0.4);
        bins.addThreshold(bins.periodStart() + 3_600_000, 0.9);
        assertThat(bins.lastThreshold()).isEqualTo(0.9);
        assertThat(bins.smallestThreshold()).isEqualTo(0.5);
        assertThat(say(bins).currentThreshold()).isEqualTo(0.9);
    }

    @Test
    void anAdoptedProposalIsFollowedAndItsPromiseHeldAgainstRandomisedTraffic() {
        Recommendation proposed = say(world(0.9, 0.4));
        Recommendation said = say(world(0.6, 0.4));
        FollowUp follow = said.followUp();
        assertThat(follow.state()).isEqualTo("adopted");
        assertThat(follow.fromThreshold()).isEqualTo(0.9);
        assertThat(follow.toThreshold()).isEqualTo(0.6);
        assertThat(follow.predictedCost()).isEqualTo(proposed.costChange());
        assertThat(follow.observedCost().value())
                .isCloseTo(proposed.costChange().value(), within(1e-12));
        assertThat(follow.kept()).isEqualTo("yes");
        assertThat(said.approvedThreshold()).isEqualTo(0.6);
        assertThat(said.reason()).isEqualTo("cool-down");
    }

    @Test
    void aPromiseThatIsNotKeptIsSaidToBeSo() {
        say(world(0.9, 0.4));
        assertThat(say(world(0.6, 0.1)).followUp().kept()).isEqualTo("no");
    }

    @Test
    void aProposalThatNobodyTakesUpIsNotAdopted() {
        say(world(0.9, 0.4));
        assertThat(say(world(0.9, 0.4)).followUp().state()).isEqualTo("open");
        Recommendation again = say(world(0.9, 0.4));
        assertThat(again.status()).isEqualTo("proposed");
        assertThat(again.approvedThreshold()).isEqualTo(0.9);
    }

    @Test
    void anotherThresholdThanTheProposedOneIsAPersonsOwn() {
        say(world(0.9, 0.4));
        Recommendation said = say(world(0.7, 0.4));
        assertThat(said.followUp().state()).isEqualTo("changed_otherwise");
        assertThat(said.followUp().observedCost().isKnown()).isFalse();
        assertThat(said.approvedThreshold()).isEqualTo(0.7);
        assertThat(say(world(0.7, 0.4)).followUp().state()).isEqualTo("none");
    }

    @Test
    void whereARouterAppliesProposalsByItselfHarmIsMeasuredFromTheLastThatAPersonSet() {
        Recommender rule = new Recommender(SETTINGS.appliedByItself());
        double before = 0;
        for (double threshold : new double[] {0.9, 0.6, 0.6, 0.6}) {
            Recommendation said = rule.atPeriodEnd(state, world(threshold, 0.4), false);
            period++;
            assertThat(said.approvedThreshold()).isEqualTo(0.9);
            assertThat(said.alphaSpentInAll()).isGreaterThanOrEqualTo(before);
            before = said.alphaSpentInAll();
        }
        assertThat(before).isGreaterThan(0.05).isLessThan(0.1);
    }

    @Test
    void aMovedThresholdAloneNeverTakesAnythingBack() {
        // what the policy sends where changes with the threshold, and with it each route's rates
        say(world(0.9, 0.4));
        for (int i = 0; i < 6; i++) {
            assertThat(say(world(0.6, 0.4)).status()).isNotEqualTo("rollback");
        }
    }

    @Test
    void harmThatRandomisedTrafficShowsIsTakenBack() {
        say(world(0.9, 0.4)); // towards the reference
        Recommendation said = say(world(0.6, 0.02)); // but cheap turns out to be as good
        assertThat(said.status()).isEqualTo("rollback");
        assertThat(said.reason()).isEqualTo("harm");
        assertThat(said.proposedThreshold()).isEqualTo(0.9);
        Recommendation after = say(world(0.9, 0.02));
        assertThat(after.approvedThreshold()).isEqualTo(0.9);
        assertThat(after.status()).isEqualTo("hold");
    }

    @Test
    void driftAfterAChangeTakesItBackUnlessThatWouldCostMore() {
        say(world(0.1, 0.2)); // 0.1 x (0.2 s - 0.02) = 0.01 at s = 0.6: up to 0.4
        Recommendation kept = say(world(0.4, 0.2), true);
        assertThat(kept.reason()).isEqualTo("back-is-worse");
        assertThat(kept.status()).isEqualTo("hold");
        state = ControlState.create();
        period = 0;
        say(world(0.1, 0.2));
        PeriodBins thin = empty(0.4); // randomised traffic stopped: nothing speaks for the change
        add(thin, Traffic.POLICY_CHEAP, 0, EACH, 0.1, 1_000_000);
        Recommendation back = say(thin, true);
        assertThat(back.status()).isEqualTo("rollback");
        assertThat(back.reason()).isEqualTo("drift");
        assertThat(back.proposedThreshold()).isEqualTo(0.1);
    }

    @Test
    void driftWithoutAChangeTakesNothingBack() {
        say(world(0.3, 0.4));
        assertThat(say(world(0.3, 0.4), true).status()).isEqualTo("hold");
    }

    @Test
    void evidenceIsPooledUntilItContradictsItself() {
        say(world(0.3, 0.4));
        assertThat(say(world(0.3, 0.4)).evidence().periods()).isEqualTo(2);
        Recommendation said = say(world(0.3, 0.6));
        assertThat(said.evidence().periods()).isEqualTo(1);
        assertThat(said.cheapestThreshold()).isEqualTo(0.2);
    }

    @Test
    void aPeriodIsTakenInOnce() {
        PeriodBins bins = world(0.3, 0.4);
        say(bins);
        assertThatThrownBy(() -> say(bins)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void stateIsSmall() {
        for (int i = 0; i < 20; i++) {
            say(world(0.3, 0.4));
        }
        assertThat(state.periods).hasSize(SETTINGS.pooledPeriods());
        assertThat(state.toBytes().length).isLessThan(20_000);
    }

    @Test
    void usersWhoRecurWidenWhatIsSaid() {
        Recommendation alone = say(world(0.9, 0.4));
        period = 0;
        state = ControlState.create();
        PeriodBins bins = world(0.9, 0.4);
        for (int bin = 0; bin < BINS; bin++) {
            for (Traffic traffic :
                    new Traffic[] {Traffic.RANDOMISED_CHEAP, Traffic.RANDOMISED_REFERENCE}) {
                long x = bins.get(traffic, bin, BinSum.REJECTED);
                // units of four decisions each that are rejected all or not at all
                bins.add(traffic, bin, BinSum.UNITS, EACH / 4);
                bins.add(traffic, bin, BinSum.UNIT_DECISIONS_SQ, 4 * EACH);
                bins.add(traffic, bin, BinSum.UNIT_DECISIONS_REJECTED, 4 * x);
                bins.add(traffic, bin, BinSum.UNIT_REJECTED_SQ, 4 * x);
            }
        }
        Recommendation clustered = say(bins);
        assertThat(clustered.evidence().designEffect()).isCloseTo(4, within(1e-9));
        assertThat(clustered.costChange().standardError())
                .isCloseTo(2 * alone.costChange().standardError(), within(1e-4));
    }
}
