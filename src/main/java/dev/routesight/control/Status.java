package dev.routesight.control;

import java.util.Locale;

/** What a recommendation asks for. Append only: the order is in state. */
public enum Status {
    PROPOSED,
    HOLD,
    UNIDENTIFIABLE,
    ROLLBACK;

    /** As it is written. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
