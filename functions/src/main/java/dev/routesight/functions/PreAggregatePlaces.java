package dev.routesight.functions;

import dev.routesight.attribution.PlaceCount;
import java.util.HashMap;
import java.util.Map;

/** Adds up events by source and place. */
public final class PreAggregatePlaces extends FlushingOperator<PlaceCount, PlaceCount> {
    private final HashMap<String, Map<String, long[]>> sources = new HashMap<>();
    private int held;

    public PreAggregatePlaces(long refreshMillis) {
        super(refreshMillis);
    }

    @Override
    protected long add(PlaceCount count) {
        Map<String, long[]> places =
                sources.computeIfAbsent(count.source(), source -> new HashMap<>());
        long[] events = places.get(count.place());
        if (events == null) {
            events = new long[1];
            places.put(count.place(), events);
            held++;
        }
        events[0] += count.events();
        return Long.MAX_VALUE;
    }

    @Override
    protected int held() {
        return held;
    }

    @Override
    protected void flush() {
        sources.forEach(
                (source, places) ->
                        places.forEach(
                                (place, events) -> send(new PlaceCount(source, place, events[0]))));
        sources.clear();
        held = 0;
    }
}
