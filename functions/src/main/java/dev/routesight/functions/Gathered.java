package dev.routesight.functions;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Values that have come and are not due yet, in memory: by key, in the order of arrival. */
final class Gathered<T> {
    private static final int MANY = 50_000;

    private final ToLongFunction<T> dueAt;
    private final Map<String, Values<T>> byKey = new HashMap<>();
    private int size;

    Gathered(ToLongFunction<T> dueAt) {
        this.dueAt = dueAt;
    }

    private static final class Values<T> {
        List<T> list = new ArrayList<>();
        long earliest = Long.MAX_VALUE;

        void add(T value, long due) {
            list.add(value);
            earliest = Math.min(earliest, due);
        }
    }

    interface Taker<T> {
        void take(String key, List<T> values) throws Exception;
    }

    void add(String key, T value) {
        byKey.computeIfAbsent(key, k -> new Values<>()).add(value, dueAt.applyAsLong(value));
        size++;
    }

    /** Whether they are more than memory should hold. */
    boolean areMany() {
        return size >= MANY;
    }

    /** Gives those that are due by a time, key by key, and forgets them. */
    void takeDue(long time, Taker<T> taker) throws Exception {
        Iterator<Map.Entry<String, Values<T>>> keys = byKey.entrySet().iterator();
        while (keys.hasNext()) {
            Map.Entry<String, Values<T>> entry = keys.next();
            if (entry.getValue().earliest > time) {
                continue;
            }
            List<T> due = entry.getValue().list;
            Values<T> later = new Values<>();
            due.removeIf(value -> isLater(value, time, later));
            if (later.list.isEmpty()) {
                keys.remove();
            } else {
                entry.setValue(later);
            }
            size -= due.size();
            taker.take(entry.getKey(), due);
        }
    }

    private boolean isLater(T value, long time, Values<T> later) {
        long due = dueAt.applyAsLong(value);
        if (due > time) {
            later.add(value, due);
        }
        return due > time;
    }

    void takeAll(Taker<T> taker) throws Exception {
        takeDue(Long.MAX_VALUE, taker);
    }
}
