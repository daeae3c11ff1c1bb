package dev.routesight.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackOffTest {
    private final BackOff backOff = new BackOff(Duration.ofMinutes(10));

    @Test
    void doublesUpToTheLimitAndTakesOffHalfAtMost() {
        for (int failed = 1; failed <= 100; failed++) {
            long whole = Math.min(600_000, 1000L << Math.min(failed - 1, 20));
            assertThat(backOff.after(failed, "k").toMillis()).isBetween(whole / 2, whole);
        }
    }

    @Test
    void messagesThatFailedTogetherComeBackApart() {
        Set<Duration> delays =
                IntStream.range(0, 100)
                        .mapToObj(i -> backOff.after(10, "key " + i))
                        .collect(Collectors.toSet());
        assertThat(delays).hasSizeGreaterThan(80);
    }
}
