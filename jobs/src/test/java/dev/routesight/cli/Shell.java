package dev.routesight.cli;

import dev.routesight.config.JdbcConfig;
import dev.routesight.config.JobConfig;
import dev.routesight.metrics.MetricsRequest;
import dev.routesight.wording.TextFeatures;
import dev.routesight.wording.TurnClassifier;
import dev.routesight.wording.Verdict;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import picocli.CommandLine;

/** The command line with runs that only remember what they were asked for. */
final class Shell {
    record Simulated(Path scenario, Path out, OptionalLong seed) {}

    record Notified(JobConfig config, boolean once) {}

    private final Map<String, String> environment = new HashMap<>();
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private final StringWriter help = new StringWriter();
    private final StringWriter talk = new StringWriter();
    private byte[] stdin = new byte[0];
    private Exception failure;

    DemoRequest demo;
    BackfillRequest backfill;
    StreamRequest stream;
    Simulated simulated;
    LoopRequest looped;
    JdbcConfig migrated;
    Notified notified;
    MetricsRequest served;

    Shell env(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Shell stdin(String text) {
        return stdin(text.getBytes(StandardCharsets.UTF_8));
    }

    Shell stdin(byte[] bytes) {
        stdin = bytes;
        return this;
    }

    /** Every run fails with this. */
    Shell failing(Exception e) {
        failure = e;
        return this;
    }

    int run(String... args) {
        CommandLine line =
                Main.commandLine(runs(), environment, new ByteArrayInputStream(stdin), data);
        line.setOut(new PrintWriter(help, true)).setErr(new PrintWriter(talk, true));
        return line.execute(args);
    }

    String stdout() {
        return help + data.toString(StandardCharsets.UTF_8);
    }

    String stderr() {
        return talk.toString();
    }

    private Runs runs() {
        return new Runs(
                (request, progress) -> demo = orFail(request),
                (request, progress) -> backfill = orFail(request),
                (request, progress) -> stream = orFail(request),
                (scenario, out, seed, progress) ->
                        simulated = orFail(new Simulated(scenario, out, seed)),
                (request, progress) -> looped = orFail(request),
                database -> migrated = orFail(database),
                (config, once, progress) -> notified = orFail(new Notified(config, once)),
                (database, request, progress) -> served = orFail(request),
                cues -> new Echo());
    }

    private <T> T orFail(T request) throws Exception {
        if (failure != null) {
            throw failure;
        }
        return request;
    }

    /** Tells by rule what it was given. */
    private static final class Echo implements TurnClassifier {
        @Override
        public TextFeatures describeTurn(String text, String language) {
            return new TextFeatures("en", 1, text.length(), 0, 0, 0, new int[0]);
        }

        @Override
        public TextFeatures describeAnswer(String text, String language) {
            return describeTurn(text, language);
        }

        @Override
        public Verdict classify(TextFeatures before, TextFeatures answer, TextFeatures turn) {
            String rule = length(before) + "/" + length(answer) + "/" + length(turn);
            return new Verdict(Verdict.NONE, rule, 0.5, "en");
        }

        private static String length(TextFeatures features) {
            return features == null ? "-" : String.valueOf(features.characters());
        }
    }
}
