package dev.routesight.control;

import dev.routesight.stats.Critical;
import dev.routesight.stats.Estimate;
import dev.routesight.stats.Interval;
import java.util.List;

/**
 * Follows the last proposal: what the router's threshold says about it, whom that makes the
 * approver of which threshold, and whether what was promised came true.
 */
final class Following {
    private static final double SAME = 1e-9;

    private final ControlSettings settings;

    Following(ControlSettings settings) {
        this.settings = settings;
    }

    /** Takes in the threshold in force at the end of a period. */
    void see(ControlState state, double threshold, long periodStart) {
        ControlState.Proposal proposal = state.proposal;
        boolean first = Double.isNaN(state.current);
        boolean changed = !first && !same(threshold, state.current);
        state.current = threshold;
        if (first) {
            approve(state, threshold);
            return;
        }
        if (changed) {
            state.changedIn = periodStart;
        }
        if (proposal.is(FollowUp.OPEN)) {
            seeOpen(state, threshold, periodStart, changed);
        } else if (changed) {
            if (proposal.is(FollowUp.ADOPTED)) {
                proposal.state = FollowUp.CHANGED_OTHERWISE;
            }
            approve(state, threshold);
        }
    }

    private void seeOpen(ControlState state, double threshold, long periodStart, boolean changed) {
        ControlState.Proposal proposal = state.proposal;
        if (same(threshold, proposal.to)) {
            proposal.state = FollowUp.ADOPTED;
            proposal.adoptedIn = periodStart;
            if (settings.adoptionApproves() || proposal.rollback) {
                approve(state, threshold);
            }
        } else if (changed) {
            proposal.state = FollowUp.CHANGED_OTHERWISE;
            approve(state, threshold);
        } else if (periodStart
                >= proposal.at + settings.followPeriods() * settings.periodMillis()) {
            proposal.state = FollowUp.NOT_ADOPTED;
        }
    }

    private static void approve(ControlState state, double threshold) {
        if (!Double.isNaN(state.approved) && same(state.approved, threshold)) {
            return;
        }
        state.approved = threshold;
        state.looks = 0;
        state.alphaSpent = 0;
    }

    /** Whether an adopted change is still young enough to be judged. */
    boolean isFollowed(ControlState state, long periodStart) {
        ControlState.Proposal proposal = state.proposal;
        return proposal.is(FollowUp.ADOPTED)
                && !proposal.rollback
                && periodStart
                        < proposal.adoptedIn + settings.followPeriods() * settings.periodMillis();
    }

    /** Randomised decisions since the proposal; null without a period. */
    static PeriodBins since(List<PeriodBins> periods, long from, int bins) {
        PeriodBins sum = null;
        for (PeriodBins period : periods) {
            if (period.periodStart() >= from) {
                sum = sum == null ? new PeriodBins(period.periodStart(), bins) : sum;
                sum.add(period);
            }
        }
        return sum;
    }

    /** Interval of what the adopted change did to the expected cost, from randomised traffic. */
    Interval observed(ControlState state, PeriodBins last, double critical) {
        PeriodBins since = since(state.periods, state.proposal.at, settings.scoreBins());
        return since == null
                ? Interval.EVERYTHING
                : new Contrasts(since, last, settings.pricePerBadAnswer())
                        .costChange(state.proposal.from, state.proposal.to, critical)
                        .interval();
    }

    /** What is said of the proposal in the next recommendation. */
    FollowUp report(ControlState state, PeriodBins last) {
        ControlState.Proposal proposal = state.proposal;
        if (proposal.is(FollowUp.NO_PROPOSAL)) {
            return FollowUp.NONE;
        }
        double z = Critical.z(Critical.LEVEL);
        Estimate observed = Estimate.NONE;
        Estimate observedRejected = Estimate.NONE;
        if (proposal.is(FollowUp.ADOPTED)) {
            PeriodBins since = since(state.periods, proposal.at, settings.scoreBins());
            if (since != null) {
                Contrasts contrasts = new Contrasts(since, last, settings.pricePerBadAnswer());
                observed = contrasts.costChange(proposal.from, proposal.to, z);
                observedRejected = contrasts.rejectedChange(proposal.from, proposal.to, z);
            }
        }
        return new FollowUp(
                proposal.state,
                proposal.from,
                proposal.to,
                proposal.at,
                proposal.cost,
                observed,
                proposal.rejected,
                observedRejected,
                kept(proposal.cost, observed));
    }

    /** Whether two independent estimates may be of one value, by MOVER. */
    private static String kept(Estimate predicted, Estimate observed) {
        if (!predicted.isKnown() || !observed.isKnown()) {
            return "";
        }
        double apart = observed.value() - predicted.value();
        Interval p = predicted.interval();
        Interval o = observed.interval();
        double reach =
                apart > 0
                        ? Math.hypot(p.high() - predicted.value(), observed.value() - o.low())
                        : Math.hypot(predicted.value() - p.low(), o.high() - observed.value());
        return Math.abs(apart) <= reach ? "yes" : "no";
    }

    static boolean same(double a, double b) {
        return Math.abs(a - b) <= SAME;
    }
}
