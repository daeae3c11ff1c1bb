package dev.routesight.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.routesight.offpolicy.PolicyBias;
import java.util.Locale;

/** The report that lies beside a training set. */
final class PolicyBiasText {
    private final String dataset;
    private final String horizon;
    private final PolicyBias bias;

    PolicyBiasText(String dataset, String horizon, PolicyBias bias) {
        this.dataset = dataset;
        this.horizon = horizon;
        this.bias = bias;
    }

    String markdown() {
        StringBuilder t =
                new StringBuilder("# How this set is bent by the policy that made it\n\n");
        t.append(
                words(
                        "Dataset %s, outcomes %s after each decision. %d decisions, %d (%.2f %%)"
                                + " deliberately routed by chance or an experiment, %d without"
                                + " propensity. %.1f %% are of a query shape and score bin where"
                                + " every route was seen.%n%n",
                        dataset,
                        horizon,
                        bias.rows(),
                        bias.deliberate(),
                        100.0 * bias.deliberate() / bias.rows(),
                        bias.without(),
                        100 * bias.overlap()));
        t.append("| route | decisions | deliberate | rejected, as logged | rejected, if all went");
        t.append(
                " there | effective decisions | least propensity |\n"
                        + "|---|---|---|---|---|---|---|\n");
        for (PolicyBias.Route r : bias.routes()) {
            t.append(
                    words(
                            "| %s | %d | %d | %.2f %% | %s | %.0f | %s |%n",
                            r.route().replace("|", "\\|"),
                            r.decisions(),
                            r.deliberate(),
                            100 * r.logged(),
                            known(r.weighted()) ? words("%.2f %%", 100 * r.weighted()) : "unknown",
                            r.effective(),
                            known(r.leastPropensity())
                                    ? words("%.4f", r.leastPropensity())
                                    : "unknown"));
        }
        t.append("\nThe two rates of a route differ where the policy sends it the easier queries.");
        t.append(" Train with `weight`, or on the rows marked `deliberate`.\n");
        if (!bias.warnings().isEmpty()) {
            t.append("\nMind:\n");
            bias.warnings().forEach(w -> t.append("* ").append(w).append('\n'));
        }
        return t.toString();
    }

    String json() throws JsonProcessingException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode();
        root.put("dataset", dataset)
                .put("horizon", horizon)
                .put("decisions", bias.rows())
                .put("deliberate", bias.deliberate())
                .put("without_propensity", bias.without())
                .put("overlap", bias.overlap());
        root.putArray("routes");
        for (PolicyBias.Route r : bias.routes()) {
            ObjectNode route = root.withArray("/routes").addObject();
            route.put("route", r.route())
                    .put("decisions", r.decisions())
                    .put("deliberate", r.deliberate())
                    .put("rejected_as_logged", r.logged())
                    .put("effective", r.effective());
            number(route, "rejected_weighted", r.weighted());
            number(route, "least_propensity", r.leastPropensity());
        }
        root.putArray("warnings");
        bias.warnings().forEach(root.withArray("/warnings")::add);
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }

    private static void number(ObjectNode node, String name, double value) {
        if (known(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }

    private static boolean known(double value) {
        return Double.isFinite(value);
    }

    private static String words(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
