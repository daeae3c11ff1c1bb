package dev.routesight.functions;

import dev.routesight.attribution.Place;
import dev.routesight.attribution.PlaceCount;
import dev.routesight.attribution.PlaceSums;

/** Adds up decided events by source and place; they are pending no longer. */
public final class PreAggregatePlaces extends FlushingOperator<PlaceCount, PlaceCount> {
    private transient PlaceSums places;

    public PreAggregatePlaces(long refreshMillis) {
        super(refreshMillis);
    }

    @Override
    public void open() throws Exception {
        super.open();
        places = new PlaceSums();
    }

    @Override
    protected long add(PlaceCount count) {
        places.add(count.source(), count.place(), count.events());
        places.add(count.source(), Place.PENDING, -count.events());
        return Long.MAX_VALUE;
    }

    @Override
    protected int held() {
        return places.size();
    }

    @Override
    protected void flush() {
        places.drain(this::send);
    }
}
