package dev.routesight.config;

import static dev.routesight.config.BadSetting.unless;
import static dev.routesight.config.BadSetting.unlessBetween;

import java.io.Serializable;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.regex.Pattern;

/** The database that is written to; an empty URL means that none was given. */
public record JdbcConfig(
        String url,
        String user,
        String password,
        int batchSize,
        Duration batchInterval,
        int maxRetries)
        implements Serializable {

    private static final String PREFIX = "jdbc:postgresql:";

    /** Set to anything but false, with or without a value. */
    private static final Pattern REWRITES_BATCHES =
            Pattern.compile("(?i)[?&]reWriteBatchedInserts(?!=false(&|$))(=|&|$)");

    public JdbcConfig {
        unless(
                url.isEmpty() || url.startsWith(PREFIX),
                Options.JDBC_URL,
                "must begin with " + PREFIX);
        unless(
                !REWRITES_BATCHES.matcher(url).find(),
                Options.JDBC_URL,
                "must not set reWriteBatchedInserts: a rewritten batch fails when it holds two"
                        + " versions of a row");
        unlessBetween(1, 100_000, batchSize, Options.JDBC_BATCH_SIZE);
        unlessBetween(0, 1_000, maxRetries, Options.JDBC_MAX_RETRIES);
    }

    static JdbcConfig from(Settings settings) {
        return new JdbcConfig(
                settings.get(Options.JDBC_URL),
                settings.get(Options.JDBC_USER),
                settings.get(Options.JDBC_PASSWORD),
                settings.get(Options.JDBC_BATCH_SIZE),
                settings.get(Options.JDBC_BATCH_INTERVAL),
                settings.get(Options.JDBC_MAX_RETRIES));
    }

    public boolean isGiven() {
        return !url.isEmpty();
    }

    /**
     * Checks that there is a database, which a job on a cluster needs.
     *
     * @throws ConfigurationException naming the key
     */
    public void requireDatabase() {
        if (url.isEmpty()) {
            throw new ConfigurationException(
                    "jdbc.url: must be given, jdbc:postgresql://host:port/database (or the"
                            + " variable ROUTESIGHT_JDBC_URL)");
        }
    }

    /** A connection of one's own. */
    public Connection connect() throws SQLException {
        return user.isEmpty()
                ? DriverManager.getConnection(url)
                : DriverManager.getConnection(url, user, password);
    }

    /** The URL as it may be shown: without what follows a password's name or stands before an @. */
    public String shownUrl() {
        return url.replaceAll("(?i)(password=)[^&]*", "$1***").replaceAll("//[^/@]*@", "//***@");
    }

    /** Everything but secrets. */
    @Override
    public String toString() {
        return "JdbcConfig[url="
                + shownUrl()
                + ", user="
                + user
                + ", password="
                + (password.isEmpty() ? "" : "***")
                + ", batchSize="
                + batchSize
                + ", batchInterval="
                + Durations.format(batchInterval)
                + ", maxRetries="
                + maxRetries
                + "]";
    }
}
