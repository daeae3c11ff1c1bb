package dev.routesight.drift;

import java.util.HashMap;
import java.util.Map;

/** An alert that is open, and the cohorts it covers. Mutable: it is kept in state. */
public final class OpenAlert {
    public String alertId;

    /** Of the window that opened it. */
    public long windowStart;

    public long windowEnd;
    public long openedAt;

    /** By {@link CohortDrift#id}; those that are over as well, as long as another is open. */
    public Map<String, CohortDrift> members = new HashMap<>();

    public OpenAlert() {}
}
