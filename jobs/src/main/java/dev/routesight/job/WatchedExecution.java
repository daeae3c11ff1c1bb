package dev.routesight.job;

import dev.routesight.functions.ReceiveEvents;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Runs a job to its end and tells, twice a second, how many events it has read. */
final class WatchedExecution {
    private static final long PAUSE_MILLIS = 500;

    private WatchedExecution() {}

    static void run(StreamExecutionEnvironment env, String name, LongConsumer eventsRead)
            throws Exception {
        eventsRead.accept(0);
        JobClient job = env.executeAsync(name);
        CompletableFuture<JobExecutionResult> end = job.getJobExecutionResult();
        try {
            while (!hasEnded(end)) {
                tell(job, eventsRead);
            }
            Long read = end.get().getAccumulatorResult(ReceiveEvents.EVENTS_READ);
            eventsRead.accept(read == null ? 0 : read);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private static void tell(JobClient job, LongConsumer eventsRead) {
        try {
            job.getAccumulators()
                    .thenAccept(
                            values -> {
                                if (values.get(ReceiveEvents.EVENTS_READ) instanceof Long read) {
                                    eventsRead.accept(read);
                                }
                            });
        } catch (IllegalStateException e) {
            // a local cluster goes a moment before the result is there
            return;
        }
    }

    private static boolean hasEnded(CompletableFuture<?> end)
            throws ExecutionException, InterruptedException {
        try {
            end.get(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }
}
