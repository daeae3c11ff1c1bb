package dev.routesight.cli;

import dev.routesight.answer.BudgetAnswer;
import dev.routesight.config.JdbcConfig;
import dev.routesight.config.JobConfig;
import dev.routesight.database.BudgetTallies;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How much traffic to explore, and what that costs. */
@Command(
        name = "explore-budget",
        description = {
            "Share of traffic to explore (a random route), to force (an experiment's users) or to"
                    + " double-route and judge (shadow), so that a difference that matters is seen"
                    + " in time; what that costs; and what the present budget sees, with a warning"
                    + " when that is not enough. Two-sided test at 5 %, power 80 %.",
            "Traffic, rates, costs and users who recur come from the tallies, by cohort of a cut,"
                    + " or are described with --weekly and --rate.",
        },
        footer = {
            "  ./routesight explore-budget --jdbc-url jdbc:postgresql://localhost/routesight \\",
            "      --points 2 --weeks 4 --cut query_shape",
            "  ./routesight explore-budget --weekly 16500 --rate 0.09 --shadow 0.01 --points 5",
        })
final class ExploreBudgetCommand implements Callable<Integer> {
    private final Map<String, String> environment;
    private final OutputStream out;

    @Mixin private CommonOptions common;
    @Mixin private DatasetOptions tables;
    @Mixin private DaysOption days;
    @Mixin private HorizonOption horizon;
    @Mixin private BudgetTraffic traffic;

    @Option(
            names = "--points",
            paramLabel = "P",
            defaultValue = "2",
            description =
                    "Smallest difference worth seeing, in points: of rejected rates, or of pairs"
                            + " won and lost (default: ${DEFAULT-VALUE}).")
    private double points;

    @Option(
            names = "--weeks",
            paramLabel = "W",
            defaultValue = "4",
            description = "Within which (default: ${DEFAULT-VALUE}).")
    private double weeks;

    @Option(
            names = "--explore",
            paramLabel = "S",
            description = "Share that is explored (default: what the tallies show).")
    private Double explore;

    @Option(names = "--forced", paramLabel = "S", description = "Share that is forced, likewise.")
    private Double forced;

    @Option(
            names = "--shadow",
            paramLabel = "S",
            description = "Share that is double-routed and judged, likewise.")
    private Double shadow;

    @Option(
            names = "--judge-usd",
            paramLabel = "USD",
            defaultValue = "0",
            description = "What judging a pair costs (default: ${DEFAULT-VALUE}).")
    private double judgeUsd;

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

    @Mixin private AnswerFormat format;

    ExploreBudgetCommand(Map<String, String> environment, OutputStream out) {
        this.environment = environment;
        this.out = out;
    }

    @Override
    public Integer call() throws Exception {
        check(points > 0 && points < 100, "--points must lie between 0 and 100", points);
        check(weeks > 0 && weeks <= 1000, "--weeks must lie between 0 and 1000", weeks);
        check(judgeUsd >= 0 && judgeUsd <= 1e6, "--judge-usd must not be below 0", judgeUsd);
        share("--explore", explore);
        share("--forced", forced);
        share("--shadow", shadow);
        boolean json = format.isJson();
        StringBuilder text = new StringBuilder();
        for (BudgetTallies.Known known : known()) {
            BudgetAnswer answer = BudgetAnswer.of(given(known), points / 100, weeks);
            text.append(json ? BudgetJson.of(answer) : new BudgetText(answer).text());
        }
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        out.flush();
        return 0;
    }

    private List<BudgetTallies.Known> known() throws Exception {
        if (traffic.isGiven()) {
            return List.of(traffic.described(judgeUsd));
        }
        JobConfig config = tables.reader(environment).read();
        if (!config.jdbc().isGiven()) {
            throw new UsageException(
                    "--jdbc-url must be given, or traffic with --weekly and --rate");
        }
        JdbcConfig database = config.jdbc();
        try (Connection connection = database.connect()) {
            List<BudgetTallies.Known> known =
                    new BudgetTallies(
                                    config.dataset(),
                                    cut,
                                    horizon.seconds(),
                                    days.since(),
                                    days.until())
                            .read(connection, route, config.tally().referenceRoute(), judgeUsd);
            if (known.isEmpty()) {
                throw new UsageException(
                        "no complete window in cohort_tally of dataset "
                                + config.dataset()
                                + ", cut '"
                                + cut
                                + "', horizon "
                                + horizon.text());
            }
            return known;
        }
    }

    /** With the shares that were given. */
    private BudgetTallies.Known given(BudgetTallies.Known known) {
        return new BudgetTallies.Known(
                known.name(),
                known.cohort(),
                explore == null ? known.explored() : explore,
                forced == null ? known.forced() : forced,
                shadow == null ? known.shadowed() : shadow);
    }

    private static void share(String option, Double share) {
        if (share != null) {
            check(share >= 0 && share <= 1, option + " must lie between 0 and 1", share);
        }
    }

    private static void check(boolean good, String rule, Object given) {
        if (!good) {
            throw new UsageException(rule + ", not " + given);
        }
    }
}
