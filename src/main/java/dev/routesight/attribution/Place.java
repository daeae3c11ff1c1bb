package dev.routesight.attribution;

/** Where events end; every event read ends in exactly one. */
public final class Place {
    public static final String EVENTS_READ = "events_read";
    public static final String USED = "used";
    public static final String DUPLICATE = "duplicate";
    public static final String MALFORMED = "malformed";
    public static final String UNKNOWN_TYPE = "unknown_type";
    public static final String LATE = "late";
    public static final String ORPHAN = "orphan";
    public static final String AFTER_HORIZON = "after_horizon";
    public static final String OVER_LIMIT = "over_limit";
    public static final String IMPLAUSIBLE_TIME = "implausible_time";
    public static final String PENDING = "pending";

    private Place() {}
}
