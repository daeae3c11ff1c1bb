package dev.routesight.config;

/** What is promised about false alerts. */
public enum DriftMode {
    /** So many a week at most over the whole fleet, on average; an alert may open at any time. */
    BUDGET,
    /** Of those named at the end of an epoch a share at most, on average. */
    FDR
}
