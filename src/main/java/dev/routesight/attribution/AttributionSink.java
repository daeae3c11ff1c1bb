package dev.routesight.attribution;

import dev.routesight.event.Event;

/** Where attribution tells what it decided. */
public interface AttributionSink {

    void outcome(Outcome outcome);

    /** A decision by which it is told when a user came, see {@link Visit}. */
    void visit(UserDecision decision);

    void lateJoin(LateJoin join);

    void stray(StrayEvent event);

    /** An offline benchmark's row was accepted. */
    void eval(Event event);

    /** {@code events} more (or fewer) of {@code source} in {@code place}. */
    void place(String source, String place, int events);
}
