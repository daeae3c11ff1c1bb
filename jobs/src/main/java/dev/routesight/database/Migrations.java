package dev.routesight.database;

import dev.routesight.config.JdbcConfig;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;

/** Brings a database to the schema of this version. Running it again changes nothing. */
public final class Migrations {
    private Migrations() {}

    /** Returns how many steps were made. */
    public static int migrate(JdbcConfig database) {
        MigrateResult result =
                Flyway.configure()
                        .dataSource(
                                database.url(),
                                database.user().isEmpty() ? null : database.user(),
                                database.password().isEmpty() ? null : database.password())
                        .locations("classpath:sql/migration")
                        .table("routesight_schema")
                        .loggers("slf4j")
                        .load()
                        .migrate();
        return result.migrationsExecuted;
    }
}
