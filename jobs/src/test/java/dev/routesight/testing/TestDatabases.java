package dev.routesight.testing;

import dev.routesight.config.JdbcConfig;
import dev.routesight.config.JobConfig;
import dev.routesight.database.EmbeddedDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** One real PostgreSQL with a database of its own for each run. */
public final class TestDatabases implements AutoCloseable {
    private final EmbeddedDatabase server;

    public TestDatabases() throws IOException {
        server = EmbeddedDatabase.start();
    }

    /** Makes an empty database; the settings with the way to it. */
    public JobConfig create(String name, String... settings) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.url());
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        return reaching(name, settings);
    }

    /** Settings with the way to a database that exists. */
    public JobConfig reaching(String name, String... settings) {
        JobConfig config = JobConfig.of(settings);
        JdbcConfig jdbc = config.jdbc();
        return config.writingTo(
                new JdbcConfig(
                        server.url().replace("/postgres?", "/" + name + "?"),
                        "",
                        "",
                        jdbc.batchSize(),
                        jdbc.batchInterval(),
                        jdbc.maxRetries()));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
