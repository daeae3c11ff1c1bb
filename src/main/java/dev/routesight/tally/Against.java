package dev.routesight.tally;

/** What a cohort's decisions are compared with at the same time. */
public enum Against {
    OFF,
    /** Those of a route with those of all other routes. */
    ROUTE,
    /** On a route, those of the newest router version with those of the version before. */
    PREVIOUS_VERSION,
    /** Those of the router's own choice, whatever the route, with those of an experiment's arm. */
    CONTROL_ARM;

    /** As it stands in keys and rows. */
    public String text() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
