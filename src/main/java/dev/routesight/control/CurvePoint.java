package dev.routesight.control;

/**
 * Expected cost of a decision at a threshold, in USD, and the 95 % band of its difference from the
 * current threshold drawn around it: at the current threshold it has no width.
 */
public record CurvePoint(double threshold, double cost, double low, double high) {}
