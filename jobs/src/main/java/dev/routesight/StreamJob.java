package dev.routesight;

import dev.routesight.config.JobConfig;
import dev.routesight.job.JobArguments;
import dev.routesight.job.StreamRun;

/** The streaming job as it is submitted to a cluster: {@code --config FILE --set KEY=VALUE …}. */
public final class StreamJob {
    private StreamJob() {}

    public static void main(String[] args) throws Exception {
        JobConfig config = JobArguments.parse("StreamJob", args).config();
        StreamRun.run(config);
    }
}
