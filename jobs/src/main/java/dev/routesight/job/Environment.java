package dev.routesight.job;

import dev.routesight.config.JobConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.streaming.api.environment.LocalStreamEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.FileUtils;

/**
 * The execution environment that all jobs run in: no Kryo, a uid on every operator, objects passed
 * on as they are.
 */
public final class Environment {
    private static final MemorySize LOCAL_MANAGED_MEMORY = MemorySize.ofMebiBytes(512);

    private Environment() {}

    public static StreamExecutionEnvironment of(JobConfig config, RuntimeExecutionMode mode) {
        return of(config, mode, new Configuration());
    }

    /**
     * @param base further settings of Flink's, e.g. of a local cluster
     */
    public static StreamExecutionEnvironment of(
            JobConfig config, RuntimeExecutionMode mode, Configuration base) {
        Configuration flink = new Configuration(base);
        flink.set(PipelineOptions.GENERIC_TYPES, false);
        flink.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        flink.set(PipelineOptions.OBJECT_REUSE, true);
        flink.set(PipelineOptions.MAX_PARALLELISM, config.maxParallelism());
        flink.set(ExecutionOptions.RUNTIME_MODE, mode);
        if (!flink.contains(TaskManagerOptions.MANAGED_MEMORY_SIZE)) {
            // of a local cluster only: the sorts of BATCH, or RocksDB
            flink.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, LOCAL_MANAGED_MEMORY);
        }
        if (!flink.contains(PipelineOptions.AUTO_WATERMARK_INTERVAL)) {
            // each wakes sessions and sends on what was added up; rows are shown by the minute
            flink.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ofSeconds(1));
        }
        boolean streaming = mode == RuntimeExecutionMode.STREAMING;
        if (streaming && !config.checkpointInterval().isZero()) {
            flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, config.checkpointInterval());
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
        if (streaming && env instanceof LocalStreamEnvironment) {
            keepCheckpointsOnDisk(env);
        }
        if (config.parallelism() > 0) {
            env.setParallelism(config.parallelism());
        }
        return env;
    }

    /**
     * A local cluster would keep checkpoints in memory, where Flink allows 5 MB a task, and fail
     * with more. These serve restarts within the process and go with it.
     */
    private static void keepCheckpointsOnDisk(StreamExecutionEnvironment env) {
        if (env.getConfiguration().get(CheckpointingOptions.CHECKPOINTS_DIRECTORY) != null) {
            return;
        }
        try {
            Path folder = Files.createTempDirectory("routesight-checkpoints");
            Runtime.getRuntime()
                    .addShutdownHook(
                            new Thread(() -> FileUtils.deleteDirectoryQuietly(folder.toFile())));
            Configuration flink = new Configuration();
            flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.toUri().toString());
            env.configure(flink);
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary folder for checkpoints", e);
        }
    }
}
