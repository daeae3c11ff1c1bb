package dev.routesight.control;

import dev.routesight.stats.Critical;
import dev.routesight.stats.Estimate;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Recommends a threshold at the end of each period: the one of the lowest expected cost, if its
 * predicted gain exceeds the dead band and an upper bound of its harm stays under Δ.
 *
 * <p>Harm is what a threshold adds to the expected cost of the last one that a person approved. The
 * k-th look since then spends α/(k(k+1)), divided by the thresholds that could have been proposed
 * (Bonferroni), so that the chance of ever proposing harm beyond Δ is at most α as far as the
 * normal approximation holds.
 *
 * <p>Evidence is pooled over the longest run of latest periods that do not contradict one another
 * ({@link Memory}), and forgotten when drift opens.
 */
public final class Recommender {
    private final ControlSettings settings;
    private final Following following;
    private final Memory memory;

    public Recommender(ControlSettings settings) {
        this.settings = settings;
        this.following = new Following(settings);
        this.memory = new Memory(settings);
    }

    /**
     * Takes in a period, all of whose tallies are final, and says what to do.
     *
     * @param state of the cohort; changed
     * @param driftOpen whether an alert on the cohort is open
     * @throws IllegalArgumentException for a period that is not after the last one
     */
    public Recommendation atPeriodEnd(ControlState state, PeriodBins period, boolean driftOpen) {
        if (period.periodStart() <= state.lastPeriod) {
            throw new IllegalArgumentException("a period that was taken in before");
        }
        boolean drifted = driftOpen && !state.driftOpen;
        memory.add(state, period, drifted);
        state.lastPeriod = period.periodStart();
        state.driftOpen = driftOpen;
        double current = period.lastThreshold();
        if (Double.isFinite(current)) {
            following.see(state, current, period.periodStart());
        }
        FollowUp followUp = following.report(state, period);
        Look look = new Look(settings, state, period, current);
        Recommendation said = decide(look, state, period, drifted, followUp);
        if (said.is(Status.PROPOSED) || said.is(Status.ROLLBACK)) {
            propose(state, said);
        } else if (isClosed(state.proposal)) {
            state.proposal = new ControlState.Proposal(); // it was told once
        }
        return said;
    }

    private static boolean isClosed(ControlState.Proposal proposal) {
        return proposal.is(FollowUp.NOT_ADOPTED) || proposal.is(FollowUp.CHANGED_OTHERWISE);
    }

    private Recommendation decide(
            Look look, ControlState state, PeriodBins period, boolean drifted, FollowUp followUp) {
        if (!period.hasThreshold()) {
            return look.say(Status.UNIDENTIFIABLE, Reason.NO_THRESHOLD, followUp);
        }
        if (Double.isNaN(look.current())) {
            return look.say(Status.HOLD, Reason.SEVERAL_THRESHOLDS, followUp);
        }
        Recommendation back = rollback(look, state, period, drifted, followUp);
        if (back != null) {
            return back;
        }
        Reason missing = look.missing();
        if (missing != null) {
            return look.say(Status.UNIDENTIFIABLE, missing, followUp);
        }
        if (coolsDown(state, period.periodStart())) {
            return look.say(Status.HOLD, Reason.COOL_DOWN, followUp);
        }
        if (!(look.gain() > settings.deadBand())) {
            return look.say(Status.HOLD, Reason.DEAD_BAND, followUp);
        }
        look.boundHarm(state);
        if (!look.harmIsBounded()) {
            return look.say(Status.HOLD, Reason.NOT_PROVEN, followUp);
        }
        return look.say(Status.PROPOSED, look.isWhole() ? Reason.CHEAPER : Reason.STEP, followUp);
    }

    /** Null when there is nothing to take back. */
    private Recommendation rollback(
            Look look, ControlState state, PeriodBins period, boolean drifted, FollowUp followUp) {
        if (!following.isFollowed(state, period.periodStart())) {
            return null;
        }
        ControlState.Proposal proposal = state.proposal;
        Estimate observed = followUp.observedCost();
        proposal.looks++;
        double alpha = settings.alpha() / (proposal.looks * (proposal.looks + 1.0));
        double z = Critical.normalQuantile(1 - alpha);
        double cost = look.currentCost() - observed.value();
        boolean worse = observed.isKnown() && following.observed(state, period, z).low() > 0;
        if (worse && observed.value() > settings.harmBound() * cost) {
            return look.back(proposal.from, Reason.HARM, followUp);
        }
        if (!drifted) {
            return null;
        }
        boolean better = observed.isKnown() && following.observed(state, period, z).high() < 0;
        return better
                ? look.say(Status.HOLD, Reason.BACK_IS_WORSE, followUp)
                : look.back(proposal.from, Reason.DRIFT, followUp);
    }

    /** After a proposal it is waited so many periods, and so many are played with a change. */
    private boolean coolsDown(ControlState state, long periodStart) {
        long wait = settings.coolDownPeriods() * settings.periodMillis();
        return state.proposedIn != Long.MIN_VALUE && periodStart - state.proposedIn <= wait
                || state.changedIn != Long.MIN_VALUE && periodStart - state.changedIn < wait;
    }

    private void propose(ControlState state, Recommendation said) {
        ControlState.Proposal proposal = new ControlState.Proposal();
        proposal.state = FollowUp.OPEN;
        proposal.rollback = said.is(Status.ROLLBACK);
        proposal.from = said.currentThreshold();
        proposal.to = said.proposedThreshold();
        proposal.at = said.periodEnd();
        proposal.cost = said.costChange();
        proposal.rejected = said.rejectedChange();
        state.proposal = proposal;
        state.proposedIn = said.periodStart();
    }

    /** The thresholds that are compared: the edges of the bins. */
    static List<Double> grid(int bins) {
        return IntStream.rangeClosed(0, bins).mapToObj(edge -> (double) edge / bins).toList();
    }
}
