package dev.routesight.shadow;

import dev.routesight.stats.Critical;
import dev.routesight.stats.Estimate;
import dev.routesight.stats.Interval;
import dev.routesight.stats.Power;
import dev.routesight.stats.Proportion;

/**
 * Win, tie and loss of the primary answer against the shadow answer, each weighted by 1/(sample
 * rate) so that it speaks of all traffic. With W = Σ1/rate: share = W_v/W; Σ w²(1[v] − share)²/W²
 * is its variance, and W²/Σw² the effective number of pairs, which the intervals use.
 */
public record ShadowPairs(Verdicts win, Verdicts tie, Verdicts loss) {

    private Verdicts all() {
        return win.plus(tie).plus(loss);
    }

    public double pairs() {
        return all().pairs();
    }

    /** W²/Σw²: so many pairs of one rate would tell as much. */
    public double effective() {
        Verdicts all = all();
        return all.weightSquares() == 0 ? 0 : all.weight() * all.weight() / all.weightSquares();
    }

    /** Share of all traffic where the primary answer wins. */
    public Estimate winRate(double level) {
        return share(win, level);
    }

    public Estimate tieRate(double level) {
        return share(tie, level);
    }

    public Estimate lossRate(double level) {
        return share(loss, level);
    }

    private Estimate share(Verdicts part, double level) {
        Verdicts all = all();
        if (all.weight() == 0) {
            return Estimate.NONE;
        }
        double p = part.weight() / all.weight();
        double rest = all.weightSquares() - part.weightSquares();
        double variance =
                ((1 - p) * (1 - p) * part.weightSquares() + p * p * rest)
                        / (all.weight() * all.weight());
        // the variance says how many equal pairs these are worth; with p at 0 or 1, Kish does
        double independent = p * (1 - p);
        double n = variance > 0 ? Math.min(all.pairs(), independent / variance) : effective();
        return new Estimate(
                p, Math.sqrt(variance), Proportion.interval(Math.min(n, p * n), n, level));
    }

    /** Win rate − loss rate: above 0, the primary answers are better; −1 to 1. */
    public Estimate net(double level) {
        Verdicts all = all();
        if (all.weight() == 0) {
            return Estimate.NONE;
        }
        double d = (win.weight() - loss.weight()) / all.weight();
        double se = Math.sqrt(netVariance(d)) / all.weight();
        Estimate plain = Estimate.of(d, se, Critical.z(level));
        return new Estimate(d, se, plain.interval().within(-1, 1));
    }

    /** Σ w²(s − d)² with s = 1, 0, −1. */
    private double netVariance(double d) {
        return win.weightSquares() * (1 - d) * (1 - d)
                + tie.weightSquares() * d * d
                + loss.weightSquares() * (1 + d) * (1 + d);
    }

    /** The smallest true win − loss that as many pairs would show. */
    public double detectable(Power power) {
        double d = net(Critical.LEVEL).value();
        return power.detectable(Math.sqrt(netVariance(d)) / all().weight());
    }

    /** Pairs still needed, sampled as these were, to see a true win − loss of this size. */
    public double stillNeeded(double net, Power power) {
        double factor = detectable(power) / Math.abs(net);
        return Math.max(0, pairs() * (factor * factor - 1));
    }

    /** Everything known about which is better, in words. */
    public String verdict(double level) {
        if (pairs() == 0) {
            return "unidentifiable: no pairs were judged";
        }
        Interval net = net(level).interval();
        if (net.low() > 0) {
            return "the primary answers are better";
        }
        return net.high() < 0 ? "the shadow answers are better" : "no difference to be seen";
    }
}
