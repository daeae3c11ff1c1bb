package dev.routesight.config;

/** For which cuts sums are also kept by day and bucket of the unit. */
public enum BucketCuts {
    NONE,
    /** The first cut. */
    FIRST,
    ALL
}
