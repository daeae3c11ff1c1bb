package dev.routesight.cli;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.Option;

/** Which days a command looks at. */
final class DaysOption {
    private static final LocalDate FIRST = LocalDate.of(1, 1, 1);
    private static final LocalDate LAST = LocalDate.of(9999, 1, 1);

    @Option(
            names = "--since",
            paramLabel = "DAY",
            description = "First UTC day, such as 2026-10-01 (default: all there are).")
    private String since;

    @Option(names = "--until", paramLabel = "DAY", description = "The day after the last one.")
    private String until;

    LocalDate since() {
        return since == null ? FIRST : day("--since", since);
    }

    LocalDate until() {
        LocalDate last = until == null ? LAST : day("--until", until);
        if (!last.isAfter(since())) {
            throw new UsageException("--until " + until + ": must be after --since");
        }
        return last;
    }

    private static LocalDate day(String option, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new UsageException(option + " " + text + ": expected a day such as 2026-10-01");
        }
    }
}
