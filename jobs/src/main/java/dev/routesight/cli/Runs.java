package dev.routesight.cli;

import dev.routesight.config.JdbcConfig;
import dev.routesight.config.JobConfig;
import dev.routesight.metrics.MetricsRequest;
import dev.routesight.wording.CueFiles;
import dev.routesight.wording.TurnClassifier;
import java.nio.file.Path;
import java.util.OptionalLong;

/** What the commands set going once their arguments are found to be good. */
public record Runs(
        Demo demo,
        Backfill backfill,
        Stream stream,
        Simulate simulate,
        Loop loop,
        Migrate migrate,
        Tell tell,
        Serve serve,
        Classify classify) {

    /** Simulated traffic through the real graph. */
    public interface Demo {
        void run(DemoRequest request, Progress progress) throws Exception;
    }

    /** The graph over files. */
    public interface Backfill {
        void run(BackfillRequest request, Progress progress) throws Exception;
    }

    /** The graph over Kafka. */
    public interface Stream {
        void run(StreamRequest request, Progress progress) throws Exception;
    }

    /** An event log and its truth from a scenario. */
    public interface Simulate {
        void write(Path scenario, Path outDir, OptionalLong seed, Progress progress)
                throws Exception;
    }

    /** A simulated router that applies what the real graph recommends. */
    public interface Loop {
        void run(LoopRequest request, Progress progress) throws Exception;
    }

    /** A database brought to the current schema. */
    public interface Migrate {
        void migrate(JdbcConfig database) throws Exception;
    }

    /** People told of alerts, once or until it is stopped. */
    public interface Tell {
        void tell(JobConfig config, boolean once, Progress progress) throws Exception;
    }

    /** Metrics of the tables, until it is stopped. */
    public interface Serve {
        void serve(JdbcConfig database, MetricsRequest request, Progress progress) throws Exception;
    }

    /** The classifier of turns, with the user's own cues. */
    public interface Classify {
        TurnClassifier classifier(CueFiles cues);
    }
}
