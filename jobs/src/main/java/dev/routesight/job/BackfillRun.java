package dev.routesight.job;

import dev.routesight.cli.BackfillRequest;
import dev.routesight.cli.Progress;
import dev.routesight.config.JobConfig;
import dev.routesight.database.EmbeddedDatabase;
import dev.routesight.database.TableExport;

/** Runs the graph over files on this machine. */
public final class BackfillRun {
    private BackfillRun() {}

    public static void run(BackfillRequest request, Progress progress) throws Exception {
        JobConfig config = request.config();
        if (config.jdbc().isGiven()) {
            run(request, config, progress);
            return;
        }
        progress.say("no --jdbc-url: starting an embedded PostgreSQL for the length of this run");
        try (EmbeddedDatabase database = EmbeddedDatabase.start()) {
            run(request, config.writingTo(database.reached(config.jdbc())), progress);
        }
    }

    private static void run(BackfillRequest request, JobConfig config, Progress progress)
            throws Exception {
        progress.say("reading " + request.files().size() + " file(s) into " + config.dataset());
        BatchRun.run(config, request.files(), request.untilMillis().orElse(Long.MAX_VALUE));
        if (request.out().isPresent()) {
            new TableExport(config.jdbc(), config.dataset()).writeTo(request.out().get());
            progress.say("wrote the rows of every table to " + request.out().get());
        }
    }
}
