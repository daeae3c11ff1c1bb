package dev.routesight.functions;

import dev.routesight.attribution.UserDecision;
import dev.routesight.tally.Retained;
import dev.routesight.tally.UserReturns;
import dev.routesight.tally.UserState;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * The shell around {@link UserReturns}: keyed by user, it puts decisions in order and forgets a
 * user after seven days.
 */
public final class RetainUsers extends KeyedProcessFunction<String, UserDecision, Retained> {
    private static final long END_OF_KEY = Long.MAX_VALUE - 1;

    private final boolean sortedInput;

    /** Cleared seven days after the user's last first decision. */
    private transient ValueState<UserState> user;

    /**
     * @param sortedInput whether the job runs in BATCH: then no timer fires among the decisions of
     *     a user, and one at the end of the key is all it takes
     */
    public RetainUsers(boolean sortedInput) {
        this.sortedInput = sortedInput;
    }

    @Override
    public void open(OpenContext openContext) {
        user =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "user", TypeInformation.of(UserState.class)));
    }

    @Override
    public void processElement(UserDecision decision, Context context, Collector<Retained> out)
            throws Exception {
        UserState state = user.value();
        if (state == null) {
            state = new UserState();
        }
        state.pending.add(decision);
        wake(state, sortedInput ? END_OF_KEY : decision.ts(), context);
        user.update(state);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Retained> out)
            throws Exception {
        UserState state = user.value();
        if (state == null) {
            return;
        }
        state.wakeAt = Long.MAX_VALUE;
        long time = sortedInput ? END_OF_KEY : context.timerService().currentWatermark();
        UserReturns.advanceTo(time, state, out::collect);
        long due = UserReturns.nextDue(state);
        if (due == Long.MAX_VALUE) {
            user.clear();
            return;
        }
        wake(state, due, context);
        user.update(state);
    }

    private static void wake(UserState state, long due, Context context) {
        if (due < state.wakeAt) {
            state.wakeAt = due;
            context.timerService().registerEventTimeTimer(due);
        }
    }
}
