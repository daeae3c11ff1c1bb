package dev.routesight.simulate;

/** Takes each event of a conversation with the time at which it happened. */
@FunctionalInterface
interface Outbox {
    void put(long ts, int part, Line line);
}
