package dev.routesight.cli;

import dev.routesight.wording.CueFiles;
import dev.routesight.wording.TurnClassifier;
import dev.routesight.wording.evaluate.Evaluation;
import dev.routesight.wording.evaluate.EvaluationReport;
import dev.routesight.wording.evaluate.LabelledTurn;
import dev.routesight.wording.evaluate.LabelledTurns;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Classifies turns from stdin, one a line, or scores the classifier on labelled ones. */
@Command(
        name = "classify",
        description = {
            "Reads NDJSON {\"prev_user\", \"prev_assistant\", \"user\"} (nulls allowed; optionally"
                    + " \"language\") from stdin and says of each user turn whether it corrects the"
                    + " answer before it, asks the same again, or neither.",
            "Writes NDJSON {\"signal\", \"confidence\", \"rule\", \"language\"} to stdout in the"
                    + " same order; signal is correction, rephrase or none.",
            "With --evaluate it reads such lines with a label from a file instead, and prints"
                    + " precision, recall and F1 with intervals, tables by language and source, the"
                    + " confusion table and the twenty most confident mistakes.",
        },
        footer = {
            "  echo '{\"prev_user\":\"capital of Australia?\",\"prev_assistant\":\"Sydney.\","
                    + "\"user\":\"no, that is wrong\"}' \\",
            "      | ./routesight classify",
            "  ./routesight classify --evaluate labelled.ndjson --cues my-cues",
        })
final class ClassifyCommand implements Callable<Integer> {
    private final Runs.Classify classify;
    private final InputStream in;
    private final OutputStream out;

    @Mixin private CommonOptions common;

    @Option(
            names = "--evaluate",
            paramLabel = "FILE",
            description = {
                "Labelled turns: each line also has \"binary\" (1, 0, or null: not scored) or"
                        + " \"label\" (correction, rephrase, none); optionally \"language\","
                        + " \"group\" (what belongs together), \"kind\", \"subset\" or \"source\""
                        + " (what to tabulate by), \"synthetic_user\" (left out of the headline)."
            })
    private Path evaluate;

    @Option(
            names = "--cues",
            paramLabel = "DIR",
            description = "Folder with LANG.yaml files of your own cues (key: text.cues-dir).")
    private Path cues;

    ClassifyCommand(Runs.Classify classify, InputStream in, OutputStream out) {
        this.classify = classify;
        this.in = in;
        this.out = out;
    }

    @Override
    public Integer call() throws Exception {
        TurnClassifier classifier = classify.classifier(cues());
        if (evaluate == null) {
            new ClassifyLines(classifier).run(in, out);
        } else {
            String report = EvaluationReport.of(new Evaluation(classifier, labelled()));
            out.write(report.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
        return 0;
    }

    private CueFiles cues() {
        try {
            return cues == null ? CueFiles.NONE : CueFiles.of(cues);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--cues: " + e.getMessage());
        }
    }

    private List<LabelledTurn> labelled() throws IOException {
        if (!Files.isRegularFile(evaluate)) {
            throw new UsageException("--evaluate: " + evaluate + " is not a file");
        }
        try (BufferedReader lines = Files.newBufferedReader(evaluate)) {
            List<LabelledTurn> turns = LabelledTurns.read(lines, evaluate.getFileName().toString());
            if (turns.isEmpty()) {
                throw new UsageException("--evaluate: " + evaluate + " holds no turn to score");
            }
            return turns;
        } catch (IllegalArgumentException e) {
            throw new UsageException("--evaluate: " + e.getMessage());
        } catch (CharacterCodingException e) {
            throw new UsageException("--evaluate: " + evaluate + " is not UTF-8");
        }
    }
}
