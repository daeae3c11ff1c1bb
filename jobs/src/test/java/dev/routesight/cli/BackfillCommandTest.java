package dev.routesight.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackfillCommandTest {
    @TempDir Path temp;
    private Path folder;
    private final Shell shell = new Shell();

    @BeforeEach
    void resolveLinks() throws IOException {
        folder = temp.toRealPath();
    }

    @Test
    void everyArgumentReachesTheRun() throws IOException {
        Path events = touch("events.ndjson");
        Path config = Files.writeString(folder.resolve("c.yaml"), "window: 15m\ndataset: file\n");
        Path out = folder.resolve("rows/here");

        int code =
                shell.run(
                        "backfill",
                        "--input=" + events,
                        "--format=native",
                        "--dataset=d",
                        "--config=" + config,
                        "--set=cuts=[[],[tenant]]",
                        "--set=score.bins=5",
                        "--until=2026-10-31T01:00:00+01:00",
                        "--jdbc-url=jdbc:postgresql://h/db",
                        "--parallelism=2",
                        "--out=" + out);

        assertThat(shell.stderr()).isEmpty();
        assertThat(code).isZero();
        assertThat(shell.backfill.files()).containsExactly(events);
        assertThat(shell.backfill.format()).isEqualTo("native");
        assertThat(shell.backfill.untilMillis()).isEqualTo(OptionalLong.of(1_793_404_800_000L));
        assertThat(shell.backfill.out()).contains(out);
        assertThat(out).isDirectory();
        assertThat(shell.backfill.config().dataset()).isEqualTo("d");
        assertThat(shell.backfill.config().tally().window()).hasMinutes(15);
        assertThat(shell.backfill.config().tally().cuts())
                .containsExactly(List.of(), List.of("tenant"));
        assertThat(shell.backfill.config().tally().scoreBins()).isEqualTo(5);
        assertThat(shell.backfill.config().jdbc().url()).isEqualTo("jdbc:postgresql://h/db");
        assertThat(shell.backfill.config().parallelism()).isEqualTo(2);
    }

    @Test
    void foldersAreSearchedAndEachFileIsReadOnce() throws IOException {
        Path a = touch("logs/a.ndjson");
        Path b = touch("logs/deep/b.jsonl.gz");
        Path c = touch("logs/c.json.zst");
        Path named = touch("other.log");
        touch("logs/README.md");
        touch("logs/.hidden/d.ndjson");
        touch("logs/_temporary.ndjson");

        int code =
                shell.run(
                        "backfill",
                        "--input",
                        folder.resolve("logs").toString(),
                        named.toString(),
                        folder.resolve("logs/../logs/a.ndjson").toString());

        assertThat(code).isZero();
        assertThat(shell.backfill.files()).containsExactly(a, c, b, named);
        assertThat(shell.backfill.untilMillis()).isEmpty();
        assertThat(shell.backfill.out()).isEmpty();
    }

    @Test
    void untilMayBeEpochMilliseconds() throws IOException {
        assertThat(shell.run("backfill", "--input", touch("e.ndjson") + "", "--until", "1000"))
                .isZero();
        assertThat(shell.backfill.untilMillis()).isEqualTo(OptionalLong.of(1000));
    }

    @Test
    void mistakesAreRefusedBeforeAnythingRuns() throws IOException {
        String events = touch("events.ndjson").toString();
        String missing = folder.resolve("none.ndjson").toString();
        String empty = Files.createDirectory(folder.resolve("empty")).toString();

        refused(
                "--input " + missing + ": there is no such file or folder",
                "--input",
                events,
                missing);
        refused(
                "--input "
                        + empty
                        + ": no event files in this folder (.ndjson, .jsonl or .json, also with .gz"
                        + " or .zst)",
                "--input",
                empty);
        refused(
                "--until yesterday: expected a time such as 2026-10-31T00:00:00Z, or epoch"
                        + " milliseconds",
                "--input",
                events,
                "--until",
                "yesterday");
        refused(
                "--format natve: unknown format; did you mean native? (known: native)",
                "--input",
                events,
                "--format",
                "natve");
        refused(
                "--out " + events + "/x: cannot be made a folder",
                "--input",
                events,
                "--out",
                events + "/x");
        refused(
                "--out " + events + ": cannot be made a folder",
                "--input",
                events,
                "--out",
                events);
        refused(
                "--set: horizon: unknown key; did you mean horizons?",
                "--input",
                events,
                "--set",
                "horizon=[2m]");
        refused(
                "--jdbc-url: jdbc.url: must begin with jdbc:postgresql:",
                "--input",
                events,
                "--jdbc-url",
                "postgres://h/db");
        refused(
                "--parallelism: parallelism: expected a whole number, not 'two'",
                "--input",
                events,
                "--parallelism",
                "two");
        refused(missing + ": there is no such file", "--input", events, "--config", missing);
    }

    private void refused(String message, String... args) {
        Shell fresh = new Shell();
        String[] all = new String[args.length + 1];
        all[0] = "backfill";
        System.arraycopy(args, 0, all, 1, args.length);

        assertThat(fresh.run(all)).as(message).isEqualTo(2);
        assertThat(fresh.stderr()).isEqualTo("routesight backfill: " + message + "\n");
        assertThat(fresh.stdout()).isEmpty();
        assertThat(fresh.backfill).isNull();
    }

    private Path touch(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "");
    }
}
