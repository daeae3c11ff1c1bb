package dev.routesight.functions;

import dev.routesight.attribution.DecisionStub;
import dev.routesight.attribution.StubStore;
import dev.routesight.event.Hash64;
import java.util.Iterator;
import java.util.Map;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.util.FlinkRuntimeException;

/** The stubs of the current key's session in keyed state, by a hash of the decision's id. */
final class KeyedStubs implements StubStore {
    private final MapState<Long, DecisionStub> stubs;

    KeyedStubs(MapState<Long, DecisionStub> stubs) {
        this.stubs = stubs;
    }

    @Override
    public DecisionStub get(String decisionId) {
        try {
            return stubs.get(Hash64.of(decisionId));
        } catch (Exception e) {
            throw new FlinkRuntimeException("cannot read the stub of a decision", e);
        }
    }

    @Override
    public void put(String decisionId, DecisionStub stub) {
        try {
            stubs.put(Hash64.of(decisionId), stub);
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
            if (earliest == Long.MAX_VALUE) {
                stubs.clear(); // an emptied map would stay as an entry on the heap
            }
            return earliest;
        } catch (Exception e) {
            throw new FlinkRuntimeException("cannot forget stubs of decisions", e);
        }
    }
}
