package dev.routesight.cli;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.OptionalLong;
import picocli.CommandLine.Option;

/** When a log was taken. */
final class UntilOption {
    @Option(
            names = "--until",
            paramLabel = "T",
            description =
                    "When the log was taken, RFC 3339 or epoch milliseconds: events later than this"
                            + " by more than max-skew have an implausible time. Without it no time"
                            + " is checked.")
    private String until;

    /** Epoch milliseconds; empty when it was not given. */
    OptionalLong millis() {
        if (until == null) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(
                    until.matches("-?\\d{1,18}")
                            ? Long.parseLong(until)
                            : OffsetDateTime.parse(until).toInstant().toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            throw new UsageException(
                    "--until "
                            + until
                            + ": expected a time such as 2026-10-31T00:00:00Z, or epoch"
                            + " milliseconds");
        }
    }
}
