package dev.routesight.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Arguments of report and serve: what is wrong is said before anything is opened. */
class ReportCommandTest {
    private static final String NOWHERE = "--jdbc-url=jdbc:postgresql://localhost:1/none";

    @TempDir private Path folder;
    private final Shell shell = new Shell();

    private void refuses(String words, String... args) {
        assertThat(shell.run(args)).as(shell.stderr()).isEqualTo(2);
        assertThat(shell.stderr()).contains(words).hasLineCount(1);
    }

    @Test
    void reportNeedsADatabase() {
        refuses("--jdbc-url must be given", "report", "--out=" + folder.resolve("r.html"));
    }

    @Test
    void reportNeedsAFolderThatIsThere() {
        refuses("there is no folder", "report", NOWHERE, "--out=" + folder.resolve("no/r.html"));
    }

    @Test
    void reportWritesNoFolder() {
        refuses("is a folder", "report", NOWHERE, "--out=" + folder);
    }

    @Test
    void daysAreNamedAsTheyWereGiven() {
        String out = "--out=" + folder.resolve("r.html");
        refuses("--from monday: expected a day", "report", NOWHERE, out, "--from=monday");
    }

    @Test
    void toMustBeAfterFrom() {
        String out = "--out=" + folder.resolve("r.html");
        refuses(
                "--to 2026-01-01: must be after --from",
                "report",
                NOWHERE,
                out,
                "--from=2026-01-02",
                "--to=2026-01-01");
    }

    @Test
    void aDatabaseThatDoesNotAnswerFailsTheRunInOneLineAndLeavesNoFile() {
        Path out = folder.resolve("r.html");
        assertThat(shell.run("report", NOWHERE, "--out=" + out)).isEqualTo(1);
        assertThat(shell.stderr()).contains("report failed").hasLineCount(1);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void servePortIsOne() {
        refuses("--port 70000: must be from 0 to 65535", "serve", NOWHERE, "--port=70000");
    }

    @Test
    void serveDaysAreNotNegative() {
        refuses("--days -1: must not be negative", "serve", NOWHERE, "--days=-1");
    }

    @Test
    void serveRefreshIsADuration() {
        refuses("--refresh soon: must be a duration", "serve", NOWHERE, "--refresh=soon");
    }

    @Test
    void serveToANetworkWantsAGoodToken() {
        shell.env("ROUTESIGHT_REPORT_TOKEN", "short");
        refuses("ROUTESIGHT_REPORT_TOKEN: must be 16 or more", "serve", NOWHERE, "--host=0.0.0.0");
    }
}
