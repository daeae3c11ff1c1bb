package dev.routesight.cascade;

import dev.routesight.control.BinSum;
import dev.routesight.control.ControlSettings;
import dev.routesight.control.ControlState;
import dev.routesight.control.CurvePoint;
import dev.routesight.control.PeriodBins;
import dev.routesight.control.Reason;
import dev.routesight.control.Recommendation;
import dev.routesight.control.Recommender;
import dev.routesight.control.Traffic;
import dev.routesight.stats.Estimate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * What a person should do about the gate's threshold, by the rule for the router's own ({@link
 * Recommender}) with the score turned round: need = 1 − score, shipping is the cheap route,
 * escalating the reference. Evidence is what chance did, and what the gate did where it did one
 * thing with all answers of a tenth of the score. Costs are USD per scored answer.
 *
 * @param status proposed, hold or unidentifiable
 * @param why in words
 * @param current threshold below which the gate escalates; {@code NaN} when not known
 * @param proposed the current one unless proposed
 * @param cheapest where the estimated cost is least, of those that can be spoken of
 * @param curve expected cost by threshold, lowest first, where it is identified
 * @param coin share of scored answers that a coin should decide about where it is unidentifiable,
 *     and for how many times as long as these data took; 0: more would not help
 */
public record GateThreshold(
        String status,
        String why,
        double current,
        double proposed,
        double cheapest,
        double cost,
        Estimate costChange,
        Estimate rejectedChange,
        List<CurvePoint> curve,
        double coin,
        int coinPeriods) {
    private static final String ESCALATE = "escalate";

    /** Fewer answers of a fate say nothing about a tenth of the score, as in the rule. */
    private static final double LEAST_OF_BIN = 5;

    private static final String UNIDENTIFIABLE = "unidentifiable";

    /**
     * @param threshold below which the gate escalates; {@code NaN}: {@link Gate#threshold}
     * @param price USD that a rejected answer costs
     */
    public static GateThreshold of(Gate gate, double threshold, double price) {
        double current = Double.isNaN(threshold) ? gate.threshold() : threshold;
        if (Double.isNaN(current)) {
            return new GateThreshold(
                    UNIDENTIFIABLE,
                    "the gate's threshold is not known: its choices do not follow from one",
                    current,
                    current,
                    Double.NaN,
                    Double.NaN,
                    Estimate.NONE,
                    Estimate.NONE,
                    List.of(),
                    0,
                    0);
        }
        ControlSettings settings = ControlSettings.of(1_800_000L, Gate.BINS, ESCALATE, price);
        Recommendation said =
                new Recommender(settings)
                        .atPeriodEnd(ControlState.create(), period(gate, current), false);
        List<CurvePoint> curve = new ArrayList<>();
        for (CurvePoint p : said.curve()) {
            curve.add(new CurvePoint(turned(p.threshold()), p.cost(), p.low(), p.high()));
        }
        Collections.reverse(curve);
        boolean blind = said.status().equals(UNIDENTIFIABLE);
        return new GateThreshold(
                said.status(),
                words(said, gate, settings),
                current,
                turned(said.proposedThreshold()),
                turned(said.cheapestThreshold()),
                said.currentCost(),
                said.costChange(),
                said.rejectedChange(),
                curve,
                blind ? said.exploration().share() : 0,
                blind ? said.exploration().periods() : 0);
    }

    /** The sums in the terms of the rule. */
    static PeriodBins period(Gate gate, double threshold) {
        PeriodBins period = new PeriodBins(0, Gate.BINS);
        period.addThreshold(0, turned(threshold));
        for (int i = 0; i < Gate.BINS; i++) {
            GateBin bin = gate.bins().get(i);
            int need = Gate.BINS - 1 - i;
            boolean known = isEnough(bin.ifShipped()) && isEnough(bin.ifEscalated());
            GateSums shipped = known ? bin.ifShipped() : bin.shippedByChance();
            GateSums escalated = known ? bin.ifEscalated() : bin.escalatedByChance();
            add(period, Traffic.RANDOMISED_CHEAP, need, shipped);
            add(period, Traffic.RANDOMISED_REFERENCE, need, escalated);
            if (shipped.seen() < bin.shippedByChance().seen() + bin.shipped().seen()) {
                add(period, Traffic.POLICY_CHEAP, need, bin.shipped());
            }
            if (escalated.seen() < bin.escalatedByChance().seen() + bin.escalated().seen()) {
                add(period, Traffic.POLICY_REFERENCE, need, bin.escalated());
            }
        }
        return period;
    }

    private static boolean isEnough(GateSums sums) {
        return sums.seen() >= LEAST_OF_BIN && sums.withCost() > 0;
    }

    private static void add(PeriodBins to, Traffic traffic, int bin, GateSums s) {
        to.add(traffic, bin, BinSum.DECISIONS, (long) s.seen());
        to.add(traffic, bin, BinSum.REJECTED, (long) s.rejected());
        to.add(traffic, bin, BinSum.WITH_COST, (long) s.withCost());
        to.add(traffic, bin, BinSum.COST_USD, nanos(s.costUsd()));
        to.add(traffic, bin, BinSum.COST_USD_SQ, nanos(s.costUsdSq()));
        to.add(traffic, bin, BinSum.COST_REJECTED_USD, nanos(s.costRejectedUsd()));
        to.add(traffic, bin, BinSum.UNITS, (long) s.units());
        to.add(traffic, bin, BinSum.UNIT_DECISIONS_SQ, (long) s.unitSeenSq());
        to.add(traffic, bin, BinSum.UNIT_DECISIONS_REJECTED, (long) s.unitSeenRejected());
        to.add(traffic, bin, BinSum.UNIT_REJECTED_SQ, (long) s.unitRejectedSq());
    }

    private static long nanos(double usd) {
        return Math.round(usd * 1e9);
    }

    /** The same threshold of the score as one of need, and the other way round; on 1e-9. */
    private static double turned(double threshold) {
        return Math.rint((1 - threshold) * 1e9) / 1e9;
    }

    private static String words(Recommendation said, Gate gate, ControlSettings settings) {
        Reason reason = Reason.valueOf(said.reason().toUpperCase(Locale.ROOT).replace('-', '_'));
        return switch (reason) {
            case CHEAPER, STEP ->
                    String.format(
                            Locale.ROOT,
                            "%s would be %.1f %% cheaper, at worst %.1f %% %s than now%s",
                            turned(said.proposedThreshold()),
                            -100 * said.costChange().value() / said.currentCost(),
                            100 * Math.abs(said.harmBound()),
                            said.harmBound() > 0 ? "dearer" : "cheaper",
                            reason == Reason.STEP
                                    ? "; the cheapest is further off than one step may go"
                                    : "");
            case DEAD_BAND ->
                    String.format(
                            Locale.ROOT,
                            "no threshold that can be spoken of is cheaper by more than %.0f %%",
                            100 * settings.deadBand());
            case NOT_PROVEN -> "a cheaper threshold is likely, but its harm is not bounded yet";
            case TOO_LITTLE ->
                    String.format(
                            Locale.ROOT,
                            "%d answers show what shipping leads to and %d what escalating does;"
                                    + " at least %d of each are needed",
                            said.evidence().cheapDecisions(),
                            said.evidence().referenceDecisions(),
                            settings.leastDecisions());
            case NO_COST -> "what answers cost is not known";
            default ->
                    gate.total(b -> b.shippedByChance().seen() + b.escalatedByChance().seen()) == 0
                            ? "the gate alone decides, so nobody knows what the other choice leads"
                                    + " to"
                            : "near the gate's threshold no answers shipped, or were escalated, by"
                                    + " chance";
        };
    }
}
