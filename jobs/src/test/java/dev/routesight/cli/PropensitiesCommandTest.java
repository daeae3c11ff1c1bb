package dev.routesight.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ContinuousSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PropensitiesCommandTest {
    private static final String THOMPSON =
            "{\"type\":\"decision\",\"cost_usd\":0.000400000,\"sampling\":{\"rule\":\"thompson\","
                    + "\"posteriors\":{\"cheap\":[1,1],\"strong\":[2,1]}}}";

    @TempDir Path folder;
    private final Shell shell = new Shell();

    @Test
    void aDecisionGetsThePropensitiesOfItsPosteriorsAndKeepsAllElse() throws IOException {
        assertThat(shell.stdin(THOMPSON + "\n\n" + THOMPSON).run("propensities")).isZero();

        String[] lines = shell.stdout().split("\n");
        JsonNode row = new ObjectMapper().readTree(lines[0]);
        // P(X > Y) of X ~ Beta(2, 1), Y uniform is E[X] = 2/3
        assertThat(row.at("/propensities/strong").asDouble()).isCloseTo(2 / 3.0, within(0.02));
        assertThat(row.at("/propensities/cheap").asDouble())
                .isCloseTo(1 - row.at("/propensities/strong").asDouble(), within(1e-12));
        assertThat(lines[0]).contains("\"cost_usd\":0.000400000");
        assertThat(lines[1]).isEqualTo(lines[0]);
        assertThat(shell.stderr()).isEqualTo("added propensities to 2 of 2 lines\n");
    }

    @Test
    void softmaxIsExactAndALogLineGetsItsPropensityToo() throws IOException {
        String line =
                "{\"action\":\"b\",\"sampling\":{\"rule\":\"softmax\",\"temperature\":0.5,"
                        + "\"scores\":{\"a\":0,\"b\":0.5,\"c\":1}}}";

        assertThat(shell.stdin(line).run("propensities")).isZero();
        JsonNode row = new ObjectMapper().readTree(shell.stdout());
        double all = 1 + Math.E + Math.E * Math.E;
        assertThat(row.path("propensity").asDouble()).isCloseTo(Math.E / all, within(1e-12));
        assertThat(row.at("/propensities/c").asDouble())
                .isCloseTo(Math.E * Math.E / all, within(1e-12));
    }

    @Test
    void whatWasLoggedStays() {
        String logged = THOMPSON.replace("{\"type\"", "{\"propensities\":{\"cheap\":1},\"type\"");
        String without = "{\"type\":\"turn\",\"text\":\"the \\\"sampling\\\" of it\"}";

        assertThat(shell.stdin(logged + "\n" + without).run("propensities")).isZero();
        assertThat(shell.stdout()).isEqualTo(logged + "\n" + without + "\n");
        assertThat(shell.stderr()).isEqualTo("added propensities to 0 of 2 lines\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"sampling\":1} | sampling is not an object",
                "{\"sampling\":{}} | sampling.rule is neither thompson nor softmax",
                "{\"sampling\":{\"rule\":\"thompson\",\"posteriors\":{\"a\":[1,1]}}}"
                        + " | sampling.posteriors has 1 routes instead of two",
                "{\"sampling\":{\"rule\":\"thompson\",\"posteriors\":{\"a\":[1],\"b\":[1,1]}}}"
                        + " | sampling.posteriors.a is not [a, b]",
                "{\"sampling\":{\"rule\":\"thompson\",\"posteriors\":{\"a\":[0,1],\"b\":[1,1]}}}"
                        + " | sampling: Beta(0.0, 1.0) is no distribution",
                "{\"sampling\":{\"rule\":\"softmax\",\"scores\":{\"a\":1}}}"
                        + " | sampling.temperature is not a number",
                "{\"sampling\":{\"rule\":\"softmax\",\"scores\":{\"a\":1},\"temperature\":0}}"
                        + " | sampling: temperature 0.0 is not above 0",
                "{\"sampling\":{\"rule\":\"softmax\",\"scores\":{\"a\":1},\"temperature\":1,"
                        + "\"deviations\":{}}} | sampling.deviations.a is not a number",
                "{\"action\":\"x\",\"sampling\":{\"rule\":\"softmax\",\"scores\":{\"a\":1},"
                        + "\"temperature\":1}} | action 'x' is not in its sampling",
                "{\"sampling\" | is not a JSON object",
            })
    void aBadLineIsNamed(String line, String what) {
        assertThat(shell.stdin("{}\n" + line).run("propensities")).isEqualTo(2);
        assertThat(shell.stderr())
                .isEqualTo("routesight propensities: line 2 of stdin: " + what + "\n");
    }

    @Test
    void tooFewDrawsAreRefused() {
        assertThat(shell.run("propensities", "--draws=10")).isEqualTo(2);
        assertThat(shell.stderr()).contains("--draws 10: must be from 100");
    }

    /** From a log without propensities to the value of another policy. */
    @Test
    void evaluateFindsTheTruthInARebuiltThompsonLog() throws IOException {
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(11);
        StringBuilder log = new StringBuilder();
        double[][] posteriors = {{30, 20, 24, 20}, {8, 8, 6, 7}, {55, 40, 50, 41}};
        for (int i = 0; i < 30_000; i++) {
            double[] p = posteriors[i % 3];
            boolean strong = beta(p[0], p[1], random).sample() > beta(p[2], p[3], random).sample();
            // the reward of strong grows with the kind of query, that of cheap is fixed
            boolean good = random.nextDouble() < (strong ? 0.5 + 0.2 * (i % 3) : 0.4);
            log.append(
                    String.format(
                            Locale.ROOT,
                            "{\"action\":\"%s\",\"reward\":%d,\"context\":\"k%d\",\"candidates\":"
                                    + "{\"next\":{\"strong\":0.9,\"cheap\":0.1}},\"sampling\":"
                                    + "{\"rule\":\"thompson\",\"posteriors\":{\"strong\":[%s,%s],"
                                    + "\"cheap\":[%s,%s]}}}%n",
                            strong ? "strong" : "cheap",
                            good ? 1 : 0,
                            i % 3,
                            p[0],
                            p[1],
                            p[2],
                            p[3]));
        }
        Path bare = Files.writeString(folder.resolve("bare.ndjson"), log);
        assertThat(shell.run("evaluate", "--input=" + bare, "--policy=next")).isEqualTo(2);
        assertThat(shell.stderr()).contains("30000 of 30000 decisions carry no propensity");

        Shell rebuilding = new Shell().stdin(log.toString());
        assertThat(rebuilding.run("propensities", "--draws=50000")).isZero();
        Path rebuilt = Files.writeString(folder.resolve("log.ndjson"), rebuilding.stdout());
        Shell evaluating = new Shell();
        assertThat(
                        evaluating.run(
                                "evaluate", "--input=" + rebuilt, "--policy=next", "--format=json"))
                .as(evaluating.stderr())
                .isZero();
        double truth = 0.9 * 0.7 + 0.1 * 0.4;
        for (JsonNode e : new ObjectMapper().readTree(evaluating.stdout()).path("estimates")) {
            assertThat(e.path("value").asDouble()).as(e.toString()).isCloseTo(truth, within(0.02));
        }
    }

    private static ContinuousSampler beta(double a, double b, UniformRandomProvider random) {
        return BetaDistribution.of(a, b).createSampler(random)::sample;
    }
}
