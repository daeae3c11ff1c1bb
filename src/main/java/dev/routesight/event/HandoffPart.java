package dev.routesight.event;

/** A human took over; both are null when absent. */
public record HandoffPart(String decisionId, String reason) {}
