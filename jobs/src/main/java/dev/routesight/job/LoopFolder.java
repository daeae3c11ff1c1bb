package dev.routesight.job;

import dev.routesight.config.JobConfig;
import dev.routesight.loop.LoopJob;
import dev.routesight.loop.LoopPlan;
import dev.routesight.loop.Said;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.core.execution.JobClient;

/** A streaming job that reads a folder and writes what it recommends to PostgreSQL. */
final class LoopFolder implements LoopJob, AutoCloseable {
    private static final long LOOK_AGAIN_MILLIS = 100;
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(3);
    private static final String SAID =
            "select status, reason, proposed_threshold from threshold_recommendation where dataset"
                    + " = ? and cut = '' and period_start = ?";

    private final LoopPlan plan;
    private final String dataset;
    private final Path folder;
    private final CompletableFuture<?> end;
    private final Connection connection;

    LoopFolder(LoopPlan plan, JobConfig config, Path folder, JobClient job) throws SQLException {
        this.plan = plan;
        this.dataset = config.dataset();
        this.folder = folder;
        this.end = job.getJobExecutionResult();
        this.connection = config.jdbc().connect();
    }

    @Override
    public void send(int period, List<byte[]> lines) throws IOException {
        Path written = folder.resolve(".writing");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(written))) {
            for (byte[] line : lines) {
                out.write(line);
                out.write('\n');
            }
        }
        Files.move(
                written,
                folder.resolve("period-" + period + ".ndjson"),
                StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public Said await(int period) throws Exception {
        long since = System.nanoTime();
        while (System.nanoTime() - since < PATIENCE_NANOS) {
            Said said = look(period);
            if (said != null) {
                return said;
            }
            try {
                end.get(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
                throw new IllegalStateException("the job ended before period " + (period + 1));
            } catch (TimeoutException e) {
                continue; // it runs
            }
        }
        throw new IllegalStateException("nothing was recommended for period " + (period + 1));
    }

    private Said look(int period) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(SAID)) {
            query.setString(1, dataset);
            query.setTimestamp(2, Timestamp.from(plan.start(period)));
            try (ResultSet row = query.executeQuery()) {
                return row.next()
                        ? new Said(row.getString(1), row.getString(2), row.getDouble(3))
                        : null;
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
