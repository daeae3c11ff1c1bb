package dev.routesight.answer;

import dev.routesight.database.MoneyTallies.CohortMoney;
import dev.routesight.database.MoneyTallies.Day;
import dev.routesight.money.Ledger;
import dev.routesight.money.MisrouteCost;
import dev.routesight.stats.Estimate;
import dev.routesight.stats.Fieller;
import dev.routesight.stats.Interval;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The ledger of a cohort by day and over all days, with what bad answers cost by a price book. */
public final class MoneyAnswer {
    /**
     * A day, or all of them.
     *
     * @param day null for all
     * @param misroutes bad answers that cheap gave and the reference would not have
     * @param lost what they cost by the price book, in USD; unknown without one, and where they are
     *     unidentifiable
     * @param ledger at the price of {@code rejected}
     */
    public record Line(
            LocalDate day, Day sums, MisrouteCost misroutes, Estimate lost, Ledger ledger) {

        public double saved() {
            return sums.accounts.saved();
        }

        /** Saved less lost; unknown where that is. */
        public Estimate net() {
            if (!lost.isKnown()) {
                return Estimate.NONE;
            }
            Interval i = lost.interval();
            return new Estimate(
                    saved() - lost.value(),
                    lost.standardError(),
                    new Interval(saved() - i.high(), saved() - i.low()));
        }

        /** What a bad answer may cost before routing loses money; null when that is unknown. */
        public Fieller breakEven() {
            boolean known =
                    misroutes.isIdentified()
                            && misroutes.answers().value() > 0
                            && ledger.breakEven().isBounded();
            return known ? ledger.breakEven() : null;
        }
    }

    private final CohortMoney cohort;
    private final Map<String, Double> prices;
    private final boolean priced;
    private final double level;
    private final List<Line> days = new ArrayList<>();
    private final Line toDate;

    /**
     * @param prices USD by kind of signal, of this cohort
     * @param priced whether there is a price book
     */
    public MoneyAnswer(
            CohortMoney cohort, Map<String, Double> prices, boolean priced, double level) {
        this.cohort = cohort;
        this.prices = prices;
        this.priced = priced;
        this.level = level;
        Day all = new Day();
        cohort.days()
                .forEach(
                        (day, sums) -> {
                            days.add(line(day, sums));
                            all.add(sums);
                        });
        this.toDate = line(null, all);
    }

    public String cohort() {
        return cohort.cohort();
    }

    /** A line a day. */
    public List<Line> days() {
        return days;
    }

    /** All days together. */
    public Line toDate() {
        return toDate;
    }

    public boolean isIdentified() {
        return toDate.misroutes().isIdentified();
    }

    /** Whether there are prices and bad answers to put them on. */
    public boolean isPriced() {
        return priced && isIdentified();
    }

    /** Saved / lost over all days; null unless {@code rejected} alone has a price. */
    public Fieller ratio() {
        return isPriced() && pricesRejectedOnly() && priceOfRejected() > 0
                ? toDate.ledger().ratio()
                : null;
    }

    /** Whether no other kind of signal than {@code rejected} has a price. */
    public boolean pricesRejectedOnly() {
        return prices.entrySet().stream()
                .allMatch(p -> p.getKey().equals("rejected") || p.getValue() == 0);
    }

    /** USD of one rejected answer. */
    public double priceOfRejected() {
        return prices.getOrDefault("rejected", 0.0);
    }

    private Line line(LocalDate day, Day sums) {
        MisrouteCost misroutes = cohort.randomised().misroutes(sums.policyCheap, level);
        Ledger ledger = Ledger.of(sums.accounts, misroutes, priceOfRejected(), level);
        return new Line(day, sums, misroutes, lost(sums, misroutes, ledger), ledger);
    }

    private Estimate lost(Day sums, MisrouteCost misroutes, Ledger ledger) {
        if (!priced || !misroutes.isIdentified()) {
            return Estimate.NONE;
        }
        return pricesRejectedOnly()
                ? ledger.misroute()
                : cohort.randomised().priced(sums.policyCheap, level);
    }
}
