package dev.routesight.notify;

/**
 * Messages that have not arrived.
 *
 * @param waiting to be sent, or sent again
 * @param dead given up
 */
public record Undelivered(long waiting, long dead) {}
