package dev.routesight.cli;

import dev.routesight.offpolicy.Evaluation;
import dev.routesight.offpolicy.Identification;
import dev.routesight.offpolicy.LoggedDecisions;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What another policy would have been worth, from a log with propensities. */
@Command(
        name = "evaluate",
        description = {
            "Estimates what another routing policy would have been worth, from decisions that were"
                    + " logged with the probability of the route taken.",
            "The log is NDJSON (also .gz, .zst), a decision a line: {\"action\", \"propensity\","
                + " \"reward\", \"context\", \"candidates\": {policy: {action: p}}}. The context is"
                + " any JSON of few values; it feeds the model of rewards. \"unit\" (a user, say)"
                + " makes intervals honest about users who recur; \"propensities\": {action: p}"
                + " lets the overlap be checked decision by decision.",
            "A log that cannot tell is refused, in words: propensities missing (none is assumed),"
                    + " no overlap, too few effective decisions.",
        },
        footer = {
            "  ./routesight evaluate --input decisions.ndjson.gz --policy next",
            "  ./routesight evaluate --input decisions.ndjson --policy next --format json"
        })
final class EvaluateCommand implements Callable<Integer> {
    private final OutputStream out;

    @Mixin private CommonOptions common;

    @Option(
            names = "--input",
            required = true,
            paramLabel = "LOG",
            description = "File of logged decisions.")
    private Path input;

    @Option(
            names = "--policy",
            required = true,
            paramLabel = "NAME",
            description = "The candidate, by its name in \"candidates\".")
    private String policy;

    @Mixin private LevelOption level;

    @Option(
            names = "--clip",
            split = ",",
            defaultValue = "10,100",
            paramLabel = "C",
            description = "Largest weights of clipped IPS (default: ${DEFAULT-VALUE}).")
    private double[] clips;

    @Option(
            names = "--p-min",
            defaultValue = "0",
            paramLabel = "P",
            description = {
                "The smallest probability that the logging policy ever gives to a route, for the"
                        + " Bernstein intervals; without it the smallest one logged."
            })
    private double leastPropensity;

    @Mixin private AnswerFormat format;

    @Option(names = "--json", description = "The same as --format json.")
    private boolean json;

    @Mixin private TalkOptions talk;

    EvaluateCommand(OutputStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws Exception {
        check();
        Progress progress = talk.progress();
        EvaluateLines lines = new EvaluateLines(input, policy);
        LoggedDecisions log = lines.read(progress);
        progress.finish();
        if (lines.missing() > 0) {
            refuse(
                    Identification.withoutPropensities(
                            lines.missing(), lines.missing() + log.size()),
                    " (first: line " + lines.firstMissing() + ")");
        }
        Evaluation evaluation =
                Evaluation.of(
                        log,
                        new Evaluation.Settings(
                                level.checked(),
                                leastPropensity,
                                clips,
                                Evaluation.Settings.USUAL.switchLambdas(),
                                Evaluation.Settings.USUAL.shrinkageLambdas()));
        EvaluateText text = new EvaluateText(policy, level.checked(), evaluation);
        out.write(
                (json || format.isJson() ? text.json() : text.table())
                        .getBytes(StandardCharsets.UTF_8));
        out.flush();
        if (evaluation.identification().isUnidentifiable()) {
            refuse(evaluation.identification(), "");
        }
        return 0;
    }

    private void check() {
        if (!Files.exists(input)) {
            throw new UsageException("--input " + input + ": there is no such file");
        }
        if (!Files.isRegularFile(input) || !Files.isReadable(input)) {
            throw new UsageException("--input " + input + ": is no file that can be read");
        }
        level.checked();
        format.isJson();
        if (!(leastPropensity >= 0 && leastPropensity <= 1)) {
            throw new UsageException("--p-min " + leastPropensity + ": must be from 0 to 1");
        }
        for (double clip : clips) {
            if (!(clip > 0) || Double.isInfinite(clip)) {
                throw new UsageException("--clip " + clip + ": must be a number above 0");
            }
        }
    }

    private void refuse(Identification why, String where) {
        throw new UsageException(
                input
                        + ": unidentifiable: "
                        + why.reason()
                        + where
                        + "; what would help: "
                        + why.remedy());
    }
}
