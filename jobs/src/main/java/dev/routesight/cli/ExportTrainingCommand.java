package dev.routesight.cli;

import dev.routesight.config.JdbcConfig;
import dev.routesight.config.JobConfig;
import dev.routesight.database.TrainingSet;
import dev.routesight.offpolicy.PolicyBias;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Decisions and what became of them as a set to train the next router on. */
@Command(
        name = "export-training",
        description = {
            "Writes decisions and what became of them as a set to train a router on:"
                + " DIR/training.parquet and training.ndjson with features, route, propensity,"
                + " weight (1/propensity), outcome; deliberate marks those whose route chance or an"
                + " experiment chose.",
            "DIR/policy-bias.md and .json say how the set is bent by the policy that made it: read"
                    + " them first. Needs decision-outcome: postgres in the job.",
        },
        footer = {
            "  ./routesight export-training --jdbc-url jdbc:postgresql://localhost/routesight \\",
            "      --dataset live --since 2026-10-01 --out training",
        })
final class ExportTrainingCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Spec private CommandSpec spec;
    @Mixin private CommonOptions common;
    @Mixin private DatasetOptions tables;
    @Mixin private DaysOption days;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Folder for the files; made if need be.")
    private Path out;

    @Mixin private HorizonOption horizon;

    ExportTrainingCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws Exception {
        JobConfig config = tables.reader(environment).read();
        JdbcConfig database = DatabaseOptions.databaseOf(config);
        TrainingSet set = new TrainingSet(database, config.dataset(), horizon.seconds());
        int bins = config.tally().scoreBins();
        days.until(); // refused before anything is made
        Path folder = OutFolder.writable(out);
        Path lines = folder.resolve(".training.ndjson.part");
        Path parquet = folder.resolve(".training.parquet.part");
        try {
            PolicyBias bias = set.writeTo(lines, days.since(), days.until(), bins);
            if (bias.rows() == 0) {
                throw new UsageException(
                        "no complete decision of dataset "
                                + config.dataset()
                                + " at horizon "
                                + horizon.text()
                                + " in these days");
            }
            TrainingSet.toParquet(lines, parquet);
            PolicyBiasText text = new PolicyBiasText(config.dataset(), horizon.text(), bias);
            Files.writeString(folder.resolve("policy-bias.md"), text.markdown());
            Files.writeString(folder.resolve("policy-bias.json"), text.json());
            move(parquet, folder.resolve("training.parquet"));
            move(lines, folder.resolve("training.ndjson"));
            var talk = spec.commandLine().getErr();
            talk.println("wrote " + bias.rows() + " decisions to " + folder);
            bias.warnings().forEach(warning -> talk.println("mind: " + warning));
        } finally {
            Files.deleteIfExists(lines);
            Files.deleteIfExists(parquet);
        }
        return 0;
    }

    private static void move(Path part, Path whole) throws java.io.IOException {
        Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
    }
}
