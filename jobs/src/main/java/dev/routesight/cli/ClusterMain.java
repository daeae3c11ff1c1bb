package dev.routesight.cli;

import dev.routesight.config.ConfigurationException;
import dev.routesight.config.JobConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Runs what is submitted to a cluster. Flink calls a main inside processes of its own, so that none
 * may end them: a mistake becomes an exception that is one line.
 */
public final class ClusterMain {
    /** The batch job; no files read Kafka. */
    interface Batch {
        void run(JobConfig config, List<Path> files, long untilMillis) throws Exception;
    }

    /** The streaming job. */
    interface Stream {
        void run(JobConfig config) throws Exception;
    }

    /** A mistake of whoever submitted the job, without a stack trace: it is not in the code. */
    public static final class Refused extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }

        /** Only the line. */
        @Override
        public String toString() {
            return getMessage();
        }
    }

    private ClusterMain() {}

    public static void batch(String[] args) throws Exception {
        run(BatchArguments.running(System.getenv()), args, standardOut());
    }

    public static void stream(String[] args) throws Exception {
        run(StreamArguments.running(System.getenv()), args, standardOut());
    }

    static void run(Callable<Integer> command, String[] args, PrintWriter out) throws Exception {
        CommandLine line = new CommandLine(command).setOut(out);
        String name = line.getCommandName();
        try {
            if (CommandLine.executeHelpRequest(line.parseArgs(args)) == null) {
                command.call();
            }
        } catch (ParameterException e) {
            throw new Refused(name + ": " + Mistakes.line(e) + " (--help shows all)");
        } catch (UsageException | ConfigurationException e) {
            throw new Refused(name + ": " + e.getMessage());
        }
    }

    private static PrintWriter standardOut() {
        return new PrintWriter(System.out, true);
    }
}
