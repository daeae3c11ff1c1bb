package dev.routesight.cascade;

/**
 * A tenth of the verifier's score: what the gate did of its own, and what chance did.
 *
 * @param shipped by the gate
 * @param escalated by the gate
 * @param shippedByChance whatever the score
 * @param escalatedByChance whatever the score
 */
public record GateBin(
        GateSums shipped,
        GateSums escalated,
        GateSums shippedByChance,
        GateSums escalatedByChance) {
    public static final GateBin EMPTY =
            new GateBin(GateSums.NONE, GateSums.NONE, GateSums.NONE, GateSums.NONE);

    /** Answers that the gate decided about. */
    public double gated() {
        return shipped.answers() + escalated.answers();
    }

    /**
     * What shipping such answers leads to: as chance shows, and the gate where it shipped all of
     * them, so that nothing was selected.
     */
    public GateSums ifShipped() {
        return escalated.seen() == 0 ? shippedByChance.plus(shipped) : shippedByChance;
    }

    /** What escalating such answers leads to. */
    public GateSums ifEscalated() {
        return shipped.seen() == 0 ? escalatedByChance.plus(escalated) : escalatedByChance;
    }
}
