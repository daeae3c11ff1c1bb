package dev.routesight.attribution;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Events by source and place, added up until they are drained. */
public final class PlaceSums {
    private static final int REMEMBERED = 8;

    private final Map<String, List<Sum>> sources = new HashMap<>();
    private final List<Sum> held = new ArrayList<>();
    private String lastSource;
    private List<Sum> ofLastSource;

    private static final class Sum {
        final String source;
        final String place;
        long events;
        boolean held;

        Sum(String source, String place) {
            this.source = source;
            this.place = place;
        }
    }

    public void add(String source, String place, long events) {
        if (!source.equals(lastSource)) { // mostly it is: a source is read in one piece
            ofLastSource = sources.computeIfAbsent(source, s -> new ArrayList<>());
            lastSource = source;
        }
        Sum sum = sumOf(place);
        sum.events += events;
        if (!sum.held) {
            sum.held = true;
            held.add(sum);
        }
    }

    private Sum sumOf(String place) {
        for (Sum sum : ofLastSource) { // of ten at most
            if (sum.place.equals(place)) {
                return sum;
            }
        }
        Sum sum = new Sum(lastSource, place);
        ofLastSource.add(sum);
        return sum;
    }

    /** How many pairs of source and place are held. */
    public int size() {
        return held.size();
    }

    /** Gives what is not zero, and begins anew. */
    public void drain(Consumer<PlaceCount> out) {
        for (Sum sum : held) {
            if (sum.events != 0) {
                out.accept(new PlaceCount(sum.source, sum.place, sum.events));
            }
            sum.events = 0;
            sum.held = false;
        }
        held.clear();
        if (sources.size() > REMEMBERED) {
            sources.clear();
            lastSource = null;
        }
    }
}
