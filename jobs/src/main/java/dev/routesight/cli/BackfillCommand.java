package dev.routesight.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    @Mixin private FormatOption format;

    @Mixin private UntilOption until;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Folder for the final rows of every table, as TABLE.ndjson; decision_outcome"
                            + " only when it is in the database (key: decision-outcome).")
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
                        format.checked(),
                        until.millis(),
                        Optional.ofNullable(out).map(OutFolder::writable),
                        config.reader(environment).read());
        Progress progress = talk.progress();
        backfill.run(request, progress);
        progress.finish();
        return 0;
    }
}
