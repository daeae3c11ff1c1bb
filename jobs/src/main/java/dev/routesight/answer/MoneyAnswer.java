package dev.routesight.answer;

import dev.routesight.database.MoneyTallies.CohortMoney;
import dev.routesight.database.MoneyTallies.Day;
import dev.routesight.money.Ledger;
import dev.routesight.money.MisrouteCost;
import dev.routesight.stats.Estimate;
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
     * @param lost what they cost by the price book, in USD; unknown where they are unidentifiable
     * @param ledger at the price of {@code rejected}
     */
    public record Line(
            LocalDate day, Day sums, MisrouteCost misroutes, Estimate lost, Ledger ledger) {

        public double saved() {
            return sums.accounts.saved();
        }
    }

    private final CohortMoney cohort;
    private final Map<String, Double> prices;
    private final double level;

    /**
     * @param prices USD by kind of signal, of this cohort
     */
    public MoneyAnswer(CohortMoney cohort, Map<String, Double> prices, double level) {
        this.cohort = cohort;
        this.prices = prices;
        this.level = level;
    }

    public String cohort() {
        return cohort.cohort();
    }

    /** A line a day. */
    public List<Line> days() {
        List<Line> lines = new ArrayList<>();
        cohort.days().forEach((day, sums) -> lines.add(line(day, sums)));
        return lines;
    }

    /** All days together. */
    public Line toDate() {
        Day all = new Day();
        cohort.days().values().forEach(all::add);
        return line(null, all);
    }

    /** Whether only {@code rejected} has a price: then saved and lost have a ratio. */
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
        Estimate lost =
                pricesRejectedOnly()
                        ? ledger.misroute()
                        : cohort.randomised().priced(sums.policyCheap, level);
        return new Line(day, sums, misroutes, lost, ledger);
    }
}
