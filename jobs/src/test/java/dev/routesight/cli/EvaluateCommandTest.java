package dev.routesight.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluateCommandTest {
    private static final String GOOD =
            "{\"action\":\"a\",\"propensity\":0.5,\"reward\":1,\"context\":{\"q\":\"code\"},"
                    + "\"candidates\":{\"next\":{\"a\":0.9,\"b\":0.1}}}";

    @TempDir Path folder;
    private final Shell shell = new Shell();

    @Test
    void theTableTellsTheValueWithItsInterval() throws IOException {
        Path log = write("log.ndjson", traffic(4000, 0.5));

        assertThat(shell.run("evaluate", "--input=" + log, "--policy=next")).isZero();
        assertThat(shell.stdout())
                .contains("Policy 'next', from 4000 logged decisions.", "effective sample size")
                .contains("\n  identified\n", "doubly_robust", "clipped_ips 10", "95 % interval");
        assertThat(shell.stderr()).isEmpty();
    }

    @Test
    void jsonHoldsTheTruthAndGzipIsRead() throws IOException {
        Path log = folder.resolve("log.ndjson.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(log))) {
            out.write(traffic(20_000, 0.3).getBytes(StandardCharsets.UTF_8));
        }

        assertThat(shell.run("evaluate", "--input=" + log, "--policy=next", "--json")).isZero();
        JsonNode json = new ObjectMapper().readTree(shell.stdout());
        assertThat(json.path("verdict").asText()).isEqualTo("identified");
        for (JsonNode estimate : json.path("estimates")) {
            // the candidate always takes b, which is worth 0.6
            assertThat(estimate.path("low").asDouble())
                    .as(estimate.toString())
                    .isLessThan(estimate.path("value").asDouble());
            assertThat(estimate.path("value").asDouble()).isCloseTo(0.6, within(0.03));
        }
        assertThat(json.path("estimates")).hasSizeGreaterThanOrEqualTo(8);
    }

    @Test
    void missingPropensitiesAreNeverAssumed() throws IOException {
        Path log =
                write(
                        "log.ndjson",
                        GOOD + "\n\n" + GOOD.replace("\"propensity\":0.5,", "") + "\n" + GOOD);

        assertThat(shell.run("evaluate", "--input=" + log, "--policy=next")).isEqualTo(2);
        assertThat(shell.stderr())
                .startsWith("routesight evaluate: " + log + ": unidentifiable: 1 of 3 decisions")
                .contains("carry no propensity, and none is assumed (first: line 3)")
                .hasLineCount(1);
        assertThat(shell.stdout()).isEmpty();
    }

    @Test
    void aHopelessEffectiveSampleSizeIsRefused() throws IOException {
        // the candidate does what the log did once in 500 times
        Path log = write("log.ndjson", traffic(10_000, 0.002));

        assertThat(shell.run("evaluate", "--input=" + log, "--policy=next")).isEqualTo(2);
        assertThat(shell.stderr())
                .contains("unidentifiable: the effective sample size is")
                .contains("of 10000 decisions, too few for an estimate")
                .hasLineCount(1);
        assertThat(shell.stdout()).contains("effective sample size").doesNotContain("snips");
    }

    @Test
    void aDeterministicLogIsUnidentifiable() throws IOException {
        Path log = write("log.ndjson", (GOOD.replace("0.5", "1") + "\n").repeat(1000));

        assertThat(shell.run("evaluate", "--input=" + log, "--policy=next", "--json")).isEqualTo(2);
        JsonNode json = new ObjectMapper().readTree(shell.stdout());
        assertThat(json.path("verdict").asText()).isEqualTo("unidentifiable");
        assertThat(json.path("usable").asBoolean()).isFalse();
        assertThat(shell.stderr()).contains("the logging policy is deterministic");
    }

    @Test
    void whatTheLogNeverTriedIsUnidentifiable() throws IOException {
        Path log =
                write("log.ndjson", (GOOD.replace("\"b\":0.1", "\"z\":0.1") + "\n").repeat(1000));

        assertThat(shell.run("evaluate", "--input=" + log, "--policy=next")).isEqualTo(2);
        assertThat(shell.stderr()).contains("no overlap: 10 % of the candidate's choices");
    }

    @Test
    void withoutAllOfTheCandidatesProbabilitiesThereIsNoModelledValue() throws IOException {
        Path log = write("log.ndjson", traffic(4000, 0.5).replace("\"a\":0,\"b\":1", "\"b\":0.97"));

        assertThat(shell.run("evaluate", "--input=" + log, "--policy=next", "--json")).isZero();
        assertThat(shell.stdout()).contains("\"ips\"", "\"snips\"").doesNotContain("robust");
    }

    @Test
    void usersWhoRecurHaveNoBernsteinInterval() throws IOException {
        String lines = traffic(4000, 0.5).replace("{\"action\"", "{\"unit\":\"u1\",\"action\"");
        Path log = write("log.ndjson", lines + traffic(4000, 0.5));

        assertThat(shell.run("evaluate", "--input=" + log, "--policy=next", "--json")).isZero();
        assertThat(shell.stdout()).contains("\"ips\"").doesNotContain("bernstein");
    }

    @Test
    void anEmptyLogIsRefused() throws IOException {
        Path log = write("log.ndjson", "\n");

        assertThat(shell.run("evaluate", "--input=" + log, "--policy=next")).isEqualTo(2);
        assertThat(shell.stderr()).contains("the log has no decisions");
    }

    @Test
    void aBrokenGzipIsNamed() throws IOException {
        Path whole = folder.resolve("whole.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(whole))) {
            out.write((GOOD + "\n").repeat(1000).getBytes(StandardCharsets.UTF_8));
        }
        byte[] bytes = Files.readAllBytes(whole);
        Path log = folder.resolve("half.ndjson.gz");
        Files.write(log, Arrays.copyOf(bytes, bytes.length / 2));

        assertThat(shell.run("evaluate", "--input=" + log, "--policy=next")).isEqualTo(2);
        assertThat(shell.stderr()).contains("half.ndjson.gz: broken compressed file");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "not json | is not a JSON object",
                "[1] | is not a JSON object",
                "{\"propensity\":0.5,\"reward\":1} | action is not a name",
                "{\"action\":\"a\",\"reward\":\"1\"} | reward is not a number",
                "{\"action\":\"a\",\"reward\":1} | candidates is not an object of policies",
                "{\"action\":\"a\",\"reward\":1,\"candidates\":{\"x\":{},\"y\":{}}} | candidates"
                        + " has no policy 'next' (there is x, y)",
                "{\"action\":\"a\",\"reward\":1,\"candidates\":{\"next\":3}} | candidates.next is"
                        + " not an object {action: probability}",
                "{\"action\":\"a\",\"reward\":1,\"candidates\":{\"next\":{\"a\":2}}} |"
                        + " candidates.next.a is not a probability",
                "{\"action\":\"a\",\"reward\":1,\"candidates\":{\"next\":{\"a\":0.9,\"b\":0.6}}} |"
                        + " candidates.next adds up to 1.5, more than 1",
                "{\"action\":\"a\",\"propensity\":0,\"reward\":1,\"candidates\":{\"next\":{}}} |"
                        + " propensity is not a number above 0 and at most 1",
                "{\"action\":\"a\",\"propensity\":1.5,\"reward\":1,\"candidates\":{\"next\":{}}} |"
                        + " propensity is not a number above 0 and at most 1",
            })
    void aBadLineIsNamed(String line, String message) throws IOException {
        Path log = write("log.ndjson", GOOD + "\n" + line + "\n" + GOOD);

        assertThat(shell.run("evaluate", "--input=" + log, "--policy=next")).isEqualTo(2);
        assertThat(shell.stderr())
                .isEqualTo("routesight evaluate: " + log + " line 2: " + message + "\n");
    }

    @ParameterizedTest
    @CsvSource({"--level=1", "--clip=0", "--p-min=-1", "--input=nowhere"})
    void badArgumentsAreRefused(String argument) throws IOException {
        Path log = write("log.ndjson", GOOD);
        String input = argument.startsWith("--input") ? argument : "--input=" + log;
        String other = argument.startsWith("--input") ? "--json" : argument;

        assertThat(shell.run("evaluate", input, "--policy=next", other)).isEqualTo(2);
        assertThat(shell.stderr()).hasLineCount(1).contains(argument.split("=")[0]);
    }

    /** Route b, worth 0.6, is taken with a probability; a is worth 0.2; the candidate takes b. */
    private static String traffic(int rows, double b) {
        SplittableRandom random = new SplittableRandom(5);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < rows; i++) {
            boolean isB = random.nextDouble() < b;
            boolean good = random.nextDouble() < (isB ? 0.6 : 0.2);
            lines.append(
                    ("{\"action\":\"%s\",\"propensity\":%s,\"reward\":%d,\"context\":{\"s\":%s},"
                                    + "\"candidates\":{\"next\":{\"a\":0,\"b\":1}}}\n")
                            .formatted(
                                    isB ? "b" : "a",
                                    isB ? b : 1 - b,
                                    good ? 1 : 0,
                                    random.nextDouble()));
        }
        return lines.toString();
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }
}
