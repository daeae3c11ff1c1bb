package dev.routesight.functions;

import dev.routesight.attribution.DecisionStub;
import dev.routesight.attribution.StubStore;
import java.util.Iterator;
import java.util.Map;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.util.FlinkRuntimeException;

/** Stubs of the current key's session in keyed state, by a hash of the decision's id. */
final class KeyedStubs implements StubStore {
    private final MapState<Long, DecisionStub> stubs;

    KeyedStubs(MapState<Long, DecisionStub> stubs) {
        this.stubs = stubs;
    }

    @Override
    public DecisionStub get(long id) {
        try {
            return stubs.get(id);
        } catch (Exception e) {
            throw new FlinkRuntimeException("cannot read the stub of a decision", e);
        }
    }

    @Override
    public void put(long id, DecisionStub stub) {
        try {
            stubs.put(id, stub);
        } catch (Exception e) {
            throw new FlinkRuntimeException("cannot keep the stub of a decision", e);
        }
    }

    @Override
    public long forgetBefore(long ts) {
        try {
            long earliest = Long.MAX_VALUE;
            for (Iterator<Map.Entry<Long, DecisionStub>> it = stubs.iterator(); it.hasNext(); ) {
                long decisionTs = it.next().getValue().ts();
                if (decisionTs < ts) {
                    it.remove();
                } else {
                    earliest = Math.min(earliest, decisionTs);
                }
            }
            return earliest;
        } catch (Exception e) {
            throw new FlinkRuntimeException("cannot forget stubs of decisions", e);
        }
    }

    @Override
    public void clear() {
        stubs.clear();
    }
}
