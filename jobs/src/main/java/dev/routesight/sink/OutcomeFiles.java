package dev.routesight.sink;

import dev.routesight.attribution.Outcome;
import dev.routesight.config.ConfigurationException;
import dev.routesight.config.JobConfig;
import dev.routesight.database.OutcomeJson;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.flink.api.common.serialization.Encoder;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.BasePathBucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;

/**
 * Outcomes as NDJSON files in one folder: a file per writer and checkpoint, or per writer of a
 * batch job. A file has its name when it is whole; until then it is hidden.
 */
public final class OutcomeFiles {
    private static final String PREFIX = "decision-outcome";

    private OutcomeFiles() {}

    static FileSink<Outcome> of(JobConfig config) {
        return FileSink.forRowFormat(
                        new Path(config.decisionOutcomeDir()), new Lines(OutcomeJson.of(config)))
                .withBucketAssigner(new BasePathBucketAssigner<>())
                .withRollingPolicy(OnCheckpointRollingPolicy.build())
                .withOutputFileConfig(new OutputFileConfig(PREFIX, ".ndjson"))
                .build();
    }

    /**
     * Refuses a folder that has outcomes already: a batch job writes all of its own, so that its
     * readers would count decisions twice.
     *
     * @throws ConfigurationException naming the folder
     */
    public static void requireNoneIn(String folder) throws IOException {
        Path path = new Path(folder);
        FileStatus[] files;
        try {
            files = path.getFileSystem().listStatus(path);
        } catch (FileNotFoundException e) {
            return;
        }
        for (FileStatus file : files == null ? new FileStatus[0] : files) {
            if (file.getPath().getName().startsWith(PREFIX)) {
                throw new ConfigurationException(
                        "decision-outcome.dir: "
                                + folder
                                + " has outcomes of an earlier run; give an empty folder");
            }
        }
    }

    private record Lines(OutcomeJson json) implements Encoder<Outcome> {
        @Override
        public void encode(Outcome outcome, OutputStream out) throws IOException {
            out.write(json.bytes(outcome));
            out.write('\n');
        }
    }
}
