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
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * The shell around {@link AttributeSession}: keyed by session, it stores events and wakes the
 * session when something is due.
 *
 * <p>In BATCH a key's elements come sorted by time and no timer fires among them, so a session is
 * released as they come and finished by one timer at the end of the key. In STREAMING the watermark
 * releases it.
 */
public final class AttributeSignals
        extends KeyedBroadcastProcessFunction<String, Event, Long, Outcome>
        implements CheckpointedFunction {
    private static final long END_OF_KEY = Long.MAX_VALUE - 1;

    private final AttributionSettings settings;
    private final boolean sortedInput;

    /** Cleared when the session's last deadline has passed. */
    private transient ValueState<SessionState> session;

    /** What {@code session} has no room for; emptied by it, late-join after its decisions. */
    private transient MapState<Long, DecisionStub> stubs;

    /** Overwritten by each checkpoint. */
    private transient ListState<Long> progress;

    /**
     * How far the job had come before it was restored. Its watermark begins anew, but what is not
     * later than this is late still: the windows of such decisions may have had their final rows.
     */
    private transient long restoredUntil;

    private transient TimerService timers;
    private transient KeyedStubs keyedStubs;
    private transient Outputs outputs;
    private transient AttributeSession attribute;

    /**
     * @param sortedInput whether the job runs in BATCH
     */
    public AttributeSignals(AttributionSettings settings, boolean sortedInput) {
        this.settings = settings;
        this.sortedInput = sortedInput;
    }

    /** The key of an event: its session, or itself for a benchmark's row, which has none. */
    public static String keyOf(Event event) {
        return event.sessionId().isEmpty() ? "\u0000" + event.eventId() : event.sessionId();
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        progress =
                context.getOperatorStateStore()
                        .getUnionListState(new ListStateDescriptor<>("progress", Types.LONG));
        restoredUntil = Long.MIN_VALUE;
        for (long until : progress.get()) {
            restoredUntil = Math.max(restoredUntil, until);
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        long watermark = timers == null ? Long.MIN_VALUE : timers.currentWatermark();
        boolean ended = watermark == Long.MAX_VALUE; // nothing would be on time after a drain
        progress.update(List.of(ended ? restoredUntil : Math.max(watermark, restoredUntil)));
    }

    @Override
    public void open(OpenContext openContext) {
        session =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "session", TypeInformation.of(SessionState.class)));
        stubs =
                getRuntimeContext()
                        .getMapState(
                                new MapStateDescriptor<>(
                                        "decision-stubs",
                                        Types.LONG,
                                        TypeInformation.of(DecisionStub.class)));
        keyedStubs = new KeyedStubs(stubs);
        outputs = new Outputs();
        attribute = new AttributeSession(settings, Classifiers.standard(), outputs);
    }

    @Override
    public void processElement(Event event, ReadOnlyContext context, Collector<Outcome> out)
            throws Exception {
        SessionState state = session.value();
        if (state == null) {
            state = new SessionState();
        }
        outputs.to(context, out);
        turnTo(event.sessionId(), state, context);
        if (sortedInput) {
            attribute.advanceTo(event.ts() - 1);
            attribute.accept(event, Long.MIN_VALUE);
            if (state.wakeAt == Long.MAX_VALUE) {
                state.wakeAt = END_OF_KEY;
                timers.registerEventTimeTimer(END_OF_KEY);
            }
            session.update(state);
        } else {
            attribute.accept(event, Math.max(context.currentWatermark(), restoredUntil));
            store(state);
        }
        outputs.sendPlaces();
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Outcome> out)
            throws Exception {
        SessionState state = session.value();
        if (state == null) {
            return;
        }
        outputs.to(context, out);
        turnTo(context.getCurrentKey(), state, context);
        state.wakeAt = Long.MAX_VALUE;
        attribute.advanceTo(sortedInput ? END_OF_KEY : context.currentWatermark());
        store(state);
        outputs.sendPlaces();
    }

    @Override
    public void processBroadcastElement(Long until, Context context, Collector<Outcome> out)
            throws Exception {
        ObservedUntil.note(context.getBroadcastState(ObservedUntil.STATE), until);
    }

    private void turnTo(String sessionId, SessionState state, ReadOnlyContext context)
            throws Exception {
        timers = context.timerService();
        attribute.on(sessionId, state, keyedStubs, ObservedUntil.read(context));
    }

    private void store(SessionState state) throws Exception {
        long due = attribute.nextDue();
        if (due == Long.MAX_VALUE) {
            session.clear(); // nothing is due: nothing is left
            return;
        }
        if (due < state.wakeAt) {
            state.wakeAt = due;
            timers.registerEventTimeTimer(due);
        }
        session.update(state);
    }

    /** Sends what the rule says to where the graph wants it. */
    private final class Outputs implements AttributionSink {
        private ReadOnlyContext context;
        private Collector<Outcome> out;

        /** What one call counts, added up: an event waits and is decided in the same call often. */
        private final PlaceSums places = new PlaceSums();

        void to(ReadOnlyContext currentContext, Collector<Outcome> currentOut) {
            this.context = currentContext;
            this.out = currentOut;
        }

        private <T> void side(OutputTag<T> tag, T value) {
            context.output(tag, value);
        }

        @Override
        public void outcome(Outcome outcome) {
            out.collect(outcome);
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
