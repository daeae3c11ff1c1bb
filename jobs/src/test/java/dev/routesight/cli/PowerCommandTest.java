package dev.routesight.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PowerCommandTest {
    private final Shell shell = new Shell();

    @Test
    void largerDriftsNeedFewerDecisions() {
        assertThat(shell.run("power", "--baseline=0.1", "--weekly=50000", "--ratio=1.5,2,0.5"))
                .isZero();
        String[] lines = shell.stdout().split("\n");
        assertThat(lines).hasSize(4);
        assertThat(lines[0])
                .isEqualTo("ratio,from,to,decisions_median,decisions_90,days_median,days_90");
        assertThat(lines[1]).startsWith("1.5,0.100000,0.150000,");
        long half = Long.parseLong(lines[1].split(",")[3]);
        assertThat(half).isGreaterThan(Long.parseLong(lines[2].split(",")[3]));
        assertThat(Long.parseLong(lines[1].split(",")[4])).isGreaterThan(half);
        assertThat(shell.stderr()).isEmpty();
    }

    @Test
    void whatTheLearningLeavesOpenIsNeverSeen() {
        assertThat(shell.run("power", "--baseline=0.1", "--weekly=100", "--ratio=1.02")).isZero();
        assertThat(shell.stdout()).endsWith("1.02,0.100000,0.102000,never,never,never,never\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--baseline=2 --weekly=9 | --baseline must lie between 0 and 1, not 2.0",
                "--baseline=0.1 --weekly=0 | --weekly must lie between 1 and 1e12, not 0.0",
                "--baseline=0.5 --weekly=9 --ratio=2 | --ratio takes the rate to 1 or more, not"
                        + " 2.0",
                "--baseline=0.5 --weekly=9 --ratio=1 | --ratio must be above 0 and not 1, not 1.0",
                "--baseline=0.5 --weekly=9 --streams=0 | --streams must be at least 1, not 0",
            })
    void badOptionsAreRefusedInOneLine(String options, String message) {
        String[] arguments = ("power " + options).split(" ");
        assertThat(shell.run(arguments)).isEqualTo(2);
        assertThat(shell.stderr()).isEqualTo("routesight power: " + message + "\n");
    }
}
