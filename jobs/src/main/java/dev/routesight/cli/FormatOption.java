package dev.routesight.cli;

import dev.routesight.config.Suggestions;
import java.util.List;
import picocli.CommandLine.Option;

/** In which format events are written. */
final class FormatOption {
    private static final String NATIVE = "native";
    private static final List<String> KNOWN = List.of(NATIVE);

    @Option(
            names = "--format",
            paramLabel = "F",
            defaultValue = NATIVE,
            description = "Format of the events: native.")
    private String format;

    /** The format, which is known. */
    String checked() {
        if (!KNOWN.contains(format)) {
            throw new UsageException(
                    "--format "
                            + format
                            + ": unknown format"
                            + Suggestions.didYouMean(format, KNOWN)
                            + " (known: "
                            + String.join(", ", KNOWN)
                            + ")");
        }
        return format;
    }
}
