package dev.routesight.functions.testing;

import dev.routesight.attribution.AttributionSettings;
import dev.routesight.attribution.LateJoin;
import dev.routesight.attribution.Outcome;
import dev.routesight.attribution.Place;
import dev.routesight.attribution.PlaceCount;
import dev.routesight.attribution.SignalKind;
import dev.routesight.attribution.StrayEvent;
import dev.routesight.event.Event;
import dev.routesight.functions.Aside;
import dev.routesight.functions.AttributeSignals;
import dev.routesight.functions.SideOutputs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** {@link AttributeSignals} on a harness, and all that it says. */
public final class Attribution implements AutoCloseable {
    public final List<Outcome> outcomes = new ArrayList<>();
    public final List<LateJoin> lateJoins = new ArrayList<>();
    public final List<StrayEvent> strays = new ArrayList<>();
    public final Map<String, Long> places = new TreeMap<>();
    private final Stage<Event, Outcome> stage;

    public Attribution(
            AttributionSettings settings, boolean batch, List<OperatorSubtaskState> restored)
            throws Exception {
        stage =
                Stage.<Event, Outcome>toldOperator(
                                () -> new AttributeSignals(settings, batch),
                                AttributeSignals::keyOf,
                                1,
                                batch,
                                restored)
                        .to(outcome -> outcomes.add(outcome.getValue()))
                        .side(SideOutputs.ASIDES, aside -> note(aside.getValue()))
                        .side(SideOutputs.PLACES, this::count);
    }

    public static Attribution streaming() throws Exception {
        return new Attribution(Settings.attribution(10_000), false, null);
    }

    public static Attribution batch() throws Exception {
        return new Attribution(Settings.attribution(10_000), true, null);
    }

    private void note(Aside aside) {
        if (aside.lateJoin() != null) {
            lateJoins.add(aside.lateJoin());
        }
        if (aside.stray() != null) {
            strays.add(aside.stray());
        }
    }

    private void count(StreamRecord<PlaceCount> record) {
        PlaceCount count = record.getValue();
        places.merge(count.place(), count.events(), Long::sum);
        places.merge(Place.PENDING, -count.events(), Long::sum);
    }

    public Attribution takes(Event... events) {
        for (Event event : events) {
            places.merge(Place.PENDING, 1L, Long::sum); // as where it was read
            stage.take(event, event.ts());
        }
        return this;
    }

    /** What is gathered until the next watermark goes into state, as before a checkpoint. */
    public Attribution barrier() throws Exception {
        stage.beforeBarrier();
        return this;
    }

    public Attribution watermark(long time) throws Exception {
        stage.watermark(time);
        return this;
    }

    /** The feed ends, having been observed until then. */
    public Attribution ends(long observedUntil) throws Exception {
        stage.tell(observedUntil);
        stage.watermark(Long.MAX_VALUE);
        return this;
    }

    public List<OperatorSubtaskState> snapshot() throws Exception {
        barrier();
        return stage.snapshot();
    }

    public long placed(String place) {
        return places.getOrDefault(place, 0L);
    }

    public long pending() {
        return placed(Place.PENDING);
    }

    public boolean nothingIsLeft() {
        return stage.keyedEntries() == 0 && stage.timers() == 0;
    }

    public boolean signalled(String decision, long horizon, SignalKind kind) {
        return (outcome(decision, horizon).signals() & kind.bit()) != 0;
    }

    public Outcome outcome(String decision, long horizon) {
        List<Outcome> found =
                outcomes.stream()
                        .filter(o -> o.decisionId().equals(decision))
                        .filter(o -> o.horizonMillis() == horizon)
                        .toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " outcomes of " + decision);
        }
        return found.get(0);
    }

    @Override
    public void close() throws Exception {
        stage.close();
    }
}
