package dev.routesight.database;

import dev.routesight.config.JdbcConfig;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** How commands reach the database. */
public final class Connections {
    private Connections() {}

    /** A connection, with user and password where they are given. */
    public static Connection open(JdbcConfig database) throws SQLException {
        return database.user().isEmpty()
                ? DriverManager.getConnection(database.url())
                : DriverManager.getConnection(database.url(), database.user(), database.password());
    }
}
