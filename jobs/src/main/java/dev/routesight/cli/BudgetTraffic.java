package dev.routesight.cli;

import dev.routesight.budget.Cohort;
import dev.routesight.database.BudgetTallies;
import picocli.CommandLine.Option;

/** Traffic that a person describes, where there are no tallies of it. */
final class BudgetTraffic {
    @Option(
            names = "--weekly",
            paramLabel = "N",
            description = "Decisions a week, instead of tallies; then --rate is needed too.")
    private Double weekly;

    @Option(names = "--rate", paramLabel = "P", description = "Rejected rate, 0 to 1.")
    private Double rate;

    @Option(
            names = "--cheap-share",
            paramLabel = "S",
            defaultValue = "0.5",
            description = "Share that the policy sends to cheap (default: ${DEFAULT-VALUE}).")
    private double cheapShare;

    @Option(
            names = "--cheap-usd",
            paramLabel = "USD",
            description = "Cost of a decision of the cheap route.")
    private Double cheapUsd;

    @Option(
            names = "--reference-usd",
            paramLabel = "USD",
            description = "Cost of a decision of the reference route.")
    private Double referenceUsd;

    @Option(
            names = "--ties",
            paramLabel = "S",
            defaultValue = "0",
            description = "Share of judged pairs without a winner (default: ${DEFAULT-VALUE}).")
    private double ties;

    @Option(
            names = "--design-effect",
            paramLabel = "D",
            defaultValue = "1",
            description =
                    "How many times more rates vary than of independent decisions, as users recur"
                            + " (default: ${DEFAULT-VALUE}).")
    private double designEffect;

    boolean isGiven() {
        return weekly != null || rate != null;
    }

    BudgetTallies.Known described(double judgeUsd) {
        if (weekly == null || rate == null) {
            throw new UsageException("--weekly and --rate are given together");
        }
        double cheap = cheapUsd == null ? Double.NaN : cheapUsd;
        double reference = referenceUsd == null ? Double.NaN : referenceUsd;
        double shadow = cheapShare * reference + (1 - cheapShare) * cheap + judgeUsd;
        try {
            return new BudgetTallies.Known(
                    "",
                    new Cohort(
                            weekly, rate, cheapShare, cheap, reference, shadow, ties, designEffect),
                    0,
                    0,
                    0);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }
}
