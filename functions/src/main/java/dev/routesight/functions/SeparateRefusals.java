package dev.routesight.functions;

import dev.routesight.attribution.Place;
import dev.routesight.attribution.PlaceCount;
import dev.routesight.event.Decoded;
import dev.routesight.event.Event;
import dev.routesight.event.EventType;
import dev.routesight.event.Refusal;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Counts every record read, lets events pass, and sends what became no event to the side. */
public final class SeparateRefusals extends ProcessFunction<Decoded, Event> {

    @Override
    public void processElement(Decoded decoded, Context context, Collector<Event> out) {
        context.output(SideOutputs.PLACES, new PlaceCount(decoded.source(), Place.EVENTS_READ, 1));
        Refusal refusal = decoded.refusal();
        if (refusal != null) {
            context.output(SideOutputs.REFUSALS, refusal);
            context.output(
                    SideOutputs.PLACES, new PlaceCount(refusal.source(), refusal.place(), 1));
            return;
        }
        Event event = decoded.event();
        if (event.type() == EventType.HEARTBEAT) {
            context.output(SideOutputs.PLACES, new PlaceCount(event.source(), Place.USED, 1));
        }
        out.collect(event);
    }
}
