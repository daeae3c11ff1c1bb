package dev.routesight.benchmark;

import com.sun.management.OperatingSystemMXBean;
import dev.routesight.config.JobConfig;
import dev.routesight.event.Decoded;
import dev.routesight.functions.AttributeSignals;
import dev.routesight.job.Environment;
import dev.routesight.job.Sources;
import dev.routesight.pipeline.RoutesightPipeline;
import dev.routesight.wire.WireType;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** The jobs that are compared: over the same files, with the same source and decoder. */
enum BenchmarkJob {
    /** Read, decode, to the session's subtask, away: what any job over sessions has to do. */
    BASELINE("baseline"),
    /** The whole graph in STREAMING. */
    STREAMING("whole graph, STREAMING"),
    /** The same, each message read from the line as before but not judged. */
    UNJUDGED("the same, texts not judged", "text.max-characters=0"),
    /** The whole graph in BATCH. */
    BATCH("whole graph, BATCH");

    private final String title;
    private final String[] settings;

    BenchmarkJob(String title, String... settings) {
        this.title = title;
        this.settings = settings;
    }

    String title() {
        return title;
    }

    /** Runs the job over the data, and throws when it lost an event. */
    Taken run(SimulatedData data, int parallelism, String stateBackend) throws Exception {
        JobConfig config = config(parallelism);
        boolean batch = this == BATCH;
        Configuration flink = new Configuration();
        if (!batch) {
            flink.set(StateBackendOptions.STATE_BACKEND, stateBackend);
        }
        StreamExecutionEnvironment env =
                Environment.of(
                        config,
                        batch ? RuntimeExecutionMode.BATCH : RuntimeExecutionMode.STREAMING,
                        flink);
        DataStream<Decoded> source =
                Sources.files(env, config, data.files(), Long.MAX_VALUE, batch);
        if (this == BASELINE) {
            discard(source);
        } else {
            RoutesightPipeline.build(source, config, batch, new DiscardingTables(data.folder()));
        }
        long cpuBefore = cpuNanos();
        long millis = env.execute(title).getNetRuntime(TimeUnit.MILLISECONDS);
        double cpuSeconds = (cpuNanos() - cpuBefore) / 1e9;
        if (this != BASELINE) {
            Account.read(data.folder()).check(data.lines());
        }
        return new Taken(millis / 1e3, cpuSeconds);
    }

    private JobConfig config(int parallelism) {
        List<String> all = new ArrayList<>(List.of(settings));
        all.add("parallelism=" + parallelism);
        all.add("checkpoint.interval=0s");
        return JobConfig.of(all.toArray(new String[0]));
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static void discard(DataStream<Decoded> source) {
        source.filter(decoded -> decoded.event() != null)
                .uid("events-only")
                .map(Decoded::event)
                .returns(WireType.EVENT)
                .uid("event")
                .keyBy(AttributeSignals::keyOf)
                .sinkTo(new DiscardingSink<>())
                .uid("discard");
    }
}
