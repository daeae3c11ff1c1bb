package dev.routesight.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExploreBudgetCommandTest {
    private final Shell shell = new Shell();

    @Test
    void aBudgetThatCannotSeeWhatMattersIsWarnedAbout() {
        assertThat(
                        shell.run(
                                "explore-budget",
                                "--weekly=16500",
                                "--rate=0.09",
                                "--shadow=0.01",
                                "--points=5"))
                .as(shell.stderr())
                .isZero();
        assertThat(shell.stdout())
                .contains("All traffic: 16500 decisions a week, 9.0 % rejected")
                .contains(
                        "warning: 1.0 % shadow on this traffic sees only differences above 10.9"
                                + " points in 4 weeks; 5.0 points take 20 weeks");
    }

    @Test
    void aBudgetThatIsEnoughIsNotWarnedAbout() {
        assertThat(
                        shell.run(
                                "explore-budget",
                                "--weekly=160000",
                                "--rate=0.09",
                                "--explore=0.05",
                                "--points=2"))
                .isZero();
        assertThat(shell.stdout()).doesNotContain("warning");
    }

    @Test
    void withoutAnyExplorationNothingIsSeen() {
        assertThat(shell.run("explore-budget", "--weekly=160000", "--rate=0.09")).isZero();
        assertThat(shell.stdout())
                .contains("warning: nothing is explored, forced or double-routed");
    }

    @Test
    void trafficThatIsTooSmallIsSaidToBe() {
        assertThat(shell.run("explore-budget", "--weekly=50", "--rate=0.3", "--shadow=1")).isZero();
        assertThat(shell.stdout()).contains("too much");
    }

    @Test
    void programsGetNumbersAndNull() throws Exception {
        assertThat(
                        shell.run(
                                "explore-budget",
                                "--weekly=10000",
                                "--rate=0.1",
                                "--cheap-usd=0.001",
                                "--reference-usd=0.009",
                                "--cheap-share=0.75",
                                "--format=json"))
                .isZero();
        JsonNode root = new ObjectMapper().readTree(shell.stdout());
        assertThat(root.path("ways")).hasSize(3);
        JsonNode explore = root.path("ways").get(0);
        double needs = explore.path("needs_share").asDouble();
        assertThat(needs).isBetween(0.05, 0.5);
        // of ten thousand decisions, three of four are cheap by policy, half of them move
        assertThat(explore.path("usd_per_week").asDouble())
                .isCloseTo(
                        needs * 10_000 * 0.75 / 2 * 0.008,
                        org.assertj.core.api.Assertions.within(1e-9));
        assertThat(explore.path("weeks_until").isNull()).isTrue();
        assertThat(explore.path("sees_difference").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "|--jdbc-url must be given, or traffic with --weekly and --rate",
                "--weekly=100|--weekly and --rate are given together",
                "--weekly=0 --rate=0.1|decisions a week must be above 0",
                "--weekly=100 --rate=1.5|the rejected rate must lie in [0, 1)",
                "--weekly=100 --rate=0.1 --design-effect=0.5|the design effect must be 1 or more",
                "--weekly=100 --rate=0.1 --points=0|--points must lie between 0 and 100, not 0.0",
                "--weekly=100 --rate=0.1 --weeks=0|--weeks must lie between 0 and 1000, not 0.0",
                "--weekly=100 --rate=0.1 --shadow=2|--shadow must lie between 0 and 1, not 2.0",
            })
    void mistakesAreOneLine(String arguments, String says) {
        String line = arguments == null ? "explore-budget" : "explore-budget " + arguments;
        assertThat(shell.run(line.split(" "))).isEqualTo(2);
        assertThat(shell.stderr()).hasLineCount(1).contains(says);
    }
}
