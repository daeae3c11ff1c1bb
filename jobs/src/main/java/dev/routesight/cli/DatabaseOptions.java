package dev.routesight.cli;

import dev.routesight.config.ConfigReader;
import dev.routesight.config.JdbcConfig;
import dev.routesight.config.JobConfig;
import dev.routesight.config.Options;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;

/** The arguments of a command that works on a database and runs no job. */
final class DatabaseOptions {
    @Option(
            names = "--jdbc-url",
            paramLabel = "U",
            description = "The database (key: jdbc.url, variable: ROUTESIGHT_JDBC_URL).")
    private String jdbcUrl;

    @Option(names = "--config", paramLabel = "FILE", description = "YAML file with jdbc keys.")
    private Path file;

    /** Everything but what the command itself adds. */
    ConfigReader reader(Map<String, String> environment) {
        return JobConfig.reader()
                .file(file)
                .environment(environment)
                .argument(Options.JDBC_URL, jdbcUrl, "--jdbc-url");
    }

    /** The database, which must be given. */
    static JdbcConfig databaseOf(JobConfig config) {
        JdbcConfig database = config.jdbc();
        if (!database.isGiven()) {
            throw new UsageException("--jdbc-url must be given, jdbc:postgresql://host/database");
        }
        return database;
    }
}
