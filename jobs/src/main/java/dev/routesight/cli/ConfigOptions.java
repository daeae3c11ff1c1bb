package dev.routesight.cli;

import dev.routesight.config.ConfigReader;
import dev.routesight.config.JobConfig;
import dev.routesight.config.Options;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The arguments that make a job's configuration. */
final class ConfigOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "YAML file; conf/routesight.yaml shows every key with its default.")
    private Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "One key of the configuration, its value in YAML; may be repeated.")
    private List<String> settings = new ArrayList<>();

    @Option(
            names = "--dataset",
            paramLabel = "D",
            description = "Name of this body of events (key: dataset).")
    private String dataset;

    @Option(
            names = "--jdbc-url",
            paramLabel = "U",
            description =
                    "PostgreSQL to write to (key: jdbc.url); user and password are taken from"
                            + " ROUTESIGHT_JDBC_USER and ROUTESIGHT_JDBC_PASSWORD.")
    private String jdbcUrl;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            description = "Parallel instances of each operator (key: parallelism).")
    private String parallelism;

    /** Everything but what the command itself adds. */
    ConfigReader reader(Map<String, String> environment) {
        ConfigReader reader = JobConfig.reader().file(file).environment(environment);
        settings.forEach(reader::set);
        return reader.argument(Options.DATASET, dataset, "--dataset")
                .argument(Options.JDBC_URL, jdbcUrl, "--jdbc-url")
                .argument(Options.PARALLELISM, parallelism, "--parallelism");
    }
}
