package dev.routesight.cli;

import dev.routesight.config.ConfigReader;
import dev.routesight.config.Options;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The arguments of a command that asks the tables of one body of events. */
final class DatasetOptions {
    @Mixin private DatabaseOptions database;

    @Option(names = "--dataset", paramLabel = "D", description = "Body of events (default: live).")
    private String dataset;

    /** Everything but what the command itself adds. */
    ConfigReader reader(Map<String, String> environment) {
        return database.reader(environment).argument(Options.DATASET, dataset, "--dataset");
    }
}
