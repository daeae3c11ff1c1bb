package dev.routesight.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "500ms, PT0.5S, 500ms",
        "120s, PT2M, 2m",
        "90s, PT1M30S, 90s",
        "2m, PT2M, 2m",
        "2 min, PT2M, 2m",
        "60m, PT1H, 1h",
        "7d, PT168H, 7d",
        "P1DT1H, PT25H, 25h",
        "0, PT0S, 0",
        "0s, PT0S, 0",
    })
    void isReadAndWritten(String text, Duration duration, String shortest) {
        assertThat(Durations.parse(text)).isEqualTo(duration);
        assertThat(Durations.format(duration)).isEqualTo(shortest);
        assertThat(Durations.parse(shortest)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "m", "2x", "1.5h", "-2m", "PT-2M", "PT0.0001S", "2m30s"})
    void isRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Durations.parse(text));
    }
}
