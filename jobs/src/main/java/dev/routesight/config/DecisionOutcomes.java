package dev.routesight.config;

/** Where the row per decision and horizon goes. */
public enum DecisionOutcomes {
    POSTGRES,
    NDJSON,
    OFF
}
