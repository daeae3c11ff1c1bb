package dev.routesight.attribution;

import dev.routesight.event.Event;
import java.util.Comparator;

/**
 * The order in which the events of a session are decided: time, then event id by UTF-8 bytes, then
 * digest, then where they were read.
 */
public final class EventOrder implements Comparator<Event> {
    public static final EventOrder INSTANCE = new EventOrder();

    private EventOrder() {}

    @Override
    public int compare(Event a, Event b) {
        int byTime = Long.compare(a.ts(), b.ts());
        if (byTime != 0) {
            return byTime;
        }
        int byId = compareUtf8(a.eventId(), b.eventId());
        int byDigest = byId != 0 ? byId : Long.compareUnsigned(a.digest(), b.digest());
        return byDigest != 0 ? byDigest : byPlace(a, b);
    }

    /**
     * Copies that are the same to the byte: the one that stands first, so that rows that name its
     * place are the same in each run.
     */
    private static int byPlace(Event a, Event b) {
        int bySource = compareUtf8(a.source(), b.source());
        return bySource != 0 ? bySource : Long.compare(a.position(), b.position());
    }

    /**
     * Compares as the UTF-8 bytes would: by code point, where Java's own order goes by UTF-16 unit.
     */
    public static int compareUtf8(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean surrogateX = Character.isSurrogate(x);
                boolean surrogateY = Character.isSurrogate(y);
                return surrogateX == surrogateY ? x - y : surrogateX ? 1 : -1;
            }
        }
        return a.length() - b.length();
    }
}
