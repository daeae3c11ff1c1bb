package dev.routesight.report;

import dev.routesight.config.JobConfig;
import dev.routesight.database.EmbeddedDatabase;
import dev.routesight.job.BatchRun;
import dev.routesight.simulate.Simulation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The demo's traffic in a database. */
final class DemoWorld implements AutoCloseable {
    static final Path EXPERIMENTS = Path.of("../conf/scenarios/demo-experiments.yaml");
    static final Path PRICES = Path.of("../conf/prices.yaml");

    final EmbeddedDatabase database;
    private final JobConfig config;

    private DemoWorld(EmbeddedDatabase database, JobConfig config) {
        this.database = database;
        this.config = config;
    }

    static DemoWorld in(Path folder) throws Exception {
        EmbeddedDatabase database = EmbeddedDatabase.start();
        Simulation.write(
                Path.of("../conf/scenarios/demo.yaml"),
                folder,
                OptionalLong.empty(),
                (lines, share) -> {});
        JobConfig config =
                JobConfig.of(
                        "dataset=demo",
                        "parallelism=2",
                        "cuts=[[], [query_shape], [language], [query_shape, language]]",
                        "drift.learn=1d",
                        "drift.rhythm=none",
                        "tally.candidates=[lower]",
                        "experiments=" + EXPERIMENTS,
                        "prices=" + PRICES);
        try (Stream<Path> files = Files.list(folder.resolve("events"))) {
            BatchRun.run(
                    config.writingTo(database.reached(config.jdbc())), files.sorted().toList());
        }
        return new DemoWorld(database, config);
    }

    ReportRequest request() {
        return ReportRequest.ofEverything(
                "demo", "strong", config.tally().experiments(), config.tally().prices());
    }

    @Override
    public void close() throws Exception {
        database.close();
    }
}
