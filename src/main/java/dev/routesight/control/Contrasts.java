package dev.routesight.control;

import dev.routesight.stats.Estimate;
import dev.routesight.stats.Interval;

/**
 * What moving the threshold changes, from randomised traffic alone. Between thresholds a &lt; b the
 * policy sends bin i's share w_i to cheap under b and to the reference under a, so that
 *
 * <p>C(b) − C(a) = Σ over bins between of w_i · (ȳ_cheap,i − ȳ_reference,i),
 *
 * <p>y = cost + price · rejected of one decision, ȳ the mean of the bin's randomised decisions, w_i
 * the bin's share of all decisions: the score comes before the route, so its distribution is the
 * same under any threshold. A threshold within a bin takes the share of the bin that lies below it,
 * as if scores and costs were even in it.
 *
 * <p>Each route's part is a rate standardised to the weights, with the limits of {@link
 * StandardisedRate}; the two are put together by the squares of how far their limits are away (Zou
 * and Donner (2008), "Construction of confidence limits about effect measures", MOVER). Not
 * covered: users who recur in many bins, and the error of w, which is small.
 */
final class Contrasts {
    /** Fewer randomised decisions of a route than this say nothing about a bin. */
    static final long LEAST_OF_BIN = 5;

    /** A threshold so near the edge of a bin is at it. */
    private static final double GRID = 1e-9;

    private final int bins;
    private final double[] weight;
    private final boolean[] supported;
    private final RouteBins cheap;
    private final RouteBins reference;
    private final PeriodBins last;
    private final double price;

    /**
     * @param evidence whose randomised decisions speak
     * @param last whose bins are weighed
     */
    Contrasts(PeriodBins evidence, PeriodBins last, double price) {
        this.bins = evidence.bins();
        this.last = last;
        this.price = price;
        weight = new double[bins];
        supported = new boolean[bins];
        double all = 0;
        for (int bin = 0; bin < bins; bin++) {
            all += last.decisions(bin);
        }
        cheap = new RouteBins(evidence, Traffic.RANDOMISED_CHEAP);
        reference = new RouteBins(evidence, Traffic.RANDOMISED_REFERENCE);
        for (int bin = 0; bin < bins; bin++) {
            weight[bin] = all == 0 ? 0 : last.decisions(bin) / all;
            supported[bin] = weight[bin] == 0 || cheap.hasEnough(bin) && reference.hasEnough(bin);
        }
    }

    /**
     * From one threshold to another, in USD a decision.
     *
     * @param critical of the normal distribution, for both sides
     */
    Estimate costChange(double from, double to, double critical) {
        return change(from, to, price, true, critical);
    }

    /** The value of {@link #costChange} alone; NaN where it is not supported. */
    double costDifference(double from, double to) {
        if (!supports(from, to)) {
            return Double.NaN;
        }
        double sum = 0;
        for (int bin = 0; bin < bins; bin++) {
            double share = share(bin, from, to) * weight[bin];
            if (share > 0) {
                sum +=
                        share
                                * (cost(cheap, Traffic.POLICY_CHEAP, bin)
                                        - cost(reference, Traffic.POLICY_REFERENCE, bin));
            }
        }
        return to >= from ? sum : -sum;
    }

    /** From one threshold to another, of the rejected rate. */
    Estimate rejectedChange(double from, double to, double critical) {
        return change(from, to, 1, false, critical);
    }

    private Estimate change(double from, double to, double price, boolean money, double critical) {
        if (!supports(from, to)) {
            return Estimate.NONE;
        }
        double[] weights = new double[bins];
        for (int bin = 0; bin < bins; bin++) {
            weights[bin] = share(bin, from, to) * weight[bin];
        }
        Estimate more = cheap.standardised(weights, price, money, critical);
        Estimate less = reference.standardised(weights, price, money, critical);
        double difference = more.value() - less.value();
        double up =
                Math.hypot(
                        more.interval().high() - more.value(),
                        less.value() - less.interval().low());
        double down =
                Math.hypot(
                        more.value() - more.interval().low(),
                        less.interval().high() - less.value());
        double error = Math.hypot(more.standardError(), less.standardError());
        return to >= from
                ? new Estimate(difference, error, new Interval(difference - down, difference + up))
                : new Estimate(
                        -difference, error, new Interval(-difference - up, -difference + down));
    }

    /** Whether all bins that two thresholds differ in have randomised traffic of both routes. */
    boolean supports(double from, double to) {
        if (Double.isNaN(from) || Double.isNaN(to)) {
            return false;
        }
        for (int bin = 0; bin < bins; bin++) {
            if (!supported[bin] && share(bin, from, to) > 0) {
                return false;
            }
        }
        return true;
    }

    /** The lowest threshold that can be compared with one; itself if none can. */
    double lowestFrom(double threshold) {
        int bin = (int) Math.ceil(threshold * bins - GRID) - 1;
        double low = threshold;
        while (bin >= 0 && supported[bin]) {
            low = (double) bin / bins;
            bin--;
        }
        return Math.min(low, threshold);
    }

    /** The highest likewise. */
    double highestFrom(double threshold) {
        int bin = (int) Math.floor(threshold * bins + GRID);
        double high = threshold;
        while (bin < bins && supported[bin]) {
            bin++;
            high = (double) bin / bins;
        }
        return Math.max(high, threshold);
    }

    /** The share of a bin that lies between two thresholds. */
    private double share(int bin, double from, double to) {
        double low = Math.max(bin, Math.min(from, to) * bins);
        double high = Math.min(bin + 1, Math.max(from, to) * bins);
        return Math.max(0, high - low);
    }

    /**
     * Expected cost of a decision at the threshold in force. Where randomised traffic is missing,
     * what the policy itself saw of its own choice stands in. NaN where neither is known.
     */
    double costAt(double threshold) {
        double sum = 0;
        for (int bin = 0; bin < bins; bin++) {
            if (weight[bin] == 0) {
                continue;
            }
            double below = Math.min(1, Math.max(0, threshold * bins - bin));
            if (below > 0) {
                sum += weight[bin] * below * cost(cheap, Traffic.POLICY_CHEAP, bin);
            }
            if (below < 1) {
                sum += weight[bin] * (1 - below) * cost(reference, Traffic.POLICY_REFERENCE, bin);
            }
        }
        return sum;
    }

    private double cost(RouteBins route, Traffic policy, int bin) {
        RouteBins of = supported[bin] ? route : new RouteBins(last, policy);
        return of.meanCost(bin) + price * of.rate(bin);
    }

    double designEffect() {
        return Math.max(cheap.designEffect(), reference.designEffect());
    }

    /** Bins with traffic and enough of both routes. */
    int binsSupported() {
        int count = 0;
        for (int bin = 0; bin < bins; bin++) {
            count += supported[bin] && weight[bin] > 0 ? 1 : 0;
        }
        return count;
    }
}
