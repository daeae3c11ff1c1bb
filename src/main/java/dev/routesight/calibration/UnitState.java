package dev.routesight.calibration;

import dev.routesight.attribution.EventOrder;
import dev.routesight.attribution.SignalKind;

/**
 * What is known of a unit of an experiment at one horizon: its first exposure, whose arm it counts
 * for whatever comes later, and its sums. Mutable: it is kept in state.
 */
public final class UnitState {
    /** Arm of the first exposure; null before any. */
    public String arm;

    public long firstTs;
    public String firstDecision;

    /** Whether another arm was seen too. */
    public boolean crossed;

    /** By {@link UnitSum}. */
    public long[] sums = new long[UnitSum.values().length];

    /** Whether it changed since it was last shown. */
    public boolean changed;

    public UnitState() {}

    /** Adds one decision; the order in which decisions come does not matter. */
    public void add(Exposed e) {
        if (e.isBefore()) {
            one(UnitSum.BEFORE_DECISIONS, true);
            one(UnitSum.BEFORE_REJECTED, e.rejected());
            add(UnitSum.BEFORE_COST_USD, e.costNanos());
            return;
        }
        crossed |= arm != null && !arm.equals(e.arm());
        if (arm == null || isEarlier(e)) {
            arm = e.arm();
            firstTs = e.ts();
            firstDecision = e.decision();
        }
        one(UnitSum.DECISIONS, true);
        one(UnitSum.REJECTED, e.rejected());
        one(UnitSum.TO_REFERENCE, e.toReference());
        for (SignalKind kind : SignalKind.values()) {
            one(UnitSum.of(kind), (e.signals() & kind.bit()) != 0);
        }
        add(UnitSum.COST_USD, e.costNanos());
        changed = true;
    }

    private boolean isEarlier(Exposed e) {
        return e.ts() < firstTs
                || e.ts() == firstTs && EventOrder.compareUtf8(e.decision(), firstDecision) < 0;
    }

    /** Whether it was exposed at all. */
    public boolean isExposed() {
        return arm != null;
    }

    private void one(UnitSum sum, boolean is) {
        sums[sum.ordinal()] += is ? 1 : 0;
    }

    private void add(UnitSum sum, long term) {
        sums[sum.ordinal()] = Math.addExact(sums[sum.ordinal()], term);
    }
}
