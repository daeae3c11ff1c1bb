package dev.routesight.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.routesight.testing.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files for Prometheus and Alertmanager, as their own tools see them. */
class MonitoringFilesTest {
    private static final String PROMETHEUS = "../deploy/prometheus/";

    @TempDir Path folder;

    private void succeeds(String... command) throws Exception {
        assumeTrue(Program.areThere(command[0]), command[0] + " is not there: see .ci/run");
        Path log = folder.resolve("log");
        String[] arguments = java.util.Arrays.copyOfRange(command, 1, command.length);
        try (Program tool = Program.start(log, command[0], arguments)) {
            int code = tool.waitFor();
            assertThat(code).as(Files.readString(log)).isZero();
            assertThat(Files.readString(log)).contains("SUCCESS");
        }
    }

    @Test
    void theRulesFireWhenTheyShouldAndOnlyThen() throws Exception {
        succeeds("promtool", "test", "rules", PROMETHEUS + "routesight.rules.test.yaml");
    }

    @Test
    void everyRuleHasATest() throws Exception {
        String tests = Files.readString(Path.of(PROMETHEUS + "routesight.rules.test.yaml"));
        Files.readString(Path.of(PROMETHEUS + "routesight.rules.yaml"))
                .lines()
                .filter(line -> line.contains("- alert: "))
                .map(line -> line.substring(line.indexOf(": ") + 2))
                .forEach(
                        rule ->
                                assertThat(tests)
                                        .containsPattern(
                                                "alertname: " + rule + "\\s+exp_alerts:\\s+- "));
    }

    @Test
    void prometheusTakesItsConfiguration() throws Exception {
        succeeds("promtool", "check", "config", PROMETHEUS + "prometheus.yaml");
    }

    @Test
    void alertmanagerTakesItsConfiguration() throws Exception {
        succeeds("amtool", "check-config", "../deploy/alertmanager/alertmanager.yaml");
    }
}
