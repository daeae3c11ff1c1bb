package dev.routesight.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.routesight.attribution.SignalKind;
import dev.routesight.config.JdbcConfig;
import dev.routesight.config.JobConfig;
import dev.routesight.database.LabelSample;
import dev.routesight.database.LabelSample.Drawn;
import dev.routesight.label.Draw;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Draws decisions for people to label. */
@Command(
        name = "sample-labels",
        description = {
            "Draws decisions at random from decision_outcome, among those for which a signal fired"
                    + " and among those for which it did not, per route, and prints them with the"
                    + " probability with which each was drawn. Look each up in your own logs by"
                    + " session and turn, write true or false into label, and give the file to"
                    + " import-labels; the view corrected_rate then gives honest rates.",
            "The same seed draws the same decisions.",
        },
        footer = {
            "  ./routesight sample-labels --jdbc-url jdbc:postgresql://localhost/routesight \\",
            "      --dataset live --signal correction --per-route 600 > labels.csv",
            "  ./routesight import-labels --jdbc-url jdbc:postgresql://localhost/routesight \\",
            "      --input labels.csv",
        })
final class SampleLabelsCommand implements Callable<Integer> {
    private final Map<String, String> environment;
    private final OutputStream out;

    @Spec private CommandSpec spec;
    @Mixin private CommonOptions common;

    @Mixin private DatasetOptions tables;

    @Option(
            names = "--signal",
            paramLabel = "S",
            defaultValue = "correction",
            description = "A kind of signal, or rejected (default: correction).")
    private String signal;

    @Mixin private HorizonOption horizon;

    @Option(
            names = "--per-route",
            paramLabel = "N",
            defaultValue = "600",
            description = "How many to draw for each route, in expectation (default: 600).")
    private int perRoute;

    @Option(
            names = "--fired-share",
            paramLabel = "P",
            defaultValue = "0.33",
            description = "Share of them for which the signal fired (default: 0.33).")
    private double firedShare;

    @Option(
            names = "--seed",
            paramLabel = "TEXT",
            defaultValue = "1",
            description = "Another seed draws others (default: 1).")
    private String seed;

    @Option(
            names = "--format",
            paramLabel = "F",
            defaultValue = "csv",
            description = "csv or ndjson (default: csv).")
    private String format;

    @Option(
            names = "--store",
            description = "Also write them into signal_label, label null; what is there stays.")
    private boolean store;

    SampleLabelsCommand(Map<String, String> environment, OutputStream out) {
        this.environment = environment;
        this.out = out;
    }

    @Override
    public Integer call() throws Exception {
        JobConfig config = tables.reader(environment).read();
        JdbcConfig database = DatabaseOptions.databaseOf(config);
        checkSignal();
        LabelSample sample = new LabelSample(database, config.dataset(), signal, horizon.seconds());
        Rows rows =
                new Rows(config.dataset(), signal, horizon.seconds(), format.equals("csv"), out);
        long decisions = sample.draw(drawing(), store, rows::write);
        rows.writer.flush();
        if (decisions == 0) {
            throw new UsageException(
                    "no complete decision of dataset "
                            + config.dataset()
                            + " at horizon "
                            + horizon.text()
                            + ": see select distinct dataset, horizon_seconds from"
                            + " decision_outcome");
        }
        spec.commandLine()
                .getErr()
                .println("drew " + rows.count + " of " + decisions + " decisions");
        return 0;
    }

    private void checkSignal() {
        boolean known =
                signal.equals("rejected")
                        || Arrays.stream(SignalKind.values())
                                .anyMatch(kind -> kind.label().equals(signal));
        if (!known) {
            throw new UsageException("--signal: no signal is called '" + signal + "'");
        }
        if (!format.equals("csv") && !format.equals("ndjson")) {
            throw new UsageException("--format must be csv or ndjson, not '" + format + "'");
        }
    }

    private Draw drawing() {
        try {
            return new Draw(perRoute, firedShare, seed);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--per-route, --fired-share: " + e.getMessage());
        }
    }

    /** Writes drawn decisions, a line each. */
    private static final class Rows {
        private static final ObjectMapper JSON = new ObjectMapper();
        private final String dataset;
        private final String signal;
        private final long horizon;
        private final boolean csv;
        private final Writer writer;
        private long count;

        Rows(String dataset, String signal, long horizon, boolean csv, OutputStream out)
                throws IOException {
            this.dataset = dataset;
            this.signal = signal;
            this.horizon = horizon;
            this.csv = csv;
            this.writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            if (csv) {
                writer.write(
                        "dataset,signal,horizon_seconds,session_id,decision_id,decision_ts,turn,"
                                + "route,query_shape,language,fired,inclusion_probability,label\n");
            }
        }

        void write(Drawn drawn) throws IOException {
            count++;
            if (!csv) {
                json(drawn);
                return;
            }
            writer.write(
                    String.join(
                            ",",
                            quoted(dataset),
                            quoted(signal),
                            String.valueOf(horizon),
                            quoted(drawn.sessionId()),
                            quoted(drawn.decisionId()),
                            drawn.decisionTime().toString(),
                            String.valueOf(drawn.turn()),
                            quoted(drawn.route()),
                            quoted(drawn.queryShape()),
                            quoted(drawn.language()),
                            String.valueOf(drawn.fired()),
                            String.valueOf(drawn.probability()),
                            "\n"));
        }

        private void json(Drawn drawn) throws IOException {
            try (JsonGenerator json = JSON.createGenerator(writer)) {
                json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
                json.writeStartObject();
                json.writeStringField("dataset", dataset);
                json.writeStringField("signal", signal);
                json.writeNumberField("horizon_seconds", horizon);
                json.writeStringField("session_id", drawn.sessionId());
                json.writeStringField("decision_id", drawn.decisionId());
                json.writeStringField("decision_ts", drawn.decisionTime().toString());
                json.writeNumberField("turn", drawn.turn());
                json.writeStringField("route", drawn.route());
                json.writeStringField("query_shape", drawn.queryShape());
                json.writeStringField("language", drawn.language());
                json.writeBooleanField("fired", drawn.fired());
                json.writeNumberField("inclusion_probability", drawn.probability());
                json.writeNullField("label");
                json.writeEndObject();
            }
            writer.write('\n');
        }

        private static String quoted(String text) {
            boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c < ' ');
            return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
        }
    }
}
