package dev.routesight.benchmark;

import dev.routesight.drift.CohortDrift;
import dev.routesight.drift.DriftAlert;
import dev.routesight.drift.DriftSettings;
import dev.routesight.drift.Rhythm;
import dev.routesight.functions.DetectDrift;
import dev.routesight.functions.GroupAlerts;
import dev.routesight.functions.ObservedUntil;
import dev.routesight.tally.RouteWindow;
import dev.routesight.tally.TallyCount;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Watches as many cohort × signal tests as asked for in one running job: what their state weighs in
 * a savepoint, and what a row of the tallies costs once they have learnt.
 */
@Command(
        name = "drift",
        mixinStandardHelpOptions = true,
        description = "Weighs and times detect-drift and group-alerts in a running job.")
public final class DriftBenchmark implements Callable<Integer> {
    private static final long HOUR = 3_600_000L;
    private static final long FIRST = 20_000L * 24 * HOUR;
    private static final int LEARN_HOURS = 24;

    /** Set by the source, for all runs in this one process: its CPU time and the clock. */
    private static final AtomicLong LEARNT_CPU = new AtomicLong();

    private static final AtomicLong LEARNT_AT = new AtomicLong();
    private static final AtomicLong ALL_SENT_AT = new AtomicLong();

    @Option(names = "--cohorts", defaultValue = "33334", description = "Default: 33334.")
    private int cohorts;

    @Option(names = "--strata", defaultValue = "10", description = "Default: 10.")
    private int strata;

    @Option(names = "--hours", defaultValue = "12", description = "After learning. Default: 12.")
    private int hours;

    @Option(names = "--rhythm", defaultValue = "DAY", description = "Default: DAY.")
    private Rhythm rhythm;

    @Option(names = "--state-backend", defaultValue = "hashmap", description = "Or rocksdb.")
    private String stateBackend;

    public static void main(String[] args) {
        System.exit(
                new CommandLine(new DriftBenchmark())
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .execute(args));
    }

    private DriftSettings settings() {
        return new DriftSettings(
                HOUR,
                HOUR / 2,
                List.of(TallyCount.REJECTED, TallyCount.ESCALATION, TallyCount.QUIET_EXIT),
                1,
                3 * cohorts,
                0.05,
                0,
                rhythm,
                LEARN_HOURS * HOUR,
                100,
                72 * HOUR,
                28 * 24 * HOUR,
                24 * HOUR);
    }

    /** Windows hour by hour; when all are sent, the first again and again, which is refused. */
    private record Windows(int cohorts, int strata, int hours)
            implements GeneratorFunction<Long, RouteWindow> {
        @Override
        public RouteWindow map(Long index) throws InterruptedException {
            long all = (long) cohorts * (LEARN_HOURS + hours);
            if (index == (long) cohorts * (LEARN_HOURS + 1)) {
                LEARNT_AT.set(System.nanoTime());
                LEARNT_CPU.set(cpuNanos());
            }
            if (index == all) {
                // lets the last hour go
                return window(0, LEARN_HOURS + hours);
            }
            if (index > all) {
                ALL_SENT_AT.compareAndSet(0, System.nanoTime());
                Thread.sleep(100);
                return window(0, 0);
            }
            return window((int) (index % cohorts), (int) (index / cohorts));
        }

        private RouteWindow window(int cohort, int hour) {
            SplittableRandom random = new SplittableRandom(31L * cohort + hour);
            String[] names = new String[strata];
            long[] counts = new long[4 * strata];
            for (int s = 0; s < strata; s++) {
                names[s] = "summary|" + s;
                int n = 10 + random.nextInt(20);
                counts[4 * s] = n;
                for (int i = 0; i < n; i++) {
                    counts[4 * s + 1] += random.nextDouble() < 0.1 ? 1 : 0;
                    counts[4 * s + 2] += random.nextDouble() < 0.05 ? 1 : 0;
                    counts[4 * s + 3] += random.nextDouble() < 0.3 ? 1 : 0;
                }
            }
            long start = FIRST + hour * HOUR;
            return new RouteWindow(
                    "tenant",
                    "{\"tenant\":\"" + cohort + "\"}",
                    "cheap",
                    start,
                    start + HOUR,
                    names,
                    counts,
                    new long[] {600, 60, 20},
                    5_000_000,
                    200,
                    new String[] {"v1"},
                    new String[] {"small-8b"},
                    new double[] {0.5});
        }
    }

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createTempDirectory("routesight-drift");
        DriftSettings settings = settings();
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(
                        new Configuration()
                                .set(StateBackendOptions.STATE_BACKEND, stateBackend)
                                .set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem")
                                .set(
                                        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                                        folder.toUri().toString())
                                // a machine that is busy with other things is no failure
                                .set(
                                        HeartbeatManagerOptions.HEARTBEAT_TIMEOUT,
                                        Duration.ofHours(1)));
        env.setParallelism(2);
        DataGeneratorSource<RouteWindow> source =
                new DataGeneratorSource<>(
                        new Windows(cohorts, strata, hours),
                        Long.MAX_VALUE,
                        TypeInformation.of(RouteWindow.class));
        env.fromSource(
                        source,
                        WatermarkStrategy.<RouteWindow>forMonotonousTimestamps()
                                .withTimestampAssigner(
                                        (window, t) -> settings.finalAt(window.windowStart())),
                        "windows")
                .setParallelism(1)
                .keyBy(RouteWindow::key)
                .connect(
                        env.fromData(Types.LONG, 0L)
                                .filter(each -> false)
                                .broadcast(ObservedUntil.STATE))
                .process(new DetectDrift(settings))
                .returns(CohortDrift.class)
                .uid("detect-drift")
                .keyBy(GroupAlerts::keyOf)
                .process(new GroupAlerts(settings))
                .returns(DriftAlert.class)
                .uid("group-alerts")
                .sinkTo(new DiscardingSink<>());
        JobClient job = env.executeAsync("drift");
        while (ALL_SENT_AT.get() == 0) {
            if (job.getJobStatus().get().isGloballyTerminalState()) {
                throw new IllegalStateException("the job ended, see its log");
            }
            Thread.sleep(500);
        }
        // a savepoint waits until all that was sent has been worked off
        String savepoint =
                job.triggerSavepoint(
                                folder.toUri().toString(),
                                stateBackend.equals("hashmap")
                                        ? SavepointFormatType.NATIVE
                                        : SavepointFormatType.CANONICAL)
                        .get(10, TimeUnit.MINUTES);
        long end = System.nanoTime();
        long cpu = cpuNanos() - LEARNT_CPU.get();
        job.cancel().get(1, TimeUnit.MINUTES);
        long bytes = size(Path.of(java.net.URI.create(savepoint)));
        long rows = (long) cohorts * (hours - 1);
        System.out.printf(
                "[drift-job] %s, rhythm %s, %d strata: %,d tests, savepoint %,d bytes, %d a test;"
                    + " %,d rows of the tallies: %.1f s on 2 cores, of CPU time %.0f us a row and"
                    + " test (the making of the rows, %.0f us each, not counted)%n",
                stateBackend,
                rhythm,
                strata,
                3 * cohorts,
                bytes,
                bytes / (3L * cohorts),
                rows,
                (end - LEARNT_AT.get()) / 1e9,
                (cpu / 1e3 / rows - makingMicros()) / 3,
                makingMicros());
        return 0;
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean)
                        ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    /** What a row costs before it is read. */
    private double makingMicros() {
        Windows windows = new Windows(cohorts, strata, hours);
        int rows = 50_000;
        long from = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long sum = 0;
        for (int i = 0; i < rows; i++) {
            sum += windows.window(i % cohorts, i / cohorts).counts().length;
        }
        long took = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - from;
        if (sum != 4L * strata * rows) {
            throw new IllegalStateException("rows of another width");
        }
        return took / 1e3 / rows;
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).mapToLong(DriftBenchmark::sizeOf).sum();
        }
    }

    private static long sizeOf(Path file) {
        return file.toFile().length();
    }
}
