package dev.routesight.tally;

/**
 * The finest cell of a cut and window: a row of {@code score_tally}.
 *
 * @param scoreBin -1 without a score
 */
public record CellKey(
        long horizonMillis,
        String cohort,
        String queryShape,
        int scoreBin,
        String route,
        String routerVersion,
        String assignment,
        String experiment,
        String arm) {

    /** The same cell in another cohort. */
    public CellKey in(String otherCohort) {
        return new CellKey(
                horizonMillis,
                otherCohort,
                queryShape,
                scoreBin,
                route,
                routerVersion,
                assignment,
                experiment,
                arm);
    }

    /** The row of {@code cohort_tally} that this cell is part of. */
    public CellKey coarse() {
        return new CellKey(
                horizonMillis, cohort, "", -1, route, routerVersion, assignment, experiment, arm);
    }
}
