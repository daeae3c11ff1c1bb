package dev.routesight.cli;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks the arguments of a run over files and starts it. */
@Command(
        name = "backfill",
        description = {
            "Tallies event files in one go (Flink BATCH), with the same graph as the live job.",
            "Reads NDJSON, also .gz and .zst. Without --jdbc-url the tables live in an embedded"
                    + " PostgreSQL for the length of the run, so that --out is what remains.",
        },
        footer = {
            "  ./routesight backfill --input events.ndjson --out rows",
            "  ./routesight backfill --input logs/ more.ndjson.gz --dataset backfill-2026-10 \\",
            "      --jdbc-url jdbc:postgresql://localhost/routesight",
            "  ./routesight backfill --input logs/ --out rows --set"
                    + " 'cuts=[[],[query_shape,tenant]]'",
        })
final class BackfillCommand implements Callable<Integer> {
    private final Runs.Backfill backfill;
    private final Map<String, String> environment;

    @Mixin private CommonOptions common;

    @Option(
            names = "--input",
            required = true,
            arity = "1..*",
            paramLabel = "PATH",
            description = "Files, or folders to search for .ndjson, .jsonl and .json.")
    private List<Path> input;

    @Option(
            names = "--format",
            paramLabel = "F",
            defaultValue = Formats.NATIVE,
            description = "Format of the events: native.")
    private String format;

    @Option(
            names = "--until",
            paramLabel = "T",
            description =
                    "When the log was taken, RFC 3339 or epoch milliseconds: events later than this"
                            + " by more than max-skew have an implausible time. Without it no time"
                            + " is checked.")
    private String until;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for the final rows of every table, as TABLE.ndjson.")
    private Path out;

    @Mixin private ConfigOptions config;
    @Mixin private TalkOptions talk;

    BackfillCommand(Runs.Backfill backfill, Map<String, String> environment) {
        this.backfill = backfill;
        this.environment = environment;
    }

    @Override
    public Integer call() throws Exception {
        BackfillRequest request =
                new BackfillRequest(
                        InputFiles.find(input),
                        Formats.checked(format),
                        instant(until),
                        Optional.ofNullable(out).map(OutFolder::writable),
                        config.reader(environment).read());
        Progress progress = talk.progress();
        backfill.run(request, progress);
        progress.finish();
        return 0;
    }

    private static OptionalLong instant(String text) {
        if (text == null) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(
                    text.matches("-?\\d{1,18}")
                            ? Long.parseLong(text)
                            : OffsetDateTime.parse(text).toInstant().toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            throw new UsageException(
                    "--until "
                            + text
                            + ": expected a time such as 2026-10-31T00:00:00Z, or epoch"
                            + " milliseconds");
        }
    }
}
