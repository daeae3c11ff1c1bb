package dev.routesight.cli;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which days a command looks at. */
final class DaysOption {
    private static final LocalDate FIRST = LocalDate.of(1, 1, 1);
    private static final LocalDate LAST = LocalDate.of(9999, 1, 1);

    @Option(
            names = {"--since", "--from"},
            paramLabel = "DAY",
            description = "First UTC day, such as 2026-10-01 (default: all there are).")
    private String since;

    @Option(
            names = {"--until", "--to"},
            paramLabel = "DAY",
            description = "The day after the last one.")
    private String until;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    boolean isGiven() {
        return since != null || until != null;
    }

    LocalDate since() {
        return since == null ? FIRST : day(written("--since", "--from"), since);
    }

    LocalDate until() {
        String name = written("--until", "--to");
        LocalDate last = until == null ? LAST : day(name, until);
        if (!last.isAfter(since())) {
            throw new UsageException(
                    name + " " + until + ": must be after " + written("--since", "--from"));
        }
        return last;
    }

    /** The name of an option as it was given. */
    private String written(String name, String other) {
        return command.commandLine().getParseResult().originalArgs().stream()
                        .anyMatch(a -> a.equals(other) || a.startsWith(other + "="))
                ? other
                : name;
    }

    private static LocalDate day(String option, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new UsageException(option + " " + text + ": expected a day such as 2026-10-01");
        }
    }
}
