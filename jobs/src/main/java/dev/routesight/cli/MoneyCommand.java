package dev.routesight.cli;

import dev.routesight.answer.MoneyAnswer;
import dev.routesight.config.JdbcConfig;
import dev.routesight.config.JobConfig;
import dev.routesight.config.Options;
import dev.routesight.database.MoneyTallies;
import dev.routesight.money.PriceBook;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What routing saves and what it costs in bad answers. */
@Command(
        name = "money",
        description = {
            "What routing saved, what its bad answers cost, and whether the one is worth the other,"
                    + " per day and over all days asked for (month to date: --since the first).",
            "Saved is what the reference route would have cost for root decisions less all that was"
                    + " spent, retries, escalations and shadow answers included. Bad answers are"
                    + " those that cheap gave and the reference would not have: decisions that the"
                    + " policy sent to cheap, by query shape and score bin, times the difference"
                    + " of rejected rates in randomised traffic there, over all days asked for;"
                    + " without such traffic they are unidentifiable.",
            "Needs the cut in tally.buckets.",
        },
        footer = {
            "  ./routesight money --jdbc-url jdbc:postgresql://localhost/routesight \\",
            "      --prices conf/prices.yaml --since 2026-10-01",
        })
final class MoneyCommand implements Callable<Integer> {
    private final Map<String, String> environment;
    private final OutputStream out;

    @Mixin private CommonOptions common;
    @Mixin private DatasetOptions tables;
    @Mixin private DaysOption days;

    @Option(
            names = "--prices",
            paramLabel = "FILE",
            description = "What a bad answer costs (key: prices); without it only the break-even.")
    private String prices;

    @Option(
            names = "--cut",
            paramLabel = "CUT",
            defaultValue = "",
            description = "Dimension names joined by a comma; by default all traffic together.")
    private String cut;

    @Option(
            names = "--route",
            paramLabel = "R",
            defaultValue = "cheap",
            description = "The cheap route (default: ${DEFAULT-VALUE}).")
    private String route;

    @Mixin private HorizonOption horizon;

    @Mixin private LevelOption level;

    @Mixin private AnswerFormat format;

    MoneyCommand(Map<String, String> environment, OutputStream out) {
        this.environment = environment;
        this.out = out;
    }

    @Override
    public Integer call() throws Exception {
        JobConfig config =
                tables.reader(environment).argument(Options.PRICES, prices, "--prices").read();
        JdbcConfig database = DatabaseOptions.databaseOf(config);
        double coverage = level.checked();
        boolean json = format.isJson();
        PriceBook book = config.tally().prices();
        MoneyTallies.Prices ofCohort = MoneyTallies.prices(book);
        List<MoneyTallies.CohortMoney> cohorts;
        try (Connection connection = database.connect()) {
            cohorts =
                    new MoneyTallies(config.dataset(), cut, horizon.seconds())
                            .read(
                                    connection,
                                    route,
                                    config.tally().referenceRoute(),
                                    days.since(),
                                    days.until(),
                                    ofCohort);
        }
        if (cohorts.isEmpty()) {
            throw new UsageException(
                    "no complete day in bucket_tally of dataset "
                            + config.dataset()
                            + ", cut '"
                            + cut
                            + "', horizon "
                            + horizon.text()
                            + ": see the key tally.buckets");
        }
        StringBuilder text = new StringBuilder();
        for (MoneyTallies.CohortMoney cohort : cohorts) {
            MoneyAnswer answer =
                    new MoneyAnswer(
                            cohort,
                            ofCohort.of(cohort.cohort()),
                            !book.equals(PriceBook.EMPTY),
                            coverage);
            text.append(
                    json
                            ? MoneyJson.of(
                                    answer, config.dataset(), cut, horizon.seconds(), coverage)
                            : new MoneyText(answer, coverage).text(config.dataset(), cut));
        }
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        out.flush();
        return 0;
    }
}
