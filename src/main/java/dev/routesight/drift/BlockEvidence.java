package dev.routesight.drift;

/**
 * The evidence of one block and how many decisions carry it; decisions without a learnt null, such
 * as those of a query shape never seen while learning, are not among them.
 *
 * @param seen what happened beside what the null would have had
 */
public record BlockEvidence(long decisions, LogEvidence log, Expected seen) {
    private static final BlockEvidence NONE = new BlockEvidence(0, effect -> 0);

    /** Where what was to be expected is not asked for. */
    public BlockEvidence(long decisions, LogEvidence log) {
        this(decisions, log, Expected.NONE);
    }

    public BlockEvidence {
        if (decisions < 0) {
            throw new IllegalArgumentException("a block of " + decisions + " decisions");
        }
    }

    /** Of a block that says nothing. */
    public static BlockEvidence none() {
        return NONE;
    }
}
