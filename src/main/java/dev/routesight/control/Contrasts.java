package dev.routesight.control;

import dev.routesight.stats.Critical;
import dev.routesight.stats.Estimate;

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
 * <p>Its variance is the delta method's: Σ w_i² · (s²_cheap,i/n_cheap,i +
 * s²_reference,i/n_reference,i) times a design effect of units within bins (linearised ratio
 * estimator; Cochran, "Sampling Techniques"; Kish, "Survey Sampling"). The rate within s² is shrunk
 * to its route's by two decisions, and the route's by one rejected and one not, so that a bin in
 * which nothing happened yet is not taken for one in which nothing happens. Not covered: users who
 * recur in many bins, and the error of w, which is small.
 */
final class Contrasts {
    /** Fewer randomised decisions of a route than this say nothing about a bin. */
    static final long LEAST_OF_BIN = 5;

    private static final double SHRINK = 2;

    /** A threshold so near the edge of a bin is at it. */
    private static final double GRID = 1e-9;

    private final int bins;
    private final double[] weight;
    private final boolean[] supported;
    private final Route cheap;
    private final Route reference;
    private final PeriodBins last;
    private final double price;

    /** Means and their variances by bin, of cost with bad answers and of the rejected rate. */
    private static final class Route {
        final double[] cost;
        final double[] costVariance;
        final double[] rate;
        final double[] rateVariance;
        final double designEffect;

        Route(PeriodBins sums, Traffic traffic, double price) {
            int bins = sums.bins();
            cost = new double[bins];
            costVariance = new double[bins];
            rate = new double[bins];
            rateVariance = new double[bins];
            double all = sums.total(traffic, BinSum.DECISIONS);
            double typical = (sums.total(traffic, BinSum.REJECTED) + 1) / (all + 2);
            double clustered = 0;
            double independent = 0;
            boolean units = sums.total(traffic, BinSum.UNITS) > 0;
            for (int bin = 0; bin < bins; bin++) {
                double n = sums.get(traffic, bin, BinSum.DECISIONS);
                double x = sums.get(traffic, bin, BinSum.REJECTED);
                rate[bin] = x / n;
                double shrunk = (x + SHRINK * typical) / (n + SHRINK);
                rateVariance[bin] = shrunk * (1 - shrunk) / n;
                double paid = meanCost(sums, traffic, bin);
                cost[bin] = paid + price * rate[bin];
                costVariance[bin] =
                        (moneyVariance(sums, traffic, bin, paid)
                                                + 2 * price * covariance(sums, traffic, bin, paid))
                                        / n
                                + price * price * rateVariance[bin];
                if (units && n > 0) {
                    independent += n * rate[bin] * (1 - rate[bin]);
                    clustered += squaresOfUnits(sums, traffic, bin, rate[bin]);
                }
            }
            designEffect = independent > 0 ? Math.max(1, clustered / independent) : 1;
        }
    }

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
        cheap = new Route(evidence, Traffic.RANDOMISED_CHEAP, price);
        reference = new Route(evidence, Traffic.RANDOMISED_REFERENCE, price);
        for (int bin = 0; bin < bins; bin++) {
            weight[bin] = all == 0 ? 0 : last.decisions(bin) / all;
            boolean both =
                    hasEnough(evidence, Traffic.RANDOMISED_CHEAP, bin)
                            && hasEnough(evidence, Traffic.RANDOMISED_REFERENCE, bin);
            supported[bin] = weight[bin] == 0 || both;
        }
    }

    private static boolean hasEnough(PeriodBins sums, Traffic traffic, int bin) {
        return sums.get(traffic, bin, BinSum.DECISIONS) >= LEAST_OF_BIN
                && sums.get(traffic, bin, BinSum.WITH_COST) > 0;
    }

    /** From one threshold to another, in USD a decision. */
    Estimate costChange(double from, double to, double critical) {
        return change(
                from,
                to,
                cheap.cost,
                cheap.costVariance,
                reference.cost,
                reference.costVariance,
                critical);
    }

    /** From one threshold to another, of the rejected rate. */
    Estimate rejectedChange(double from, double to, double critical) {
        return change(
                from,
                to,
                cheap.rate,
                cheap.rateVariance,
                reference.rate,
                reference.rateVariance,
                critical);
    }

    private Estimate change(
            double from,
            double to,
            double[] cheapMean,
            double[] cheapVariance,
            double[] referenceMean,
            double[] referenceVariance,
            double critical) {
        if (!supports(from, to)) {
            return Estimate.NONE;
        }
        double sum = 0;
        double variance = 0;
        for (int bin = 0; bin < bins; bin++) {
            double share = share(bin, from, to) * weight[bin];
            if (share > 0) {
                sum += share * (cheapMean[bin] - referenceMean[bin]);
                variance +=
                        share
                                * share
                                * (cheapVariance[bin] * cheap.designEffect
                                        + referenceVariance[bin] * reference.designEffect);
            }
        }
        return Estimate.of(to >= from ? sum : -sum, Math.sqrt(variance), critical);
    }

    /** Whether all bins that two thresholds differ in have randomised traffic of both routes. */
    boolean supports(double from, double to) {
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

    private double cost(Route route, Traffic policy, int bin) {
        if (supported[bin]) {
            return route.cost[bin];
        }
        double n = last.get(policy, bin, BinSum.DECISIONS);
        return meanCost(last, policy, bin) + price * last.get(policy, bin, BinSum.REJECTED) / n;
    }

    double designEffect() {
        return Math.max(cheap.designEffect, reference.designEffect);
    }

    boolean isSupported(int bin) {
        return supported[bin];
    }

    /** Bins with traffic and enough of both routes. */
    int binsSupported() {
        int count = 0;
        for (int bin = 0; bin < bins; bin++) {
            count += supported[bin] && weight[bin] > 0 ? 1 : 0;
        }
        return count;
    }

    /** Whether some bin of the cohort was seen of both routes here and in another time. */
    boolean contradicts(Contrasts other, double chance) {
        double sum = 0;
        double variance = 0;
        double squares = 0;
        int compared = 0;
        for (int bin = 0; bin < bins; bin++) {
            if (!supported[bin] || !other.supported[bin] || weight[bin] == 0) {
                continue;
            }
            double d = excess(bin) - other.excess(bin);
            double v = excessVariance(bin) + other.excessVariance(bin);
            if (!(v > 0) || Double.isNaN(d)) {
                continue;
            }
            sum += weight[bin] * d;
            variance += weight[bin] * weight[bin] * v;
            squares += d * d / v;
            compared++;
        }
        return compared > 0
                && (Critical.twoSided(sum / Math.sqrt(variance)) < chance
                        || Critical.chiSquareTail(squares, compared) < chance);
    }

    private double excess(int bin) {
        return cheap.cost[bin] - reference.cost[bin];
    }

    private double excessVariance(int bin) {
        return cheap.costVariance[bin] * cheap.designEffect
                + reference.costVariance[bin] * reference.designEffect;
    }

    private static double meanCost(PeriodBins sums, Traffic traffic, int bin) {
        return sums.get(traffic, bin, BinSum.COST_USD)
                / 1e9
                / sums.get(traffic, bin, BinSum.WITH_COST);
    }

    private static double moneyVariance(PeriodBins sums, Traffic traffic, int bin, double mean) {
        double n = sums.get(traffic, bin, BinSum.WITH_COST);
        double square = sums.get(traffic, bin, BinSum.COST_USD_SQ) / 1e9 / n;
        return Math.max(0, square - mean * mean) * n / Math.max(1, n - 1);
    }

    private static double covariance(PeriodBins sums, Traffic traffic, int bin, double mean) {
        double n = sums.get(traffic, bin, BinSum.DECISIONS);
        double rate = sums.get(traffic, bin, BinSum.REJECTED) / n;
        double product = sums.get(traffic, bin, BinSum.COST_REJECTED_USD) / 1e9 / n;
        return Math.max(0, product - mean * rate);
    }

    private static double squaresOfUnits(PeriodBins sums, Traffic traffic, int bin, double rate) {
        double squares =
                sums.get(traffic, bin, BinSum.UNIT_REJECTED_SQ)
                        - 2 * rate * sums.get(traffic, bin, BinSum.UNIT_DECISIONS_REJECTED)
                        + rate * rate * sums.get(traffic, bin, BinSum.UNIT_DECISIONS_SQ);
        return Math.max(0, squares);
    }
}
