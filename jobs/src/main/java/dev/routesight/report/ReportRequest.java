package dev.routesight.report;

import dev.routesight.calibration.Experiment;
import dev.routesight.money.PriceBook;
import dev.routesight.stats.Critical;
import java.time.LocalDate;
import java.util.List;

/**
 * What a report is asked for.
 *
 * @param dataset name of the body of events
 * @param since first UTC day
 * @param until the day after the last one
 * @param lastDays only so many of the last days that there are, 0 for all
 * @param cut only the cohorts of this cut, beside all traffic; null for every cut
 * @param horizonSeconds age at which signals are counted, where one has to be chosen
 * @param route the cheap route; null for {@code cheap}, or else the busiest other one
 * @param reference the route that others are compared with
 * @param level coverage of the intervals that are worked out here, 0 to 1; those of views are of 95
 *     %
 * @param experiments as declared; may be none
 * @param prices of bad answers; may be {@link PriceBook#EMPTY}
 */
public record ReportRequest(
        String dataset,
        LocalDate since,
        LocalDate until,
        int lastDays,
        String cut,
        long horizonSeconds,
        String route,
        String reference,
        double level,
        List<Experiment> experiments,
        PriceBook prices) {

    /** All days and cuts that there are, signals at half an hour, intervals of 95 %. */
    public static ReportRequest ofEverything(
            String dataset, String reference, List<Experiment> experiments, PriceBook prices) {
        return new ReportRequest(
                dataset,
                LocalDate.of(1, 1, 1),
                LocalDate.of(9999, 1, 1),
                0,
                null,
                1800,
                null,
                reference,
                Critical.LEVEL,
                experiments,
                prices);
    }

    /** Whether bad answers have a price. */
    boolean isPriced() {
        return !prices.equals(PriceBook.EMPTY);
    }
}
