package dev.routesight.cli;

import dev.routesight.config.Suggestions;
import java.util.List;

/** The event formats that {@code --format} knows. */
final class Formats {
    static final String NATIVE = "native";
    private static final List<String> KNOWN = List.of(NATIVE);

    private Formats() {}

    static String checked(String format) {
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
