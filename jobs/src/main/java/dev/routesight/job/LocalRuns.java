package dev.routesight.job;

import dev.routesight.cli.Progress;
import dev.routesight.cli.Runs;
import dev.routesight.config.Options;
import dev.routesight.database.Migrations;
import dev.routesight.simulate.Simulation;
import dev.routesight.wording.Classifiers;

/** What the commands set going on this machine. */
public final class LocalRuns {
    private LocalRuns() {}

    public static Runs all() {
        return new Runs(
                DemoRun::run,
                BackfillRun::run,
                StreamRun::run,
                (scenario, out, seed, progress) ->
                        Simulation.write(
                                scenario,
                                out,
                                seed,
                                (lines, share) ->
                                        progress.at(Progress.Position.of("simulating", lines))),
                LoopRun::run,
                Migrations::migrate,
                NotifyRun::run,
                MetricsRun::run,
                cues -> Classifiers.with(cues, Options.TEXT_MAX_CHARACTERS.defaultValue()));
    }
}
