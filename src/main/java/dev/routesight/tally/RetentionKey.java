package dev.routesight.tally;

/** A row of {@code retention_tally} within its cut and day. */
public record RetentionKey(
        String cohort, String route, String assignment, String experiment, String arm) {

    /** The same row in another cohort. */
    public RetentionKey in(String otherCohort) {
        return new RetentionKey(otherCohort, route, assignment, experiment, arm);
    }
}
