package dev.routesight.loop;

import java.util.Locale;

/** A closed loop in lines of text: a row a period, with its regret as a bar. */
public final class LoopText {
    private static final double PERCENT_OF_CELL = 1;
    private static final int CELLS = 40;

    private LoopText() {}

    public static String header() {
        return String.format(
                Locale.ROOT,
                "%6s  %9s  %6s  %12s  %7s  %-14s %-18s %s",
                "period",
                "threshold",
                "oracle",
                "USD/decision",
                "regret",
                "status",
                "reason",
                "regret, 1 % a cell");
    }

    public static String line(LoopStep step) {
        double regret = 100 * step.regret();
        int cells = (int) Math.min(CELLS, Math.round(regret / PERCENT_OF_CELL));
        String more = regret / PERCENT_OF_CELL > CELLS ? ">" : "";
        return String.format(
                        Locale.ROOT,
                        "%6d  %9.2f  %6.2f  %12.6f  %6.1f%%  %-14s %-18s %s",
                        step.period() + 1,
                        step.threshold(),
                        step.oracle(),
                        step.cost(),
                        regret,
                        step.said().status(),
                        step.said().reason(),
                        "█".repeat(cells) + more)
                .stripTrailing();
    }
}
