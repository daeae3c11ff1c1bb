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

    /** An event of {@code source}, pending since it was read, is in {@code place}. */
    void decided(String source, String place);
}
