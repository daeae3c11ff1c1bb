package dev.routesight.cli;

import dev.routesight.wording.TurnClassifier;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Classifies turns from stdin, one a line. */
@Command(
        name = "classify",
        description = {
            "Reads NDJSON {\"prev_user\", \"prev_assistant\", \"user\"} (nulls allowed) from stdin"
                    + " and says of each user turn whether it corrects the answer before it, asks"
                    + " the same again, or neither.",
            "Writes NDJSON {\"signal\", \"confidence\", \"rule\", \"language\"} to stdout in the"
                    + " same order; signal is correction, rephrase or none.",
        },
        footer = {
            "  echo '{\"prev_user\":\"capital of Australia?\",\"prev_assistant\":\"Sydney.\","
                    + "\"user\":\"no, that is wrong\"}' \\",
            "      | ./routesight classify",
        })
final class ClassifyCommand implements Callable<Integer> {
    private final Supplier<TurnClassifier> classifier;
    private final InputStream in;
    private final OutputStream out;

    @Mixin private CommonOptions common;

    ClassifyCommand(Supplier<TurnClassifier> classifier, InputStream in, OutputStream out) {
        this.classifier = classifier;
        this.in = in;
        this.out = out;
    }

    @Override
    public Integer call() throws Exception {
        new ClassifyLines(classifier.get()).run(in, out);
        return 0;
    }
}
