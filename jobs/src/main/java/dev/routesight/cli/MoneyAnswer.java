package dev.routesight.cli;

import dev.routesight.database.MoneyTallies.CohortMoney;
import dev.routesight.database.MoneyTallies.Day;
import dev.routesight.money.Ledger;
import dev.routesight.money.MisrouteCost;
import dev.routesight.stats.Estimate;
import dev.routesight.stats.Fieller;
import dev.routesight.stats.Interval;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;

/**
 * The ledger of a cohort.
 *
 * @param days each with the bad answers that cheap gave
 * @param lost what bad answers cost; null without a price book or where they are unidentifiable
 * @param net saved − lost; null likewise
 * @param ratio saved / lost; null unless rejected alone has a price
 */
record MoneyAnswer(
        String cohort,
        Map<LocalDate, Entry> days,
        Entry toDate,
        Ledger ledger,
        Estimate lost,
        Estimate net,
        Fieller ratio) {

    /** A stretch of days. */
    record Entry(Day sums, MisrouteCost misroutes) {}

    /**
     * @param priced whether there is a price book
     */
    static MoneyAnswer of(
            CohortMoney cohort, Map<String, Double> prices, boolean priced, double level) {
        Map<LocalDate, Entry> days = new TreeMap<>();
        Day all = new Day();
        for (Map.Entry<LocalDate, Day> day : cohort.days().entrySet()) {
            days.put(day.getKey(), entry(cohort, day.getValue(), level));
            all.add(day.getValue());
        }
        Entry toDate = entry(cohort, all, level);
        double price = prices.getOrDefault("rejected", 0.0);
        Ledger ledger = Ledger.of(all.accounts, toDate.misroutes(), price, level);
        if (!priced || !toDate.misroutes().isIdentified()) {
            return new MoneyAnswer(cohort.cohort(), days, toDate, ledger, null, null, null);
        }
        boolean onlyRejected =
                prices.entrySet().stream()
                        .allMatch(p -> p.getKey().equals("rejected") || p.getValue() == 0);
        Estimate lost =
                onlyRejected
                        ? ledger.misroute()
                        : cohort.randomised().priced(all.policyCheap, level);
        Interval i = lost.interval();
        double saved = ledger.saved();
        Estimate net =
                new Estimate(
                        saved - lost.value(),
                        lost.standardError(),
                        new Interval(saved - i.high(), saved - i.low()));
        Fieller ratio = onlyRejected && price > 0 ? ledger.ratio() : null;
        return new MoneyAnswer(cohort.cohort(), days, toDate, ledger, lost, net, ratio);
    }

    private static Entry entry(CohortMoney cohort, Day day, double level) {
        return new Entry(day, cohort.randomised().misroutes(day.policyCheap, level));
    }

    boolean isIdentified() {
        return toDate.misroutes().isIdentified();
    }

    /** What a bad answer may cost before routing loses money; null when that cannot be told. */
    Fieller breakEven() {
        boolean known =
                isIdentified()
                        && toDate.misroutes().answers().value() > 0
                        && ledger.breakEven().isBounded();
        return known ? ledger.breakEven() : null;
    }
}
