package dev.routesight.functions;

import dev.routesight.attribution.AttributeSession;
import dev.routesight.attribution.AttributionSettings;
import dev.routesight.attribution.AttributionSink;
import dev.routesight.attribution.DecisionStub;
import dev.routesight.attribution.LateJoin;
import dev.routesight.attribution.Outcome;
import dev.routesight.attribution.PlaceSums;
import dev.routesight.attribution.SessionState;
import dev.routesight.attribution.StrayEvent;
import dev.routesight.attribution.UserDecision;
import dev.routesight.event.Event;
import dev.routesight.wording.Classifiers;
import java.util.List;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.TimestampedCollector;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * The shell around {@link AttributeSession}: keyed by session, it stores events and wakes the
 * session when something is due. Its second input says how far the feed was observed.
 */
public final class AttributeSignals extends GatheringOperator<Event, Outcome>
        implements TwoInputStreamOperator<Event, Long, Outcome> {
    private final AttributionSettings settings;

    /** Cleared when the session's last deadline has passed. */
    private transient ValueState<SessionState> session;

    /** What {@code session} has no room for; emptied by it, late-join after its decisions. */
    private transient KeyedStubs stubs;

    /** Overwritten by each checkpoint. */
    private transient ListState<Long> progress;

    private transient BroadcastState<Byte, Long> observedUntil;

    /**
     * How far the job had come before it was restored. Its watermark begins anew, but what is not
     * later than this is late still: the windows of such decisions may have had their final rows.
     */
    private transient long restoredUntil;

    private transient Outputs outputs;
    private transient AttributeSession attribute;

    /**
     * @param sortedInput whether the job runs in BATCH
     */
    public AttributeSignals(AttributionSettings settings, boolean sortedInput) {
        super(sortedInput);
        this.settings = settings;
    }

    /** The key of an event: its session, or itself for a benchmark's row, which has none. */
    public static String keyOf(Event event) {
        return event.sessionId().isEmpty() ? "\u0000" + event.eventId() : event.sessionId();
    }

    @Override
    protected String keyOfValue(Event event) {
        return keyOf(event);
    }

    @Override
    protected long timeOf(Event event) {
        return event.ts();
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        observedUntil = context.getOperatorStateStore().getBroadcastState(ObservedUntil.STATE);
        progress =
                context.getOperatorStateStore()
                        .getUnionListState(new ListStateDescriptor<>("progress", Types.LONG));
        restoredUntil = Long.MIN_VALUE;
        for (long until : progress.get()) {
            restoredUntil = Math.max(restoredUntil, until);
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        boolean ended = currentWatermark() == Long.MAX_VALUE; // nothing would be on time after it
        progress.update(List.of(ended ? restoredUntil : lateUntil()));
    }

    @Override
    public void open() throws Exception {
        super.open();
        session =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "session", TypeInformation.of(SessionState.class)));
        stubs =
                new KeyedStubs(
                        getRuntimeContext()
                                .getMapState(
                                        new MapStateDescriptor<>(
                                                "decision-stubs",
                                                Types.LONG,
                                                TypeInformation.of(DecisionStub.class))));
        outputs = new Outputs();
        attribute = new AttributeSession(settings, Classifiers.standard(), outputs);
    }

    @Override
    public void processElement1(StreamRecord<Event> element) throws Exception {
        process(element.getValue());
    }

    @Override
    public void processElement2(StreamRecord<Long> element) throws Exception {
        ObservedUntil.note(observedUntil, element.getValue());
    }

    @Override
    protected void take(String key, List<Event> events, long until) throws Exception {
        SessionState state = turnTo(key, session.value(), until);
        for (Event event : events) {
            attribute.accept(event, lateUntil());
        }
        attribute.advanceTo(until);
        store(state);
    }

    @Override
    protected boolean takeNext(String key, Event event) throws Exception {
        SessionState kept = session.value();
        SessionState state = turnTo(key, kept, Long.MIN_VALUE);
        attribute.advanceTo(event.ts() - 1);
        attribute.accept(event, Long.MIN_VALUE);
        session.update(state);
        outputs.sendPlaces();
        return kept == null;
    }

    @Override
    protected void wake(String key, long until) throws Exception {
        SessionState kept = session.value();
        if (kept == null) {
            return;
        }
        SessionState state = turnTo(key, kept, until);
        state.wakeAt = Long.MAX_VALUE;
        attribute.advanceTo(until);
        store(state);
    }

    private SessionState turnTo(String key, SessionState kept, long until) throws Exception {
        SessionState state = kept == null ? new SessionState() : kept;
        attribute.on(key, state, stubs, ObservedUntil.read(until, observedUntil));
        return state;
    }

    /** What is not later than this is late. */
    private long lateUntil() {
        return Math.max(currentWatermark(), restoredUntil);
    }

    private void store(SessionState state) throws Exception {
        outputs.sendPlaces();
        long due = attribute.nextDue();
        if (due == Long.MAX_VALUE) {
            session.clear(); // nothing is due: nothing is left
            return;
        }
        if (due < state.wakeAt) {
            state.wakeAt = due;
            wakeAt(due);
        }
        session.update(state);
    }

    /** Sends what the rule says to where the graph wants it, dated by event time. */
    private final class Outputs implements AttributionSink {
        private final TimestampedCollector<Outcome> outcomes = new TimestampedCollector<>(output);

        /** What one call counts, added up: an event waits and is decided in the same call often. */
        private final PlaceSums places = new PlaceSums();

        private <T> void side(OutputTag<T> tag, T value) {
            output.collect(tag, new StreamRecord<>(value));
        }

        @Override
        public void outcome(Outcome outcome) {
            outcomes.setAbsoluteTimestamp(outcome.decisionTs() + outcome.horizonMillis());
            outcomes.collect(outcome);
        }

        @Override
        public void visit(UserDecision decision) {
            side(SideOutputs.VISITS, decision);
        }

        @Override
        public void lateJoin(LateJoin join) {
            side(SideOutputs.ASIDES, Aside.of(join));
        }

        @Override
        public void stray(StrayEvent event) {
            side(SideOutputs.ASIDES, Aside.of(event));
        }

        @Override
        public void eval(Event event) {
            side(SideOutputs.ASIDES, Aside.eval(event));
        }

        @Override
        public void decided(String source, String place) {
            places.add(source, place, 1);
        }

        void sendPlaces() {
            if (places.size() > 0) {
                places.drain(count -> side(SideOutputs.PLACES, count));
            }
        }
    }
}
