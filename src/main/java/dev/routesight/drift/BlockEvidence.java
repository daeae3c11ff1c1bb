package dev.routesight.drift;

/**
 * The evidence of one block and how many decisions carry it; decisions without a learnt null, such
 * as those of a query shape never seen while learning, are not among them.
 */
public record BlockEvidence(long decisions, LogEvidence log) {
    private static final BlockEvidence NONE = new BlockEvidence(0, effect -> 0);

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
