package dev.routesight.functions;

import dev.routesight.attribution.DecisionStub;
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
public final class RetainUsers extends KeyedProcessFunction<String, DecisionStub, Retained> {
    private static final long WEEK = 7 * Retained.DAY;

    /** Cleared seven days after the user's last first decision. */
    private transient ValueState<UserState> user;

    @Override
    public void open(OpenContext openContext) {
        user =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "user", TypeInformation.of(UserState.class)));
    }

    @Override
    public void processElement(DecisionStub decision, Context context, Collector<Retained> out)
            throws Exception {
        UserState state = user.value();
        if (state == null) {
            state = new UserState();
        }
        state.pending.add(decision);
        context.timerService().registerEventTimeTimer(decision.decisionTs());
        context.timerService().registerEventTimeTimer(decision.decisionTs() + WEEK + 1);
        user.update(state);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Retained> out)
            throws Exception {
        UserState state = user.value();
        if (state == null) {
            return;
        }
        UserReturns.advanceTo(timestamp, state, out::collect);
        if (state.pending.isEmpty() && state.firsts.isEmpty()) {
            user.clear();
        } else {
            user.update(state);
        }
    }
}
