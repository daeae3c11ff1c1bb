package dev.routesight.money;

import dev.routesight.stats.Critical;
import dev.routesight.stats.Estimate;
import dev.routesight.stats.Interval;
import dev.routesight.stats.TwoByTwo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Bad answers that cheap gave and the reference would not have: Σ over bins of the score of
 * N(cheap, policy) × [rejected rate of cheap − of the reference], both rates from randomised
 * traffic of the bin. Policy traffic cannot tell: in a bin it has one route only, or different
 * queries.
 *
 * @param answers excess bad answers, NaN where it is unidentifiable
 * @param reason why it is unidentifiable and what would help, else empty
 */
public record MisrouteCost(Estimate answers, String reason) {

    /**
     * A bin of the score (of one query shape, where there are several).
     *
     * @param policyCheap decisions that the policy sent to cheap
     * @param randomised cheap (x1 of n1) against the reference (x0 of n0)
     * @param designEffect of users who recur, 1 or more
     */
    public record Bin(String name, double policyCheap, TwoByTwo randomised, double designEffect) {}

    public static MisrouteCost of(List<Bin> bins, double level) {
        double excess = 0;
        double variance = 0;
        double all = 0;
        double blind = 0;
        double low = 0;
        double high = 0;
        List<String> without = new ArrayList<>();
        for (Bin bin : bins) {
            all += bin.policyCheap();
            if (bin.policyCheap() == 0) {
                continue;
            }
            TwoByTwo t = bin.randomised();
            if (!t.isComparable()) {
                blind += bin.policyCheap();
                without.add(bin.name());
                continue;
            }
            double d = t.difference();
            double effect = Math.max(1, bin.designEffect());
            excess += bin.policyCheap() * d;
            variance += bin.policyCheap() * bin.policyCheap() * t.differenceVariance() * effect;
            // the bins' own intervals, as effective numbers, put together as for a sum
            Interval i =
                    new TwoByTwo(t.x1() / effect, t.n1() / effect, t.x0() / effect, t.n0() / effect)
                            .newcombe(level)
                            .interval();
            low += square(bin.policyCheap() * (d - i.low()));
            high += square(bin.policyCheap() * (i.high() - d));
        }
        if (blind > 0) {
            return new MisrouteCost(
                    Estimate.NONE,
                    String.format(
                            Locale.ROOT,
                            "unidentifiable: %.0f of %.0f decisions sent to cheap are in bins"
                                + " without randomised traffic of both routes (%s); give a small"
                                + " share of them a random route",
                            blind,
                            all,
                            String.join(", ", without)));
        }
        return new MisrouteCost(
                new Estimate(
                        excess,
                        Math.sqrt(variance),
                        new Interval(excess - Math.sqrt(low), excess + Math.sqrt(high))),
                "");
    }

    public boolean isIdentified() {
        return reason.isEmpty();
    }

    /** In USD, at a price for one bad answer. */
    public Estimate at(double price) {
        return isIdentified() ? answers.times(price) : Estimate.NONE;
    }

    /** The critical value that its intervals are made with. */
    static double critical(double level) {
        return Critical.z(level);
    }

    private static double square(double x) {
        return x * x;
    }
}
