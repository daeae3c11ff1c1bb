package dev.routesight.cli;

import dev.routesight.config.JdbcConfig;
import dev.routesight.config.JobConfig;
import dev.routesight.config.Options;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Brings a database to the current schema. */
@Command(
        name = "migrate",
        description = {
            "Brings a PostgreSQL database to the current schema; does nothing when it is there.",
            "User and password are taken from ROUTESIGHT_JDBC_USER and ROUTESIGHT_JDBC_PASSWORD.",
        },
        footer = {"  ./routesight migrate --jdbc-url jdbc:postgresql://localhost/routesight"})
final class MigrateCommand implements Callable<Integer> {
    private final Runs.Migrate migrate;
    private final Map<String, String> environment;

    @Mixin private CommonOptions common;

    @Option(
            names = "--jdbc-url",
            paramLabel = "U",
            description = "The database (key: jdbc.url, variable: ROUTESIGHT_JDBC_URL).")
    private String jdbcUrl;

    @Option(names = "--config", paramLabel = "FILE", description = "YAML file with jdbc keys.")
    private Path file;

    MigrateCommand(Runs.Migrate migrate, Map<String, String> environment) {
        this.migrate = migrate;
        this.environment = environment;
    }

    @Override
    public Integer call() throws Exception {
        JdbcConfig database =
                JobConfig.reader()
                        .file(file)
                        .environment(environment)
                        .argument(Options.JDBC_URL, jdbcUrl, "--jdbc-url")
                        .read()
                        .jdbc();
        if (!database.isGiven()) {
            throw new UsageException("--jdbc-url must be given, jdbc:postgresql://host/database");
        }
        migrate.migrate(database);
        return 0;
    }
}
