package dev.routesight.control;

import dev.routesight.stats.Critical;
import dev.routesight.stats.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One look at the evidence of a cohort: what can be compared, what is cheapest, what it may harm.
 */
final class Look {
    private static final double GRID = 1e-9;

    private final ControlSettings settings;
    private final PeriodBins last;
    private final PeriodBins pooled;
    private final Contrasts contrasts;
    private final double current;
    private final double approved;
    private final Evidence evidence;
    private final double currentCost;
    private double cheapest = Double.NaN;
    private double proposed;
    private double harm = Double.NaN;
    private double rejectedHarm = Double.NaN;
    private double harmCritical = Double.NaN;
    private double considered = Double.NaN;
    private double alpha;
    private double alphaInAll;

    Look(ControlSettings settings, ControlState state, PeriodBins last, double current) {
        this.settings = settings;
        this.last = last;
        this.current = current;
        this.approved = state.approved;
        this.proposed = current;
        this.alphaInAll = state.alphaSpent;
        pooled = Memory.pool(state.periods);
        contrasts = new Contrasts(pooled, last, settings.pricePerBadAnswer());
        boolean known = Double.isFinite(current);
        currentCost = known ? contrasts.costAt(current) : Double.NaN;
        evidence = evidence(state, known);
        if (known) {
            findCheapest();
        }
    }

    private Evidence evidence(ControlState state, boolean known) {
        long decisions = 0;
        for (int bin = 0; bin < last.bins(); bin++) {
            decisions += last.decisions(bin);
        }
        return new Evidence(
                pooled.periodStart(),
                last.periodStart() + settings.periodMillis(),
                state.periods.size(),
                decisions,
                pooled.total(Traffic.RANDOMISED_CHEAP, BinSum.DECISIONS),
                pooled.total(Traffic.RANDOMISED_REFERENCE, BinSum.DECISIONS),
                contrasts.binsSupported(),
                known ? contrasts.lowestFrom(current) : Double.NaN,
                known ? contrasts.highestFrom(current) : Double.NaN,
                contrasts.designEffect());
    }

    private void findCheapest() {
        cheapest = current;
        double best = 0;
        for (double edge : Recommender.grid(last.bins())) {
            double change = change(edge);
            boolean nearer = Math.abs(edge - current) < Math.abs(cheapest - current);
            if (change < best || change == best && nearer) {
                best = change;
                cheapest = edge;
            }
        }
        proposed = cheapest;
        if (Math.abs(cheapest - current) > settings.maxStep() + GRID) {
            int bins = last.bins();
            proposed =
                    cheapest > current
                            ? Math.floor((current + settings.maxStep()) * bins + GRID) / bins
                            : Math.ceil((current - settings.maxStep()) * bins - GRID) / bins;
        }
    }

    private double change(double threshold) {
        return contrasts.costDifference(current, threshold);
    }

    double current() {
        return current;
    }

    double currentCost() {
        return currentCost;
    }

    /** Predicted gain of the cheapest threshold, as a share of the current cost. */
    double gain() {
        return -change(cheapest) / currentCost;
    }

    /** Whether the cheapest threshold can be had in one step. */
    boolean isWhole() {
        return proposed == cheapest;
    }

    /** What is missing to say anything; null if nothing is. */
    Reason missing() {
        if (evidence.cheapDecisions() == 0 || evidence.referenceDecisions() == 0) {
            return Reason.NO_EXPLORATION;
        }
        if (Math.min(evidence.cheapDecisions(), evidence.referenceDecisions())
                < settings.leastDecisions()) {
            return Reason.TOO_LITTLE;
        }
        if (pooled.total(Traffic.RANDOMISED_CHEAP, BinSum.WITH_COST) == 0
                || pooled.total(Traffic.RANDOMISED_REFERENCE, BinSum.WITH_COST) == 0) {
            return Reason.NO_COST;
        }
        boolean somewhere = evidence.lowestThreshold() < evidence.highestThreshold();
        return somewhere && contrasts.supports(current, approved) && currentCost > 0
                ? null
                : Reason.NO_EXPLORATION;
    }

    /** Spends α on an upper bound of what the proposal adds to the approved threshold's cost. */
    void boundHarm(ControlState state) {
        state.looks++;
        considered = proposed;
        alpha = settings.alpha() / (state.looks * (state.looks + 1.0));
        state.alphaSpent += alpha;
        alphaInAll = state.alphaSpent;
        harmCritical = Critical.normalQuantile(1 - alpha / Math.max(1, candidates()));
        double approvedCost = currentCost + change(approved);
        harm =
                contrasts.costChange(approved, proposed, harmCritical).interval().high()
                        / approvedCost;
        rejectedHarm = contrasts.rejectedChange(approved, proposed, harmCritical).interval().high();
    }

    /** Of intervals that hold for all thresholds at once. */
    private double critical() {
        return Critical.z(1 - (1 - Critical.LEVEL) / Math.max(1, comparable(1)));
    }

    private int candidates() {
        return comparable(settings.maxStep());
    }

    /** Other thresholds within so much of the current one that can be compared with it. */
    private int comparable(double within) {
        int count = 0;
        for (double edge : Recommender.grid(last.bins())) {
            boolean near = Math.abs(edge - current) <= within + GRID;
            count += near && !Following.same(edge, current) && !Double.isNaN(change(edge)) ? 1 : 0;
        }
        return count;
    }

    boolean harmIsBounded() {
        return harm <= settings.harmBound()
                && (settings.rejectedBound() >= 1 || rejectedHarm <= settings.rejectedBound());
    }

    Recommendation back(double threshold, Reason reason, FollowUp followUp) {
        proposed = threshold;
        return say(Status.ROLLBACK, reason, followUp);
    }

    Recommendation say(Status status, Reason reason, FollowUp followUp) {
        boolean moves = status == Status.PROPOSED || status == Status.ROLLBACK;
        boolean blind = status == Status.UNIDENTIFIABLE;
        double to = moves ? proposed : current;
        return new Recommendation(
                last.periodStart(),
                last.periodStart() + settings.periodMillis(),
                status.text(),
                reason.code(),
                sentence(status, reason),
                current,
                approved,
                to,
                blind ? Double.NaN : cheapest,
                currentCost,
                moves ? contrasts.costChange(current, to, critical()) : Estimate.NONE,
                moves ? contrasts.rejectedChange(current, to, critical()) : Estimate.NONE,
                Double.isFinite(current) ? critical() : Double.NaN,
                considered,
                harm,
                rejectedHarm,
                harmCritical,
                alpha,
                alphaInAll,
                evidence,
                followUp,
                blind ? ExplorationNeed.of(settings, last) : Exploration.NONE,
                blind ? List.of() : curve());
    }

    private String sentence(Status status, Reason reason) {
        if (reason == Reason.TOO_LITTLE) {
            return String.format(
                    Locale.ROOT,
                    "%s: %d of cheap and %d of the reference, at least %d are needed",
                    reason.sentence(),
                    evidence.cheapDecisions(),
                    evidence.referenceDecisions(),
                    settings.leastDecisions());
        }
        if (status == Status.PROPOSED) {
            return String.format(
                    Locale.ROOT,
                    "%s: %s would be %.1f %% cheaper, at worst %.1f %% dearer than the approved %s",
                    reason.sentence(),
                    cheapest,
                    100 * gain(),
                    100 * harm,
                    approved);
        }
        return reason.sentence();
    }

    private List<CurvePoint> curve() {
        List<CurvePoint> points = new ArrayList<>();
        double z = critical();
        for (double edge : Recommender.grid(last.bins())) {
            Estimate change = contrasts.costChange(current, edge, z);
            if (change.isKnown()) {
                points.add(
                        new CurvePoint(
                                edge,
                                currentCost + change.value(),
                                currentCost + change.interval().low(),
                                currentCost + change.interval().high()));
            }
        }
        return points;
    }
}
