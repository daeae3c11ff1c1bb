package dev.routesight.calibration;

/**
 * A row of {@code experiment_unit}.
 *
 * @param unit 64-bit hash of the user or session
 * @param arm of the first exposure
 * @param firstTs epoch milliseconds
 * @param complete end of the experiment + horizon was observed
 * @param sums by {@link UnitSum}
 */
public record UnitRow(
        String experiment,
        long horizonSeconds,
        long unit,
        String arm,
        long firstTs,
        boolean crossed,
        boolean isFinal,
        boolean complete,
        long asOf,
        long[] sums) {

    public static UnitRow of(
            String experiment,
            long horizonMillis,
            long unit,
            UnitState state,
            boolean isFinal,
            boolean complete,
            long asOf) {
        return new UnitRow(
                experiment,
                horizonMillis / 1000,
                unit,
                state.arm,
                state.firstTs,
                state.crossed,
                isFinal,
                complete,
                asOf,
                state.sums.clone());
    }
}
