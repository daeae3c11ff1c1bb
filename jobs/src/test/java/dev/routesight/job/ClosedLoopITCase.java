package dev.routesight.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routesight.cli.LoopRequest;
import dev.routesight.cli.Progress;
import dev.routesight.loop.LoopStep;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A router that follows the real graph, over a folder and a table. */
class ClosedLoopITCase {
    private static final double PRICE = 0.02;
    private static final double START = 0.1;
    private static final int PERIODS = 4;

    @TempDir private static Path folder;
    private static Path scenario;
    private static List<LoopStep> steps;
    private static String printed;
    private static Path files;

    @BeforeAll
    static void playOverAFolder() throws Exception {
        String world = Files.readString(Path.of("../conf/scenarios/closed-loop.yaml"));
        scenario = folder.resolve("world.yaml");
        Files.writeString(
                scenario,
                world.replace("sessions: 8000", "sessions: 1500")
                        .replace("share: 0.1", "share: 0.5"));
        files = folder.resolve("files");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        LoopRequest request =
                new LoopRequest(
                        Optional.of(scenario),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        PERIODS,
                        START,
                        PRICE,
                        0,
                        0,
                        1,
                        Optional.of(files));
        steps =
                LoopRun.run(
                        request, new Silent(), new PrintStream(out, true, StandardCharsets.UTF_8));
        printed = out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void whatIsRecommendedBringsTheThresholdNearTheOracle() {
        assertThat(steps).hasSize(PERIODS);
        assertThat(steps.get(0).threshold()).isEqualTo(START);
        assertThat(steps.get(0).regret()).isGreaterThan(0.15);
        assertThat(steps.get(PERIODS - 1).regret()).as(printed).isLessThan(0.05);
        assertThat(steps).anyMatch(step -> step.said().status().equals("proposed"));
    }

    @Test
    void eachPeriodIsALineAndARowAndAPointOfTheChart() throws Exception {
        assertThat(printed.lines()).hasSize(PERIODS + 1);
        assertThat(printed).contains("oracle", "regret", "█", "proposed");
        assertThat(Files.readAllLines(files.resolve("loop.csv"))).hasSize(PERIODS + 1);
        assertThat(Files.readString(files.resolve("regret.svg"))).contains("<polyline", "Regret");
    }

    private static final class Silent implements Progress {
        @Override
        public void at(Position position) {}

        @Override
        public void say(String line) {}

        @Override
        public void finish() {}
    }
}
