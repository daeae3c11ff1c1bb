package dev.routesight.testing;

import dev.routesight.config.JdbcConfig;
import dev.routesight.config.JobConfig;
import dev.routesight.database.EmbeddedDatabase;
import dev.routesight.database.TableExport;
import dev.routesight.job.BatchRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * All that a job meets outside, each in processes of its own: a Flink cluster, a Kafka broker and a
 * PostgreSQL that wants a password. Started once for all tests that take it as a parameter.
 */
public final class Stage implements AutoCloseable {
    public static final String USER = "routesight_job";
    public static final String PASSWORD = "Xq7NotToBeSeen93";

    private final Path folder = Files.createTempDirectory("routesight-stage");
    private EmbeddedDatabase database;
    private KafkaBroker broker;
    private FlinkCluster cluster;
    private List<byte[]> lines;
    private Map<String, List<String>> backfilled;

    private Stage() throws IOException {}

    private static Stage start() {
        try {
            Stage stage = new Stage();
            try {
                stage.database = EmbeddedDatabase.start();
                stage.wantAPassword();
                stage.broker = KafkaBroker.start(Files.createDirectory(stage.folder("kafka")));
                stage.cluster = FlinkCluster.start(Files.createDirectory(stage.folder("flink")));
                return stage;
            } catch (Exception e) {
                stage.close();
                throw e;
            }
        } catch (Exception e) {
            throw new IllegalStateException("the stage does not stand", e);
        }
    }

    public KafkaBroker broker() {
        return broker;
    }

    public FlinkCluster cluster() {
        return cluster;
    }

    /** A folder or file of the stage's own, gone with it. */
    public Path folder(String name) {
        return folder.resolve(name);
    }

    /** The events of a day, fifteen hundred or so. */
    public synchronized List<byte[]> lines() throws IOException {
        if (lines == null) {
            lines = EventLog.of(1500);
        }
        return lines;
    }

    /** The rows of {@link #lines} when a backfill in this process reads them from a file. */
    public synchronized Map<String, List<String>> backfilled() throws Exception {
        if (backfilled == null) {
            createDatabase("backfilled");
            JobConfig config =
                    JobConfig.of("dataset=same", "parallelism=2").writingTo(reached("backfilled"));
            BatchRun.run(config, List.of(EventLog.write(lines(), folder("backfilled.ndjson"))));
            backfilled = rows("backfilled");
        }
        return backfilled;
    }

    /** Makes an empty database that belongs to {@link #USER}. */
    public void createDatabase(String name) throws SQLException {
        execute("postgres", "create database " + name + " owner " + USER);
    }

    /** Ends what uses the database, and lets nobody in until it is opened. */
    public void closeDatabase(String name) throws SQLException {
        execute("postgres", "alter database " + name + " with allow_connections false");
        execute(
                "postgres",
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = '"
                        + name
                        + "'");
    }

    public void openDatabase(String name) throws SQLException {
        execute("postgres", "alter database " + name + " with allow_connections true");
    }

    /** What a client of Flink needs to know of a database, as environment variables. */
    public Map<String, String> environment(String name) {
        return Map.of(
                "ROUTESIGHT_JDBC_URL", url(name),
                "ROUTESIGHT_JDBC_USER", USER,
                "ROUTESIGHT_JDBC_PASSWORD", PASSWORD);
    }

    /**
     * Submits the streaming job, from a topic to a database of the same name.
     *
     * @param options of Flink's client
     * @return the job's id
     */
    public String stream(String name, List<String> options, String... settings) throws Exception {
        List<String> arguments = new ArrayList<>();
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "dataset=same",
                                "kafka.brokers=" + broker.address(),
                                "kafka.topics=[" + name + "]",
                                "watermark.idleness=0",
                                "watermark.max-drift=0"));
        all.addAll(List.of(settings));
        all.forEach(setting -> arguments.addAll(List.of("--set", setting)));
        return cluster.submit(
                environment(name),
                options,
                "dev.routesight.StreamJob",
                arguments.toArray(String[]::new));
    }

    /** The exported rows of the dataset {@code same}. */
    public Map<String, List<String>> rows(String name) throws Exception {
        Path out = Files.createTempDirectory(folder, "rows");
        new TableExport(reached(name), "same").writeTo(out);
        return ExportedRows.in(out);
    }

    public Connection connect(String name) throws SQLException {
        return DriverManager.getConnection(url(name), USER, PASSWORD);
    }

    /** A number that a query gives; 0 while its table is not there. */
    public long number(String name, String query) throws SQLException {
        try (Connection connection = connect(name);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() ? row.getLong(1) : 0;
        } catch (SQLException e) {
            if (e.getSQLState().equals("42P01")) {
                return 0;
            }
            throw e;
        }
    }

    /** The database without its user. */
    public String url(String name) {
        return database.url()
                .replace("/postgres?", "/" + name + "?")
                .replaceAll("[?&]user=[^&]*", "");
    }

    public JdbcConfig reached(String name) {
        JdbcConfig defaults = JobConfig.of().jdbc();
        return new JdbcConfig(
                url(name),
                USER,
                PASSWORD,
                defaults.batchSize(),
                defaults.batchInterval(),
                defaults.maxRetries());
    }

    private void wantAPassword() throws SQLException, IOException {
        execute("postgres", "create role " + USER + " login password '" + PASSWORD + "'");
        try (Connection connection = DriverManager.getConnection(database.url());
                Statement statement = connection.createStatement()) {
            Path access;
            try (ResultSet row = statement.executeQuery("show hba_file")) {
                row.next();
                access = Path.of(row.getString(1));
            }
            String rule = "host all " + USER + " all scram-sha-256\n";
            Files.writeString(access, rule + Files.readString(access));
            statement.execute("select pg_reload_conf()");
        }
    }

    private void execute(String name, String sql) throws SQLException {
        String url = database.url().replace("/postgres?", "/" + name + "?");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable each : new AutoCloseable[] {cluster, broker, database}) {
            if (each != null) {
                each.close();
            }
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    /** Gives the stage to whatever test asks for it. */
    public static final class Extension implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Stage.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(Stage.class))
                    .getOrComputeIfAbsent(Stage.class, key -> start(), Stage.class);
        }
    }
}
