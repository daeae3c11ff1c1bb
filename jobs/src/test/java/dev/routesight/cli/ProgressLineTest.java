package dev.routesight.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routesight.cli.Progress.Position;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private static final long SECOND = 1_000_000_000L;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private long now = 5 * SECOND;

    @Test
    void aLogGetsALineEveryTenSeconds() {
        Progress progress = new ProgressLine(err, ProgressLine.Reader.LOG, () -> now);
        for (int second = 1; second <= 25; second++) {
            now += SECOND;
            progress.at(Position.of("reading", second * 1000L));
        }
        progress.say("done");
        progress.finish();

        assertThat(bytes)
                .hasToString(
                        """
                        reading, 10,000 events, 1,000/s, 0:10
                        reading, 20,000 events, 1,000/s, 0:20
                        done
                        reading, 25,000 events, 1,000/s, 0:25
                        """);
    }

    @Test
    void aTerminalGetsOneLineThatIsWrittenOver() {
        Progress progress = new ProgressLine(err, ProgressLine.Reader.TERMINAL, () -> now);
        now += 2 * SECOND;
        progress.at(new Position("reading", 500_000, 2_000_000, 1, 3, 10));
        progress.at(new Position("reading", 600_000, 2_000_000, 1, 3, 12));
        progress.say("note");
        now += 60 * SECOND;
        progress.at(new Position("reading", 2_000_000, 2_000_000, 3, 3, 620));
        progress.finish();

        assertThat(bytes)
                .hasToString(
                        "\r\033[Kreading, 1 of 3 files, 500.0 kB of 2.0 MB (25 %), 10 events, 5/s,"
                                + " 0:02\r\033[Knote\n"
                                + "\r\033[Kreading, 3 of 3 files, 2.0 MB of 2.0 MB (100 %), 620"
                                + " events, 10/s, 1:02\n");
    }

    @Test
    void anotherPhaseHasItsOwnLineAndItsOwnTime() {
        Progress progress = new ProgressLine(err, ProgressLine.Reader.LOG, () -> now);
        now += 4 * SECOND;
        progress.at(Position.of("simulating", 8000));
        progress.at(Position.of("reading", 0));
        now += 2 * SECOND;
        progress.at(Position.of("reading", 500));
        progress.finish();

        assertThat(bytes)
                .hasToString(
                        """
                        simulating, 8,000 events, 2,000/s, 0:04
                        reading, 500 events, 250/s, 0:02
                        """);
    }

    @Test
    void nobodyGetsNothing() {
        Progress progress = new ProgressLine(err, ProgressLine.Reader.NOBODY, () -> now);
        now += 100 * SECOND;
        progress.at(Position.of("reading", 1));
        progress.say("note");
        progress.finish();

        assertThat(bytes.size()).isZero();
    }
}
