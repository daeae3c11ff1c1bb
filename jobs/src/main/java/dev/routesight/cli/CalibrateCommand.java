package dev.routesight.cli;

import dev.routesight.answer.ExperimentAnswer;
import dev.routesight.calibration.Experiment;
import dev.routesight.config.JdbcConfig;
import dev.routesight.config.JobConfig;
import dev.routesight.config.Options;
import dev.routesight.database.ExperimentUnits;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The verdict of experiments in plain words. */
@Command(
        name = "calibrate",
        description = {
            "Says what declared experiments show: whether the split is sound, how much of the range"
                    + " between all-cheap and all-reference live routing recovers and how much more"
                    + " than a coin, each signal's difference, and how long it must still run.",
            "Units come from the table experiment_unit, which a job fills that is given the same"
                    + " file (key: experiments). A running experiment is read as it stands; stop"
                    + " it at the declared end, not when the verdict pleases.",
        },
        footer = {
            "  ./routesight calibrate --jdbc-url jdbc:postgresql://localhost/routesight \\",
            "      --experiments conf/experiments.yaml",
            "  ./routesight calibrate --experiments conf/experiments.yaml --format json | jq .gain",
        })
final class CalibrateCommand implements Callable<Integer> {
    private final Map<String, String> environment;
    private final OutputStream out;

    @Mixin private CommonOptions common;
    @Mixin private DatasetOptions tables;

    @Option(
            names = "--experiments",
            paramLabel = "FILE",
            description = "Declared experiments (key: experiments).")
    private String file;

    @Option(
            names = "--experiment",
            paramLabel = "NAME",
            description = "Only this one (default: all that are declared).")
    private String name;

    @Mixin private HorizonOption horizon;

    @Mixin private LevelOption level;

    @Mixin private AnswerFormat format;

    @Option(
            names = "--worth",
            paramLabel = "G",
            defaultValue = "0.1",
            description = {
                "Routing gain that is worth seeing, as a share of the range, for how long the"
                        + " experiment must still run (default: ${DEFAULT-VALUE})."
            })
    private double worth;

    CalibrateCommand(Map<String, String> environment, OutputStream out) {
        this.environment = environment;
        this.out = out;
    }

    @Override
    public Integer call() throws Exception {
        JobConfig config =
                tables.reader(environment)
                        .argument(Options.EXPERIMENTS, file, "--experiments")
                        .read();
        JdbcConfig database = DatabaseOptions.databaseOf(config);
        check(config);
        ExperimentUnits units = new ExperimentUnits(database, config.dataset(), horizon.seconds());
        StringBuilder text = new StringBuilder();
        int found = 0;
        for (Experiment experiment : experiments(config)) {
            ExperimentUnits.Read read = units.read(experiment.name());
            ExperimentAnswer answer =
                    ExperimentAnswer.of(
                            experiment,
                            config.tally().referenceRoute(),
                            read,
                            level.checked(),
                            worth);
            text.append(
                    format.isJson()
                            ? CalibrateJson.of(
                                    answer, config.dataset(), horizon.seconds(), level.checked())
                            : new CalibrateText(answer, level.checked(), worth)
                                    .of(config.dataset(), horizon.text()));
            found += read.arms().isEmpty() ? 0 : 1;
        }
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        out.flush();
        if (found == 0) {
            throw new UsageException(
                    "no unit in experiment_unit of dataset "
                            + config.dataset()
                            + " at horizon "
                            + horizon.text()
                            + ": run the job with --set experiments="
                            + config.tally().experimentsFile());
        }
        return 0;
    }

    private void check(JobConfig config) {
        if (config.tally().experimentsFile().isEmpty()) {
            throw new UsageException("--experiments must be given, such as conf/experiments.yaml");
        }
        level.checked();
        format.isJson();
        if (!(worth > 0 && worth <= 1)) {
            throw new UsageException("--worth " + worth + ": must be above 0 and at most 1");
        }
    }

    private List<Experiment> experiments(JobConfig config) {
        List<Experiment> declared = config.tally().experiments();
        if (name == null) {
            return declared;
        }
        List<Experiment> one = declared.stream().filter(e -> e.name().equals(name)).toList();
        if (one.isEmpty()) {
            throw new UsageException(
                    "--experiment "
                            + name
                            + ": not declared in "
                            + config.tally().experimentsFile());
        }
        return one;
    }
}
