package dev.routesight.drift;

/** What a stream is held against: its own past, or another group at the same time. */
interface StreamNull {
    /** Of a block, for and against a change. */
    BlockEvidence evidence(Block block);

    /** Events to expect of the block if nothing changed. */
    Expected expected(Block block);

    /** The rate over all that was learnt, for choosing effect sizes; in (0, 1). */
    double overallRate();

    /**
     * Sums of many blocks, kept without their error, with it.
     *
     * @param last the block that they end with
     */
    Expected withError(Expected sums, Block last);
}
