package dev.routesight.tally;

/**
 * A row of {@code job_accounting}: events of a source that ended in a place, as an absolute number;
 * {@code events_read} is counted on its own.
 */
public record AccountingRow(String source, String place, long events, long asOf) {}
