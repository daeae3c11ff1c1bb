package dev.routesight.functions;

import dev.routesight.attribution.UserDecision;
import dev.routesight.tally.Retained;
import dev.routesight.tally.UserReturns;
import dev.routesight.tally.UserState;
import java.util.List;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * The shell around {@link UserReturns}: keyed by user, it puts decisions in order and forgets a
 * user after seven days.
 */
public final class RetainUsers extends GatheringOperator<UserDecision, Retained>
        implements OneInputStreamOperator<UserDecision, Retained> {

    /** Cleared seven days after the user's last first decision. */
    private transient ValueState<UserState> user;

    /**
     * @param sortedInput whether the job runs in BATCH
     */
    public RetainUsers(boolean sortedInput) {
        super(sortedInput);
    }

    @Override
    protected String keyOfValue(UserDecision decision) {
        return decision.userId();
    }

    @Override
    protected long timeOf(UserDecision decision) {
        return decision.ts();
    }

    @Override
    public void open() throws Exception {
        super.open();
        user =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "user", TypeInformation.of(UserState.class)));
    }

    @Override
    public void processElement(StreamRecord<UserDecision> element) throws Exception {
        process(element.getValue());
    }

    @Override
    protected void take(String key, List<UserDecision> decisions, long until) throws Exception {
        UserState kept = user.value();
        UserState state = kept == null ? new UserState() : kept;
        state.pending.addAll(decisions);
        advance(state, until);
    }

    @Override
    protected boolean takeNext(String key, UserDecision decision) throws Exception {
        UserState kept = user.value();
        UserState state = kept == null ? new UserState() : kept;
        state.pending.add(decision);
        user.update(state);
        return kept == null;
    }

    @Override
    protected void wake(String key, long until) throws Exception {
        UserState state = user.value();
        if (state != null) {
            state.wakeAt = Long.MAX_VALUE;
            advance(state, until);
        }
    }

    private void advance(UserState state, long until) throws Exception {
        UserReturns.advanceTo(until, state, out -> output.collect(new StreamRecord<>(out)));
        long due = UserReturns.nextDue(state);
        if (due == Long.MAX_VALUE) {
            user.clear();
            return;
        }
        if (due < state.wakeAt) {
            state.wakeAt = due;
            wakeAt(due);
        }
        user.update(state);
    }
}
