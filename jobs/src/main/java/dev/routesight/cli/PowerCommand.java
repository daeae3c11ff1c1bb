package dev.routesight.cli;

import dev.routesight.drift.AlertBudget;
import dev.routesight.drift.Power;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How many decisions a drift needs until it is alerted. */
@Command(
        name = "power",
        description = {
            "Says how many decisions a drift of a given size needs in a cohort until it is alerted,"
                    + " by simulating the very test that would run (200 runs, a fixed seed).",
            "Writes CSV: ratio (rate after over before), from, to, decisions_median and"
                    + " decisions_90 (half, nine in ten of the runs had alerted by then),"
                    + " days_median and days_90 at this volume; 'never' when it takes more than"
                    + " fifteen times what theory says, or is within what the learning leaves"
                    + " open. An alert comes at the end of a window, so round up to yours.",
        },
        footer = {
            "  ./routesight power --baseline 0.08 --weekly 1400000",
            "  ./routesight power --baseline 0.02 --weekly 20000 --ratio 1.5 --streams 500",
        })
final class PowerCommand implements Callable<Integer> {
    private static final long SEED = 20_260_105L;
    private static final double[] RATIOS = {1.02, 1.05, 1.1, 1.2, 1.5, 2, 3};

    private final OutputStream out;

    @Mixin private CommonOptions common;

    @Option(
            names = "--baseline",
            paramLabel = "P",
            required = true,
            description = "The rate without drift, between 0 and 1.")
    private double baseline;

    @Option(
            names = "--weekly",
            paramLabel = "N",
            required = true,
            description = "Decisions of the cohort in a week.")
    private double weekly;

    @Option(
            names = "--ratio",
            paramLabel = "R",
            split = ",",
            description =
                    "Rate after over rate before, below 1 for a fall; several with commas"
                            + " (default: 1.02,1.05,1.1,1.2,1.5,2,3).")
    private double[] ratios;

    @Option(
            names = "--streams",
            paramLabel = "K",
            defaultValue = "100",
            description = "Tests in the fleet: cohorts × signals (default: ${DEFAULT-VALUE}).")
    private int streams;

    @Option(
            names = "--budget",
            paramLabel = "B",
            defaultValue = "1",
            description = "False alerts a week over the whole fleet (default: ${DEFAULT-VALUE}).")
    private double budget;

    @Option(
            names = "--learn-weeks",
            paramLabel = "W",
            defaultValue = "2",
            description =
                    "Weeks the baseline is learnt from; 0 takes --baseline as known (default:"
                            + " ${DEFAULT-VALUE}).")
    private double learnWeeks;

    @Option(
            names = "--design-effect",
            paramLabel = "D",
            defaultValue = "1",
            description =
                    "How many times more counts vary than independent decisions would (default:"
                            + " ${DEFAULT-VALUE}).")
    private double designEffect;

    @Option(
            names = "--delta",
            paramLabel = "D",
            defaultValue = "0.05",
            description =
                    "Chance that what was learnt breaks the promise (default: ${DEFAULT-VALUE}).")
    private double delta;

    PowerCommand(OutputStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws IOException {
        check(baseline > 0 && baseline < 1, "--baseline must lie between 0 and 1", baseline);
        check(weekly >= 1 && weekly <= 1e12, "--weekly must lie between 1 and 1e12", weekly);
        check(streams >= 1, "--streams must be at least 1", streams);
        check(budget > 0 && budget <= 1e6, "--budget must be above 0", budget);
        check(learnWeeks >= 0 && learnWeeks <= 1000, "--learn-weeks must be 0 or more", learnWeeks);
        check(designEffect >= 1, "--design-effect must be at least 1", designEffect);
        check(delta > 0 && delta < 0.5, "--delta must lie between 0 and 0.5", delta);
        double[] asked = ratios == null ? RATIOS : ratios;
        for (double ratio : asked) {
            check(ratio > 0 && ratio != 1, "--ratio must be above 0 and not 1", ratio);
            if (ratios != null) {
                check(ratio * baseline < 1, "--ratio takes the rate to 1 or more", ratio);
            }
        }
        print("ratio,from,to,decisions_median,decisions_90,days_median,days_90\n");
        for (double ratio : asked) {
            if (ratio * baseline < 1) {
                print(line(ratio));
            }
        }
        return 0;
    }

    private String line(double ratio) {
        Power.Answer answer =
                Power.of(
                        new Power.Question(
                                baseline,
                                ratio * baseline,
                                (long) (learnWeeks * weekly),
                                delta,
                                designEffect,
                                weekly,
                                new AlertBudget(budget, streams)),
                        SEED);
        return String.format(
                Locale.ROOT,
                "%s,%.6g,%.6g,%s,%s,%s,%s%n",
                Double.toString(ratio),
                baseline,
                ratio * baseline,
                decisions(answer.median()),
                decisions(answer.ninety()),
                days(answer.median()),
                days(answer.ninety()));
    }

    private static String decisions(double count) {
        return Double.isInfinite(count) ? "never" : String.format(Locale.ROOT, "%.0f", count);
    }

    private String days(double count) {
        return Double.isInfinite(count)
                ? "never"
                : String.format(Locale.ROOT, "%.1f", count / weekly * 7);
    }

    private void print(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static void check(boolean good, String rule, Object given) {
        if (!good) {
            throw new UsageException(rule + ", not " + given);
        }
    }
}
