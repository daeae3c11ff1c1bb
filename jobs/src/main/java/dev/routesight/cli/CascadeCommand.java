package dev.routesight.cli;

import dev.routesight.answer.CascadeAnswer;
import dev.routesight.config.JdbcConfig;
import dev.routesight.config.JobConfig;
import dev.routesight.config.Options;
import dev.routesight.database.CascadeTables;
import dev.routesight.money.PriceBook;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whether a cascade is worth having, and where its gate should be. */
@Command(
        name = "cascade",
        description = {
            "How often answers were escalated, what the gate let through, what it stopped"
                    + " needlessly, what threshold it should have, and whether the cascade is worth"
                    + " its money; for each verifier and route.",
            "Needs verifier and verifier_score on escalations and on the stream of answers that"
                    + " ship, and decision-outcome: postgres. What the other choice of the gate"
                    + " would have led to is known only where chance made it: let a coin ship or"
                    + " escalate a small share of scored answers, marked forced or explore; without"
                    + " these it is unidentifiable.",
        },
        footer = {
            "  ./routesight cascade --jdbc-url jdbc:postgresql://localhost/routesight \\",
            "      --price-per-rejected 0.05 --since 2026-10-01",
        })
final class CascadeCommand implements Callable<Integer> {
    private final Map<String, String> environment;
    private final OutputStream out;

    @Mixin private CommonOptions common;
    @Mixin private DatasetOptions tables;
    @Mixin private DaysOption days;

    @Option(
            names = "--price-per-rejected",
            paramLabel = "USD",
            description = "What an answer that users reject costs (default: that of --prices).")
    private Double rejected;

    @Option(
            names = "--prices",
            paramLabel = "FILE",
            description = "What a bad answer costs (key: prices).")
    private String prices;

    @Option(
            names = "--price-per-score",
            paramLabel = "USD",
            defaultValue = "0",
            description = "What the verifier takes for an answer (default: ${DEFAULT-VALUE}).")
    private double verifier;

    @Option(
            names = "--price-per-second",
            paramLabel = "USD",
            defaultValue = "0",
            description = "What a second of waiting costs (default: ${DEFAULT-VALUE}).")
    private double second;

    @Option(
            names = "--gate",
            paramLabel = "T",
            description =
                    "Threshold below which the gate escalates (default: the one that its choices"
                            + " follow from).")
    private Double gate;

    @Mixin private HorizonOption horizon;

    @Mixin private AnswerFormat format;

    CascadeCommand(Map<String, String> environment, OutputStream out) {
        this.environment = environment;
        this.out = out;
    }

    @Override
    public Integer call() throws Exception {
        JobConfig config =
                tables.reader(environment).argument(Options.PRICES, prices, "--prices").read();
        JdbcConfig database = DatabaseOptions.databaseOf(config);
        check("--price-per-rejected", rejected);
        check("--price-per-score", verifier);
        check("--price-per-second", second);
        if (gate != null && !(gate >= 0 && gate <= 1)) {
            throw new UsageException("--gate must lie between 0 and 1, not " + gate);
        }
        boolean json = format.isJson();
        CascadeAnswer.Asked asked =
                new CascadeAnswer.Asked(
                        gate == null ? Double.NaN : gate,
                        price(config.tally().prices()),
                        verifier,
                        second);
        CascadeTables.Read read;
        try (Connection connection = database.connect()) {
            read =
                    new CascadeTables(
                                    config.dataset(), horizon.seconds(), days.since(), days.until())
                            .read(connection);
        }
        if (read.rates().isEmpty() && read.gates().isEmpty()) {
            throw new UsageException(
                    "no escalation and no verifier's score in dataset "
                            + config.dataset()
                            + ", horizon "
                            + horizon.text());
        }
        String text =
                json
                        ? CascadeJson.of(read, asked, config.dataset(), horizon.seconds())
                        : new CascadeText(asked).of(read, config.dataset(), horizon.text());
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
        return 0;
    }

    private double price(PriceBook book) {
        if (rejected != null) {
            return rejected;
        }
        return book.equals(PriceBook.EMPTY) ? Double.NaN : book.of("rejected", Map.of());
    }

    private static void check(String option, Double usd) {
        if (usd != null && !(usd >= 0 && usd <= 1e6)) {
            throw new UsageException(option + " must lie between 0 and 1000000, not " + usd);
        }
    }
}
