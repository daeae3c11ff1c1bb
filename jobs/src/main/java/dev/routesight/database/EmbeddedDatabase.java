package dev.routesight.database;

import dev.routesight.config.JdbcConfig;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;

/** A real PostgreSQL on this machine for as long as a run lasts; its data is gone afterwards. */
public final class EmbeddedDatabase implements AutoCloseable {
    private final EmbeddedPostgres postgres;

    private EmbeddedDatabase(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    public static EmbeddedDatabase start() throws IOException {
        return new EmbeddedDatabase(
                EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("synchronous_commit", "off")
                        .setServerConfig("full_page_writes", "off")
                        .setServerConfig("max_connections", "200")
                        .start());
    }

    /** Its URL, user included; it asks for no password. */
    public String url() {
        return postgres.getJdbcUrl("postgres", "postgres");
    }

    /** How jobs reach it, with the other settings as they are. */
    public JdbcConfig reached(JdbcConfig settings) {
        return new JdbcConfig(
                url(),
                "",
                "",
                settings.batchSize(),
                settings.batchInterval(),
                settings.maxRetries());
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
