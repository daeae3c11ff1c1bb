package dev.routesight.job;

import dev.routesight.cli.BackfillRequest;
import dev.routesight.cli.Progress;
import dev.routesight.config.DecisionOutcomes;
import dev.routesight.config.JobConfig;
import dev.routesight.database.EmbeddedDatabase;
import dev.routesight.database.TableExport;
import java.nio.file.Path;
import java.util.Set;

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
        BatchRun.runHere(
                config,
                request.files(),
                request.untilMillis().orElse(Long.MAX_VALUE),
                events -> progress.at(Progress.Position.of("reading", events)));
        progress.finish();
        if (request.out().isPresent()) {
            export(config, request.out().get(), progress);
        }
    }

    private static void export(JobConfig config, Path out, Progress progress) throws Exception {
        TableExport export = new TableExport(config.jdbc(), config.dataset());
        if (config.decisionOutcome() == DecisionOutcomes.POSTGRES) {
            export.writeTo(out);
            progress.say("wrote the rows of every table to " + out);
            return;
        }
        export.writeTo(out, Set.of("decision_outcome"));
        progress.say(
                "wrote the rows of every table but decision_outcome to "
                        + out
                        + (config.decisionOutcome() == DecisionOutcomes.OFF
                                ? "; decision-outcome is off"
                                : "; outcomes are in " + config.decisionOutcomeDir()));
    }
}
