package dev.routesight.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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

    @Mixin private DatabaseOptions database;

    MigrateCommand(Runs.Migrate migrate, Map<String, String> environment) {
        this.migrate = migrate;
        this.environment = environment;
    }

    @Override
    public Integer call() throws Exception {
        migrate.migrate(DatabaseOptions.databaseOf(database.reader(environment).read()));
        return 0;
    }
}
