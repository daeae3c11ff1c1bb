package dev.routesight.functions;

import dev.routesight.attribution.LateJoin;
import dev.routesight.attribution.PlaceCount;
import dev.routesight.attribution.StrayEvent;
import dev.routesight.event.Event;
import dev.routesight.event.Refusal;

/**
 * What an operator says now and then besides what it says all the time: one of these, the others
 * null. It goes one way for all of them, since Flink copies each record for each way out but one.
 */
public record Aside(
        Refusal refusal,
        PlaceCount places,
        Long observedUntil,
        StrayEvent stray,
        LateJoin lateJoin,
        Event eval) {

    static Aside of(Refusal refusal) {
        return new Aside(refusal, null, null, null, null, null);
    }

    static Aside of(PlaceCount places) {
        return new Aside(null, places, null, null, null, null);
    }

    static Aside observedUntil(long time) {
        return new Aside(null, null, time, null, null, null);
    }

    static Aside of(StrayEvent stray) {
        return new Aside(null, null, null, stray, null, null);
    }

    static Aside of(LateJoin join) {
        return new Aside(null, null, null, null, join, null);
    }

    static Aside eval(Event event) {
        return new Aside(null, null, null, null, null, event);
    }
}
