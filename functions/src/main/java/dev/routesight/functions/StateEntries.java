package dev.routesight.functions;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.flink.api.common.state.MapState;

/** Entries of keyed state that leave it together. */
final class StateEntries {
    private StateEntries() {}

    /** Removes the entries with such keys, and returns them. */
    static <K, V> Map<K, V> take(MapState<K, V> state, Predicate<K> which) throws Exception {
        Map<K, V> taken = new HashMap<>();
        for (Iterator<Map.Entry<K, V>> it = state.iterator(); it.hasNext(); ) {
            Map.Entry<K, V> entry = it.next();
            if (which.test(entry.getKey())) {
                taken.put(entry.getKey(), entry.getValue());
                it.remove();
            }
        }
        return taken;
    }
}
