package dev.routesight.testing;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for what other processes do. */
public final class Await {
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private Await() {}

    /**
     * Returns once the condition holds.
     *
     * @throws AssertionError when it does not within five minutes
     */
    public static void until(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain: " + what);
            }
            Thread.sleep(250);
        }
    }
}
