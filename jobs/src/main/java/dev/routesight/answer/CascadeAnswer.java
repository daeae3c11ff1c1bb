package dev.routesight.answer;

import dev.routesight.cascade.CascadeValue;
import dev.routesight.cascade.Gate;
import dev.routesight.cascade.GateBin;
import dev.routesight.cascade.GateSums;
import dev.routesight.cascade.GateThreshold;
import dev.routesight.cascade.Needless;
import dev.routesight.database.CascadeTables;
import dev.routesight.stats.Critical;
import dev.routesight.stats.Estimate;
import dev.routesight.stats.Proportion;

/**
 * What there is to say of a verifier, the gate behind it and the route whose answers it scores; 95
 * % intervals.
 *
 * @param needless what it stopped needlessly, from what chance shipped
 * @param judged the same from shadow pairs
 * @param threshold null without a price for rejections
 * @param value in USD; without a price only what was spent and spared
 */
public record CascadeAnswer(
        Gate gate,
        Needless needless,
        CascadeTables.Judged judged,
        GateThreshold threshold,
        CascadeValue value,
        boolean priced) {
    private static final double LEVEL = Critical.LEVEL;

    /**
     * What a person asked for.
     *
     * @param gate threshold in force; {@code NaN} to find out
     * @param rejected USD that a rejected answer costs; {@code NaN}: not known
     * @param verifier USD that scoring an answer costs
     * @param second USD that a second of waiting costs
     */
    public record Asked(double gate, double rejected, double verifier, double second) {}

    public static CascadeAnswer of(CascadeTables.Scored scored, Asked asked) {
        boolean priced = !Double.isNaN(asked.rejected());
        Gate gate = scored.gate();
        return new CascadeAnswer(
                gate,
                Needless.explored(gate, LEVEL),
                scored.judged(),
                priced ? GateThreshold.of(gate, asked.gate(), asked.rejected()) : null,
                CascadeValue.of(
                        gate,
                        new CascadeValue.Prices(
                                priced ? asked.rejected() : 0, asked.verifier(), asked.second()),
                        LEVEL),
                priced);
    }

    /** Of the answers that the gate decided about, the share that it escalated. */
    public Estimate escalated() {
        return escalated(gate.all());
    }

    /** The same of a tenth of the score. */
    public static Estimate escalated(GateBin bin) {
        double n = bin.gated();
        double x = bin.escalated().answers();
        return n == 0
                ? Estimate.NONE
                : new Estimate(x / n, Double.NaN, Proportion.wilson(x, n, LEVEL));
    }

    /** Rejected rate of answers with one fate. */
    public static Estimate rejected(GateSums sums) {
        if (sums.seen() == 0) {
            return Estimate.NONE;
        }
        var rate = sums.rate(LEVEL);
        return new Estimate(rate.rate(), rate.standardError(), rate.interval());
    }
}
