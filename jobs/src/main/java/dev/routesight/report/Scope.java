package dev.routesight.report;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * What a report is about, as the tables have it.
 *
 * @param isEmpty no tally of the dataset in the days asked for
 * @param from start of the first window
 * @param to end of the last one
 * @param since first UTC day
 * @param until the day after the last one
 * @param horizons in seconds, ascending
 * @param horizon the one that is looked at where one has to be chosen, in seconds
 * @param cheap the route that is compared with the reference; null with one route only
 * @param cohorts those that the page shows, all traffic first
 * @param decisions of all traffic (else of the largest cut) in final and complete windows
 * @param asOf event time up to which rows count
 * @param leftOut what the page does not show, in words
 */
record Scope(
        ReportRequest request,
        boolean isEmpty,
        Instant from,
        Instant to,
        LocalDate since,
        LocalDate until,
        List<Long> horizons,
        long horizon,
        List<String> cuts,
        List<String> routes,
        String cheap,
        List<Cohort> cohorts,
        double decisions,
        long provisional,
        long censored,
        Instant asOf,
        Step step,
        List<String> leftOut) {

    /** Below so many decisions a picture says less than the number of them. */
    static final int FEW = 100;

    /**
     * A cohort of a cut.
     *
     * @param alerting whether an alert of these days is about it
     */
    record Cohort(
            String cut,
            String cohort,
            String label,
            double decisions,
            double rejected,
            boolean alerting) {}

    String dataset() {
        return request.dataset();
    }

    String reference() {
        return request.reference();
    }

    /** The cuts of the cohorts shown, in their order, for unnest. */
    List<String> cohortCuts() {
        return cohorts.stream().map(Cohort::cut).toList();
    }

    List<String> cohortNames() {
        return cohorts.stream().map(Cohort::cohort).toList();
    }

    /** Where a cohort stands in {@link #cohorts}, -1 when it is not shown. */
    int place(String cut, String cohort) {
        for (int i = 0; i < cohorts.size(); i++) {
            if (cohorts.get(i).cut().equals(cut) && cohorts.get(i).cohort().equals(cohort)) {
                return i;
            }
        }
        return -1;
    }

    double days() {
        return isEmpty ? 0 : Duration.between(from, to).toMinutes() / 1440.0;
    }
}
