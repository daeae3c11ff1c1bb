package dev.routesight.money;

import dev.routesight.stats.Estimate;
import dev.routesight.stats.Fieller;
import dev.routesight.stats.Interval;

/**
 * Saved against lost, of a day or of a month to date.
 *
 * @param saved reference cost of root decisions − all that was spent, shadows included; an account,
 *     so without error (see {@code Delta} for what arms say, with error)
 * @param misroute cost of bad answers
 * @param net saved − misroute
 * @param ratio saved / misroute
 * @param breakEven price of a bad answer at which net is 0, in USD
 * @param reason why the last four are unknown, else empty
 */
public record Ledger(
        double saved,
        Estimate misroute,
        Estimate net,
        Fieller ratio,
        Fieller breakEven,
        String reason) {

    /**
     * What was spent, and what it would have cost.
     *
     * @param rootReference reference cost of root decisions: those that are no retry, escalation,
     *     or answer to a rephrase or correction
     * @param spent cost of all decisions
     * @param shadows cost of shadow answers
     */
    public record Accounts(double rootReference, double spent, double shadows) {
        public double saved() {
            return rootReference - spent - shadows;
        }

        public Accounts plus(Accounts other) {
            return new Accounts(
                    rootReference + other.rootReference,
                    spent + other.spent,
                    shadows + other.shadows);
        }
    }

    /**
     * @param price of one bad answer, in USD
     */
    public static Ledger of(Accounts accounts, MisrouteCost misroutes, double price, double level) {
        double saved = accounts.saved();
        if (!misroutes.isIdentified()) {
            return new Ledger(saved, Estimate.NONE, Estimate.NONE, null, null, misroutes.reason());
        }
        Estimate lost = misroutes.at(price);
        Interval i = lost.interval();
        double z = MisrouteCost.critical(level);
        double v = misroutes.answers().standardError() * misroutes.answers().standardError();
        return new Ledger(
                saved,
                lost,
                new Estimate(
                        saved - lost.value(),
                        lost.standardError(),
                        new Interval(saved - i.high(), saved - i.low())),
                Fieller.of(saved, lost.value(), 0, 0, v * price * price, z),
                Fieller.of(saved, misroutes.answers().value(), 0, 0, v, z),
                "");
    }
}
