package dev.routesight.cli;

import dev.routesight.drift.RowDetector;
import dev.routesight.drift.Watch;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The drift test over counts from stdin, one row a block. */
@Command(
        name = "detect",
        description = {
            "Reads CSV n,x (n decisions, x of them with the signal) or n,x,n_ref,x_ref from stdin,"
                    + " a row per period in order of time, and watches the rate for drift. A header"
                    + " is optional; with one, columns are found by name.",
            "Writes the row with e_value, state, odds_ratio and since. e_value is the e-detector;"
                    + " a row in which it reaches --arl is an alert, and the test starts anew."
                    + " state is learning, ok, alert, open (the alert goes on) or resolved."
                    + " odds_ratio is the size of change that fits best, since the row it began"
                    + " in, an estimate.",
            "The promise: with decisions independent and no drift, a false alert comes on average"
                    + " at most every N decisions of --arl.",
        },
        footer = {
            "  printf '1000,20\\n1000,22\\n1000,41\\n1000,45\\n' | ./routesight detect --baseline"
                    + " 0.02",
            "  ./routesight detect --reference --arl 1e6 < arms.csv",
            "  ./routesight detect --learn 14 --watch rises < days.csv",
        })
final class DetectCommand implements Callable<Integer> {
    private static final int LEARN_ROWS = 30;

    private final InputStream in;
    private final OutputStream out;

    @Mixin private CommonOptions common;

    @Option(
            names = "--baseline",
            paramLabel = "P",
            description = "The rate without drift, between 0 and 1. Else it is learnt.")
    private Double baseline;

    @Option(
            names = "--reference",
            description =
                    "Compare with the group in n_ref,x_ref, which ran at the same time: what moves"
                            + " both alike is no drift. Its odds are taken to be the same, as in"
                            + " arms drawn at random, unless --learn is given.")
    private boolean reference;

    @Option(
            names = "--learn",
            paramLabel = "ROWS",
            description =
                    "Learn the baseline, or with --reference the odds ratio, from the first ROWS"
                            + " rows (default without --baseline and --reference: 30).")
    private Integer learn;

    @Option(
            names = "--arl",
            paramLabel = "N",
            defaultValue = "100000",
            description =
                    "Decisions between two false alerts, on average at least (default:"
                            + " ${DEFAULT-VALUE}).")
    private double runLength;

    @Option(
            names = "--watch",
            paramLabel = "MOVES",
            defaultValue = "both",
            description = "rises, falls or both (default: ${DEFAULT-VALUE}).")
    private String watch;

    @Option(
            names = "--design-effect",
            paramLabel = "D",
            defaultValue = "1",
            description =
                    "How many times more counts vary than independent decisions would, for"
                            + " example 2 when users decide in bursts (default:"
                            + " ${DEFAULT-VALUE}).")
    private double designEffect;

    @Option(
            names = "--delta",
            paramLabel = "D",
            defaultValue = "0.05",
            description =
                    "Chance that what was learnt breaks the promise (default: ${DEFAULT-VALUE}).")
    private double delta;

    DetectCommand(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    @Override
    public Integer call() throws Exception {
        new DetectLines(settings()).run(in, out);
        return 0;
    }

    private RowDetector.Settings settings() {
        if (baseline != null && reference) {
            throw new UsageException("--baseline and --reference exclude each other");
        }
        if (baseline != null && learn != null) {
            throw new UsageException("--baseline and --learn exclude each other");
        }
        if (baseline != null && !(baseline > 0 && baseline < 1)) {
            throw new UsageException("--baseline must lie between 0 and 1, not " + baseline);
        }
        if (learn != null && learn < 1) {
            throw new UsageException("--learn must be at least 1, not " + learn);
        }
        if (!(runLength >= 100 && runLength <= 1e15)) {
            throw new UsageException("--arl must lie between 100 and 1e15, not " + runLength);
        }
        if (!(designEffect >= 1 && designEffect <= 1e6)) {
            throw new UsageException("--design-effect must be at least 1, not " + designEffect);
        }
        if (!(delta > 0 && delta < 0.5)) {
            throw new UsageException("--delta must lie between 0 and 0.5, not " + delta);
        }
        int rows = learn != null ? learn : baseline == null && !reference ? LEARN_ROWS : 0;
        return new RowDetector.Settings(
                baseline == null ? Double.NaN : baseline,
                reference,
                rows,
                runLength,
                delta,
                designEffect,
                moves(watch));
    }

    static Watch moves(String name) {
        for (Watch watch : Watch.values()) {
            if (watch.name().equals(name.toUpperCase(Locale.ROOT))) {
                return watch;
            }
        }
        throw new UsageException("--watch must be rises, falls or both, not '" + name + "'");
    }
}
