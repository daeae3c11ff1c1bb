package dev.routesight.control;

import dev.routesight.stats.Estimate;
import dev.routesight.stats.Interval;

/** What traffic of one route says of each bin: rejected rate, money, and how surely. */
final class RouteBins {
    private final PeriodBins sums;
    private final Traffic traffic;
    private final double designEffect;

    RouteBins(PeriodBins sums, Traffic traffic) {
        this.sums = sums;
        this.traffic = traffic;
        this.designEffect = designEffectOfUnits();
    }

    boolean hasEnough(int bin) {
        return get(bin, BinSum.DECISIONS) >= Contrasts.LEAST_OF_BIN
                && get(bin, BinSum.WITH_COST) > 0;
    }

    double rate(int bin) {
        return get(bin, BinSum.REJECTED) / get(bin, BinSum.DECISIONS);
    }

    /** USD a decision whose cost is known. */
    double meanCost(int bin) {
        return get(bin, BinSum.COST_USD) / 1e9 / get(bin, BinSum.WITH_COST);
    }

    double designEffect() {
        return designEffect;
    }

    /** Σ over bins of weight · (price · rejected rate, and mean cost if money counts). */
    Estimate standardised(double[] weights, double price, boolean money, double critical) {
        StandardisedRate rates = new StandardisedRate();
        double paid = 0;
        double variance = 0;
        for (int bin = 0; bin < weights.length; bin++) {
            if (weights[bin] == 0) {
                continue;
            }
            rates.add(
                    weights[bin],
                    get(bin, BinSum.DECISIONS),
                    get(bin, BinSum.REJECTED),
                    designEffect);
            if (money) {
                paid += weights[bin] * meanCost(bin);
                variance +=
                        weights[bin]
                                * weights[bin]
                                * designEffect
                                * (moneyVariance(bin) + 2 * price * covariance(bin))
                                / get(bin, BinSum.WITH_COST);
            }
        }
        Estimate rate = rates.estimate(critical).times(price);
        double value = paid + rate.value();
        double spread = critical * Math.sqrt(variance);
        return new Estimate(
                value,
                Math.hypot(rate.standardError(), Math.sqrt(variance)),
                new Interval(
                        value - Math.hypot(rate.value() - rate.interval().low(), spread),
                        value + Math.hypot(rate.interval().high() - rate.value(), spread)));
    }

    private double moneyVariance(int bin) {
        double n = get(bin, BinSum.WITH_COST);
        double mean = meanCost(bin);
        double square = get(bin, BinSum.COST_USD_SQ) / 1e9 / n;
        return Math.max(0, square - mean * mean) * n / Math.max(1, n - 1);
    }

    private double covariance(int bin) {
        double product = get(bin, BinSum.COST_REJECTED_USD) / 1e9 / get(bin, BinSum.DECISIONS);
        return Math.max(0, product - meanCost(bin) * rate(bin));
    }

    /**
     * Of units within bins: Σ (x_u − p n_u)² / Σ n p(1 − p) (linearised ratio estimator; Cochran,
     * "Sampling Techniques"; Kish, "Survey Sampling"), 1 at least and where units were not counted.
     */
    private double designEffectOfUnits() {
        double clustered = 0;
        double independent = 0;
        for (int bin = 0; bin < sums.bins(); bin++) {
            if (get(bin, BinSum.UNITS) == 0) {
                continue;
            }
            double p = rate(bin);
            independent += get(bin, BinSum.DECISIONS) * p * (1 - p);
            double squares =
                    get(bin, BinSum.UNIT_REJECTED_SQ)
                            - 2 * p * get(bin, BinSum.UNIT_DECISIONS_REJECTED)
                            + p * p * get(bin, BinSum.UNIT_DECISIONS_SQ);
            clustered += Math.max(0, squares);
        }
        return independent > 0 ? Math.max(1, clustered / independent) : 1;
    }

    private double get(int bin, BinSum sum) {
        return sums.get(traffic, bin, sum);
    }
}
