package dev.routesight.cascade;

import dev.routesight.money.MisrouteCost;
import dev.routesight.stats.Estimate;
import dev.routesight.stats.Interval;
import dev.routesight.stats.TwoByTwo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What having the cascade is worth: rejections that escalating spared, at a price each, less what
 * the answers that came instead cost, the verifier and the wait. Against shipping everything: the
 * refused answer is paid for either way.
 *
 * <p>Spared: Σ over tenths of the score of N_b · (r_b − e_b), with N_b answers that the gate
 * escalated, e_b the rejected rate of those that came instead, and r_b that of answers of like
 * score that chance shipped; intervals as for {@link MisrouteCost}, which is the same sum. What was
 * spent is known and has no interval.
 *
 * @param spared rejections, {@link Estimate#NONE} where they are unidentifiable
 * @param escalations with a known end, of which they are
 * @param escalationUsd cost of the answers that came instead
 * @param verifierUsd of all that the gate decided about
 * @param waitUsd of the wait
 * @param net at the price
 * @param reason why it is unidentifiable and what would help, else empty
 */
public record CascadeValue(
        Estimate spared,
        double escalations,
        double escalationUsd,
        double verifierUsd,
        double waitUsd,
        Estimate net,
        String reason) {

    /**
     * What is paid for.
     *
     * @param rejected USD that a rejected answer costs
     * @param verifier USD that scoring an answer costs
     * @param second USD that a second of waiting costs
     */
    public record Prices(double rejected, double verifier, double second) {}

    public static CascadeValue of(Gate gate, Prices prices, double level) {
        double effect = gate.designEffect(level);
        List<MisrouteCost.Bin> bins = new ArrayList<>();
        double escalations = 0;
        double blind = 0;
        double usd = 0;
        double seconds = 0;
        for (GateBin bin : gate.bins()) {
            GateSums instead = bin.escalated();
            GateSums shipped = bin.shippedByChance();
            usd += instead.escalationUsd();
            seconds += instead.waitedSeconds();
            escalations += instead.seen();
            blind += shipped.seen() == 0 ? instead.seen() : 0;
            bins.add(
                    new MisrouteCost.Bin(
                            "",
                            instead.seen(),
                            new TwoByTwo(
                                    shipped.rejected(),
                                    shipped.seen(),
                                    instead.rejected(),
                                    instead.seen()),
                            effect));
        }
        double verifier = prices.verifier() * gate.total(GateBin::gated);
        double wait = prices.second() * seconds;
        String reason = reason(escalations, blind);
        Estimate spared = reason.isEmpty() ? MisrouteCost.of(bins, level).answers() : Estimate.NONE;
        Estimate net = less(spared.times(prices.rejected()), usd + verifier + wait);
        return new CascadeValue(spared, escalations, usd, verifier, wait, net, reason);
    }

    private static String reason(double escalations, double blind) {
        if (escalations == 0) {
            return "unidentifiable: no escalated answer with a score and a known end";
        }
        return blind == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        "unidentifiable: %.0f of %.0f escalated answers have scores of which none"
                                + " shipped by chance; let a coin ship a small share of them",
                        blind,
                        escalations);
    }

    private static Estimate less(Estimate gain, double cost) {
        if (!gain.isKnown()) {
            return Estimate.NONE;
        }
        Interval i = gain.interval();
        return new Estimate(
                gain.value() - cost,
                gain.standardError(),
                new Interval(i.low() - cost, i.high() - cost));
    }

    public boolean isIdentified() {
        return reason.isEmpty();
    }

    public double spentUsd() {
        return escalationUsd + verifierUsd + waitUsd;
    }

    /**
     * What a rejection must cost at least for the cascade to pay: what was spent / spared. Unknown
     * where escalating cannot be told to spare any.
     */
    public Estimate breakEven() {
        if (!isIdentified() || !(spared.interval().low() > 0)) {
            return Estimate.NONE;
        }
        double paid = spentUsd();
        Interval i = spared.interval();
        return new Estimate(
                paid / spared.value(), Double.NaN, new Interval(paid / i.high(), paid / i.low()));
    }
}
