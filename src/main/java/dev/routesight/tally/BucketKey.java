package dev.routesight.tally;

/**
 * The finest cell of a cut and day.
 *
 * @param policy a candidate, whose sums these are; empty for the decisions' own
 * @param toRoute a route of the candidate's; empty for the decisions' own
 */
public record BucketKey(CellKey cell, String policy, String toRoute) {

    /** The same cell in another cohort. */
    public BucketKey in(String cohort) {
        return new BucketKey(cell.in(cohort), policy, toRoute);
    }

    public boolean isOfCandidate() {
        return !policy.isEmpty();
    }

    /** Plain counts at the head of a stretch of its numbers. */
    public int counts() {
        return isOfCandidate() ? CandidateSum.COUNTS : BucketSum.COUNTS;
    }

    /** Length of a stretch of its numbers. */
    public int length() {
        return isOfCandidate() ? CandidateSum.LENGTH : BucketSum.LENGTH;
    }
}
