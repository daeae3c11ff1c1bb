package dev.routesight.cascade;

import dev.routesight.stats.Estimate;
import dev.routesight.stats.Interval;
import dev.routesight.stats.Proportion;
import java.util.Locale;

/**
 * What a gate stopped needlessly: of the answers it escalated, the share that users would have
 * accepted, as they accepted answers of like score that chance shipped. Σ N_b (1 − r_b) / Σ N_b
 * over tenths of the score, with N_b escalated and r_b the rejected rate of what chance shipped;
 * the interval is that of a weighted sum of rates from the intervals of each (Zou and Donner 2008,
 * "Construction of confidence limits about effect measures: a general approach"), each Wilson's
 * with the effective number of answers.
 *
 * @param share of them, {@link Estimate#NONE} where it is unidentifiable
 * @param compared answers that chance shipped
 * @param reason why it is unidentifiable and what would help, else empty
 */
public record Needless(Estimate share, double compared, String reason) {

    public static Needless explored(Gate gate, double level) {
        double stopped = gate.total(bin -> bin.escalated().answers());
        double sum = 0;
        double blind = 0;
        double compared = 0;
        double low = 0;
        double high = 0;
        double variance = 0;
        for (GateBin bin : gate.bins()) {
            double weight = bin.escalated().answers() / stopped;
            GateSums shipped = bin.shippedByChance();
            if (!(weight > 0)) {
                continue;
            }
            if (shipped.seen() == 0) {
                blind += bin.escalated().answers();
                continue;
            }
            double effect = Math.max(1, shipped.rate(level).designEffect());
            double n = shipped.seen() / effect;
            double p = 1 - shipped.rejected() / shipped.seen();
            Interval i = Proportion.wilson(p * n, n, level);
            compared += shipped.seen();
            sum += weight * p;
            variance += weight * weight * p * (1 - p) / n;
            low += square(weight * (p - i.low()));
            high += square(weight * (i.high() - p));
        }
        if (stopped == 0) {
            return new Needless(Estimate.NONE, 0, "the gate stopped no answer with a known score");
        }
        if (blind > 0) {
            return new Needless(
                    Estimate.NONE,
                    compared,
                    String.format(
                            Locale.ROOT,
                            "unidentifiable: %.0f of %.0f stopped answers have scores of which"
                                    + " none shipped by chance; let a coin ship a small share of"
                                    + " them, or have shadow pairs judged",
                            blind,
                            stopped));
        }
        return new Needless(
                new Estimate(
                        sum,
                        Math.sqrt(variance),
                        new Interval(
                                Math.max(0, sum - Math.sqrt(low)),
                                Math.min(1, sum + Math.sqrt(high)))),
                compared,
                "");
    }

    public boolean isIdentified() {
        return reason.isEmpty();
    }

    private static double square(double x) {
        return x * x;
    }
}
