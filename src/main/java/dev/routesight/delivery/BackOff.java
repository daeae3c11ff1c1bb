package dev.routesight.delivery;

import dev.routesight.event.Hash64;
import java.time.Duration;

/**
 * When to try again: after one second at first, twice as long each time, up to a limit. Up to half
 * of each delay is taken off, by a hash of the message, so that what failed together does not come
 * back together.
 */
public record BackOff(Duration limit) {
    private static final long FIRST_MILLIS = 1000;

    public BackOff {
        if (limit.toMillis() < FIRST_MILLIS) {
            throw new IllegalArgumentException("the limit must be a second at least");
        }
    }

    /**
     * The delay before the next attempt.
     *
     * @param failed how many attempts have failed so far, at least 1
     * @param key of the message
     */
    public Duration after(int failed, String key) {
        long whole = FIRST_MILLIS << Math.min(failed - 1, 40);
        long millis = Math.min(whole, limit.toMillis());
        long chance = Math.floorMod(Hash64.of(key + failed), 1024L);
        return Duration.ofMillis(millis - millis * chance / 2048);
    }
}
