package dev.routesight.cli;

import java.util.List;
import picocli.CommandLine.Option;

/** How a command prints its answer: for people, or for programs. */
final class AnswerFormat {
    private static final String TEXT = "text";
    private static final String JSON = "json";

    @Option(
            names = "--format",
            paramLabel = "F",
            defaultValue = TEXT,
            description =
                    "text, or json: an object a line, null where a number is unknown (default:"
                            + " ${DEFAULT-VALUE}).")
    private String format;

    boolean isJson() {
        if (!List.of(TEXT, JSON).contains(format)) {
            throw new UsageException("--format must be text or json, not '" + format + "'");
        }
        return format.equals(JSON);
    }
}
