package dev.routesight.cascade;

import java.util.List;
import java.util.function.Function;

/**
 * What is known of a verifier and the route whose answers it scores.
 *
 * @param bins tenths of the score, lowest first
 * @param all over all of them; its sums over users are those of users
 * @param mostEscalated highest score that the gate escalated of its own; null without one
 * @param leastShipped lowest score that it let pass; null without one
 */
public record Gate(
        String verifier,
        String route,
        List<GateBin> bins,
        GateBin all,
        Double mostEscalated,
        Double leastShipped) {
    /** Tenths of the score. */
    public static final int BINS = 10;

    /**
     * The threshold below which it escalates, the roundest number that fits what it did; {@code
     * NaN} where it escalated nothing or shipped nothing, and where it did not keep to one.
     */
    public double threshold() {
        if (mostEscalated == null || leastShipped == null || mostEscalated >= leastShipped) {
            return Double.NaN;
        }
        for (double unit = 10; unit <= 1e6; unit *= 10) {
            double rounded = Math.floor(leastShipped * unit + 1e-9) / unit;
            if (rounded > mostEscalated) {
                return rounded;
            }
        }
        return leastShipped;
    }

    /** The sum over bins of what one of their parts says. */
    double total(Function<GateBin, Double> of) {
        return bins.stream().mapToDouble(of::apply).sum();
    }

    /** How much more counts vary than those of independent answers. */
    double designEffect(double level) {
        return Math.max(
                1,
                Math.max(
                        all.shippedByChance().rate(level).designEffect(),
                        all.escalated().rate(level).designEffect()));
    }
}
