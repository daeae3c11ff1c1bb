package dev.routesight.calibration;

import dev.routesight.attribution.SignalKind;
import java.util.Locale;

/** The sums of one unit of an experiment. Append only: the order is in state. */
public enum UnitSum {
    DECISIONS,
    REJECTED,
    TO_REFERENCE,
    ESCALATION,
    REGENERATION,
    EDIT,
    REPHRASE,
    CORRECTION,
    ABANDONMENT,
    HANDOFF,
    THUMBS_DOWN,
    THUMBS_UP,
    FAILURE,
    QUIET_EXIT,
    /** In 1e-9 USD. */
    COST_USD,
    BEFORE_DECISIONS,
    BEFORE_REJECTED,
    /** In 1e-9 USD. */
    BEFORE_COST_USD;

    /** Whether it is in 1e-9 of its unit. */
    public boolean isMoney() {
        return this == COST_USD || this == BEFORE_COST_USD;
    }

    /** The column's name in SQL. */
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Of a kind of signal. */
    static UnitSum of(SignalKind kind) {
        return values()[ESCALATION.ordinal() + kind.ordinal()];
    }

    static {
        for (SignalKind kind : SignalKind.values()) {
            if (!of(kind).column().equals(kind.label())) {
                throw new IllegalStateException("the sums of signals do not follow SignalKind");
            }
        }
    }
}
