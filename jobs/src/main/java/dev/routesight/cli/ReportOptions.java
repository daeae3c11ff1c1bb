package dev.routesight.cli;

import dev.routesight.config.JobConfig;
import dev.routesight.config.Options;
import dev.routesight.report.ReportRequest;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a report is about. */
final class ReportOptions {
    @Mixin private DatasetOptions tables;
    @Mixin private DaysOption days;

    @Option(
            names = "--cut",
            paramLabel = "CUT",
            description =
                    "Only cohorts of this cut beside all traffic, such as query_shape (default:"
                            + " every cut).")
    private String cut;

    @Mixin private HorizonOption horizon;

    @Option(
            names = "--route",
            paramLabel = "R",
            description =
                    "The cheap route (default: cheap, else the busiest beside the reference).")
    private String route;

    @Option(
            names = "--experiments",
            paramLabel = "FILE",
            description = "Declared experiments (key: experiments), for the calibration range.")
    private String experiments;

    @Option(
            names = "--prices",
            paramLabel = "FILE",
            description = "What a bad answer costs (key: prices); without it only the break-even.")
    private String prices;

    @Mixin private LevelOption level;

    JobConfig config(Map<String, String> environment) {
        return tables.reader(environment)
                .argument(Options.EXPERIMENTS, experiments, "--experiments")
                .argument(Options.PRICES, prices, "--prices")
                .read();
    }

    /**
     * @param lastDays so many of the last days when no days are asked for, 0 for all
     */
    ReportRequest request(JobConfig config, int lastDays) {
        return new ReportRequest(
                config.dataset(),
                days.since(),
                days.until(),
                days.isGiven() ? 0 : lastDays,
                cut,
                horizon.seconds(),
                route,
                config.tally().referenceRoute(),
                level.checked(),
                config.tally().experiments(),
                config.tally().prices());
    }
}
