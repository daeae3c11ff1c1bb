package dev.routesight.loop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A closed loop as files: its rows as CSV, its thresholds and regret over time as a drawing. */
public final class LoopChart {
    private static final double WIDTH = 720;
    private static final double HEIGHT = 180;
    private static final double LEFT = 60;
    private static final double TOP = 40;

    private LoopChart() {}

    /** Writes {@code loop.csv} and {@code regret.svg} into a folder. */
    public static void write(LoopPlan plan, List<LoopStep> steps, Path folder) throws IOException {
        Files.createDirectories(folder);
        StringBuilder csv =
                new StringBuilder(
                        "period,threshold,oracle_threshold,cost_usd,oracle_cost_usd,regret,worse,"
                                + "status,reason,said_threshold\n");
        for (LoopStep step : steps) {
            csv.append(
                    String.format(
                            Locale.ROOT,
                            "%d,%s,%s,%.9f,%.9f,%.6f,%s,%s,%s,%s%n",
                            step.period() + 1,
                            step.threshold(),
                            step.oracle(),
                            step.cost(),
                            step.oracleCost(),
                            step.regret(),
                            plan.worse(step.period()),
                            step.said().status(),
                            step.said().reason(),
                            step.said().threshold()));
        }
        Files.writeString(folder.resolve("loop.csv"), csv);
        Files.writeString(folder.resolve("regret.svg"), svg(steps));
    }

    static String svg(List<LoopStep> steps) {
        double most = 0.1;
        for (LoopStep step : steps) {
            most = Math.max(most, step.regret());
        }
        double low = TOP + HEIGHT + 60;
        return String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\""
                                + " font-family=\"sans-serif\" font-size=\"12\">%n",
                        LEFT + WIDTH + 20,
                        low + HEIGHT + 40)
                + panel(TOP, "Threshold: of the router, and dashed the oracle's", 1, "%.1f", steps)
                + line(steps, TOP, 1, LoopStep::threshold, "")
                + line(steps, TOP, 1, LoopStep::oracle, " stroke-dasharray=\"4 3\"")
                + panel(
                        low,
                        "Regret: cost of a decision beyond the oracle's",
                        most,
                        "%.0f%%",
                        steps)
                + line(steps, low, most, LoopStep::regret, "")
                + "</svg>\n";
    }

    private static String panel(
            double top, String title, double most, String unit, List<LoopStep> steps) {
        double shown = unit.endsWith("%%") ? 100 * most : most;
        StringBuilder svg = new StringBuilder();
        svg.append(text(LEFT, top - 12, "start", title));
        svg.append(text(LEFT - 8, top + 4, "end", String.format(Locale.ROOT, unit, shown)));
        svg.append(text(LEFT - 8, top + HEIGHT + 4, "end", "0"));
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<path d=\"M%.1f %.1fV%.1fH%.1f\" fill=\"none\" stroke=\"#888\"/>%n",
                        LEFT,
                        top,
                        top + HEIGHT,
                        LEFT + WIDTH));
        svg.append(text(LEFT + WIDTH, top + HEIGHT + 18, "end", "period " + steps.size()));
        return svg.toString();
    }

    private static String text(double x, double y, String anchor, String text) {
        return String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"#666\">%s</text>%n",
                x,
                y,
                anchor,
                text);
    }

    private static String line(
            List<LoopStep> steps,
            double top,
            double most,
            ToDoubleFunction<LoopStep> value,
            String more) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < steps.size(); i++) {
            double x = LEFT + WIDTH * (i + 0.5) / steps.size();
            double y = top + HEIGHT * (1 - value.applyAsDouble(steps.get(i)) / most);
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
        }
        return String.format(
                Locale.ROOT,
                "<polyline points=\"%s\" fill=\"none\" stroke=\"#2266bb\" stroke-width=\"2\"%s/>%n",
                points.toString().stripTrailing(),
                more);
    }
}
