package dev.routesight.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
    private final Shell shell = new Shell();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "backfill",
                "stream",
                "simulate",
                "classify",
                "sample-labels",
                "import-labels",
                "propensities",
                "evaluate",
                "calibrate",
                "money",
                "recommend",
                "export-training",
                "detect",
                "power",
                "notify",
                "metrics",
                "migrate"
            })
    void everyCommandHelps(String command) {
        assertThat(shell.run(command, "--help")).isZero();

        assertThat(shell.stdout())
                .contains("Usage: routesight " + command, "Exit codes:", "0   good", "Examples:")
                .contains("./routesight " + command, "--stacktrace");
        assertThat(shell.stderr()).isEmpty();
    }

    @Test
    void theVersionIsThatOfTheBuild() {
        assertThat(shell.run("--version")).isZero();
        assertThat(shell.stdout()).matches("routesight \\d+\\.\\d+\\.\\d+\\S*\\s+");
    }

    @Test
    void noCommandIsBadUsage() {
        assertThat(shell.run()).isEqualTo(2);
        assertThat(shell.stderr()).contains("Commands:", "backfill");
        assertThat(shell.stdout()).isEmpty();
    }

    @Test
    void anUnknownCommandSuggestsOne() {
        assertThat(shell.run("bakfill")).isEqualTo(2);
        assertThat(shell.stderr())
                .isEqualTo(
                        "routesight: unknown command 'bakfill'; did you mean backfill? (see"
                                + " ./routesight --help)\n");
    }

    @Test
    void anUnknownOptionSuggestsOne() {
        assertThat(shell.run("stream", "--broker", "x")).isEqualTo(2);
        assertThat(shell.stderr())
                .startsWith("routesight stream: Unknown option")
                .contains("did you mean --brokers?")
                .hasLineCount(1);
    }

    @Test
    void aMissingOptionIsNamed() {
        assertThat(shell.run("backfill")).isEqualTo(2);
        assertThat(shell.stderr())
                .isEqualTo(
                        "routesight backfill: Missing required option: '--input=PATH' (see"
                                + " ./routesight backfill --help)\n");
    }

    @Test
    void aFailedRunIsOneAndSaysWhyInOneLine() {
        shell.failing(new IllegalStateException("outer", new IOException("disk full\non /data")));

        assertThat(shell.run("demo")).isEqualTo(1);
        assertThat(shell.stderr())
                .isEqualTo(
                        "routesight demo failed: IOException: disk full on /data (--stacktrace"
                                + " shows where)\n");
    }

    @Test
    void theStackTraceIsShownWhenAskedFor() {
        shell.failing(new IllegalStateException("broken"));

        assertThat(shell.run("demo", "--stacktrace")).isEqualTo(1);
        assertThat(shell.stderr()).contains("\tat dev.routesight.cli.");
    }

    @Test
    void theStackTraceIsShownWhenDebugging() {
        assertThat(shell.env("ROUTESIGHT_DEBUG", "1").run("migrate")).isEqualTo(2);
        assertThat(shell.stderr()).contains("\tat dev.routesight.cli.");
    }
}
