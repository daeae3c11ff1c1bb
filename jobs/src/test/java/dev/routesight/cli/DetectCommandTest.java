package dev.routesight.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DetectCommandTest {
    private static final String QUIET = "1000,20\n".repeat(5);
    private static final String DRIFT = "1000,41\n".repeat(3);
    private final Shell shell = new Shell();

    @Test
    void aStepAlertsStaysOpenAndResolves() {
        shell.stdin(QUIET + DRIFT + "1000,19\n".repeat(3));

        assertThat(shell.run("detect", "--baseline=0.02")).isZero();
        assertThat(shell.stderr()).isEmpty();
        assertThat(shell.stdout()).startsWith("n,x,e_value,state,odds_ratio,since\n");
        assertThat(states())
                .containsExactly(
                        "ok",
                        "ok",
                        "ok",
                        "ok",
                        "ok",
                        "alert",
                        "open",
                        "open",
                        "resolved",
                        "ok",
                        "ok");
        assertThat(rows().get(5)).startsWith("1000,41,").endsWith(",6");
    }

    @Test
    void theEvidenceOfAnAlertHasReachedTheRunLength() {
        shell.stdin(QUIET + DRIFT);

        assertThat(shell.run("detect", "--baseline=0.02", "--arl=1e5")).isZero();
        double alert = Double.parseDouble(rows().get(5).split(",")[2]);
        double before = Double.parseDouble(rows().get(4).split(",")[2]);
        assertThat(alert).isGreaterThanOrEqualTo(1e5);
        assertThat(before).isLessThan(1e5);
    }

    @Test
    void aHeaderNamesTheColumnsInAnyOrderAndMayHaveMore() {
        shell.stdin("day,X,N\r\nmon,20,1000\r\n\r\ntue,60,1000\r\n");

        assertThat(shell.run("detect", "--baseline=0.02")).isZero();
        assertThat(rows()).hasSize(2);
        assertThat(rows().get(0)).startsWith("1000,20,");
        assertThat(states()).containsExactly("ok", "alert");
    }

    @Test
    void aRhythmThatBothGroupsShareIsNoDrift() {
        StringBuilder rows = new StringBuilder("n,x,n_ref,x_ref\n");
        for (int i = 0; i < 40; i++) {
            int x = i % 8 < 4 ? 20 : 60;
            rows.append("1000,").append(x).append(",1000,").append(x).append('\n');
        }
        rows.append("1000,80,1000,20\n");
        shell.stdin(rows.toString());

        assertThat(shell.run("detect", "--reference")).isZero();
        assertThat(shell.stdout()).startsWith("n,x,n_ref,x_ref,e_value,state,odds_ratio,since\n");
        assertThat(states().subList(0, 40)).containsOnly("ok");
        assertThat(states().get(40)).isEqualTo("alert");
    }

    @Test
    void withoutABaselineItIsLearntFromTheFirstRows() {
        shell.stdin("1000,20\n".repeat(10) + "1000,60\n");

        assertThat(shell.run("detect", "--learn=8")).isZero();
        assertThat(states().subList(0, 8)).containsOnly("learning");
        assertThat(states().subList(8, 11)).containsExactly("ok", "ok", "alert");
    }

    @Test
    void fallsAreSeenOnlyWhereWatched() {
        String fall = "1000,200\n".repeat(3) + "1000,100\n".repeat(3);
        shell.stdin(fall);
        assertThat(shell.run("detect", "--baseline=0.2", "--watch=rises")).isZero();
        assertThat(states()).containsOnly("ok");

        Shell falls = new Shell().stdin(fall);
        assertThat(falls.run("detect", "--baseline=0.2", "--watch=falls")).isZero();
        assertThat(falls.stdout()).contains(",alert,0.");
    }

    @Test
    void nothingInIsNothingOut() {
        assertThat(shell.run("detect", "--baseline=0.1")).isZero();
        assertThat(shell.stdout()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10,3,1 | line 2 of stdin: 3 columns, but 2 before",
                "10,11 | line 2 of stdin: 11 events of 10",
                "10,x | line 2 of stdin: x is not a whole number: 'x'",
                "1.5,1 | line 2 of stdin: n is not a whole number: '1.5'",
                "-1,0 | line 2 of stdin: n must lie between 0 and 1e12, not -1",
                "10, | line 2 of stdin: x is not a whole number: ''",
            })
    void aBadLineIsNamedAfterTheGoodOnesWereAnswered(String line, String message) {
        shell.stdin("10,1\n" + line + "\n10,1\n");

        assertThat(shell.run("detect", "--baseline=0.1")).isEqualTo(2);
        assertThat(rows()).hasSize(1);
        assertThat(shell.stderr()).isEqualTo("routesight detect: " + message + "\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--baseline=0 | --baseline must lie between 0 and 1, not 0.0",
                "--arl=5 | --arl must lie between 100 and 1e15, not 5.0",
                "--watch=up | --watch must be rises, falls or both, not 'up'",
                "--learn=0 | --learn must be at least 1, not 0",
                "--design-effect=0.5 | --design-effect must be at least 1, not 0.5",
                "--delta=0.7 | --delta must lie between 0 and 0.5, not 0.7",
            })
    void badOptionsAreRefusedBeforeReading(String option, String message) {
        assertThat(shell.run("detect", option)).isEqualTo(2);
        assertThat(shell.stderr()).isEqualTo("routesight detect: " + message + "\n");
    }

    @Test
    void missingColumnsAreNamed() {
        shell.stdin("n,y\n1,1\n");
        assertThat(shell.run("detect", "--baseline=0.1")).isEqualTo(2);
        assertThat(shell.stderr()).contains("line 1 of stdin: the header has no column x");

        Shell reference = new Shell().stdin("10,1\n");
        assertThat(reference.run("detect", "--reference")).isEqualTo(2);
        assertThat(reference.stderr())
                .contains("line 1 of stdin: 2 columns, but n,x,n_ref,x_ref are expected");
    }

    private List<String> rows() {
        return shell.stdout().lines().skip(1).toList();
    }

    private List<String> states() {
        List<String> header = List.of(shell.stdout().lines().findFirst().orElse("").split(","));
        int at = header.indexOf("state");
        return rows().stream().map(row -> row.split(",", -1)[at]).toList();
    }
}
