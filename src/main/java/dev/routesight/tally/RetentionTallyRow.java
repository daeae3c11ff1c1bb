package dev.routesight.tally;

/**
 * A row of {@code retention_tally}: users by their first decision of a UTC day, and how many came
 * back in another session.
 *
 * @param day start of the UTC day, epoch milliseconds
 */
public record RetentionTallyRow(
        long day,
        String cut,
        String cohort,
        String route,
        String assignment,
        String experiment,
        String arm,
        boolean isFinal,
        boolean complete,
        long asOf,
        long users,
        long returned1d,
        long returned7d) {}
