package dev.routesight.cli;

import dev.routesight.job.LocalRuns;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import picocli.CommandLine;

/** The command line: {@code ./routesight COMMAND}. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        CommandLine line = commandLine(LocalRuns.all(), System.getenv(), System.in, System.out);
        System.exit(line.execute(args));
    }

    /** All commands over the given runs and streams. */
    static CommandLine commandLine(
            Runs runs, Map<String, String> environment, InputStream in, OutputStream out) {
        Mistakes mistakes = new Mistakes("1".equals(environment.get("ROUTESIGHT_DEBUG")));
        return new CommandLine(new RootCommand())
                .addSubcommand(new DemoCommand(runs.demo()))
                .addSubcommand(new BackfillCommand(runs.backfill(), environment))
                .addSubcommand(new StreamCommand(runs.stream(), environment))
                .addSubcommand(new SimulateCommand(runs.simulate(), runs.loop()))
                .addSubcommand(new ClassifyCommand(runs.classify(), in, out))
                .addSubcommand(new SampleLabelsCommand(environment, out))
                .addSubcommand(new ImportLabelsCommand(environment))
                .addSubcommand(new DetectCommand(in, out))
                .addSubcommand(new PowerCommand(out))
                .addSubcommand(new PropensitiesCommand(in, out))
                .addSubcommand(new EvaluateCommand(out))
                .addSubcommand(new CalibrateCommand(environment, out))
                .addSubcommand(new MoneyCommand(environment, out))
                .addSubcommand(new CascadeCommand(environment, out))
                .addSubcommand(new ExploreBudgetCommand(environment, out))
                .addSubcommand(new RecommendCommand(environment, out))
                .addSubcommand(new ReportCommand(environment))
                .addSubcommand(new ServeCommand(environment))
                .addSubcommand(new ExportTrainingCommand(environment))
                .addSubcommand(new NotifyCommand(runs.tell(), environment))
                .addSubcommand(new MetricsCommand(runs.serve(), environment))
                .addSubcommand(new MigrateCommand(runs.migrate(), environment))
                .setParameterExceptionHandler(mistakes)
                .setExecutionExceptionHandler(mistakes);
    }
}
