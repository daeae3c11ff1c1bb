package dev.routesight.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/**
 * Thresholds to be applied as pieces of routers' configuration: those that are proposed, and those
 * to go back to. What only the user knows is a name in capitals.
 *
 * <p>LiteLLM: {@code complexity_router_config.tier_boundaries} of an {@code
 * auto_router/complexity_router} (docs.litellm.ai, Auto Router). vLLM Semantic Router: {@code
 * routing.projections.mappings} of method {@code threshold_bands} and decisions on their outputs
 * (config.yaml, version v0.3).
 */
final class ThresholdExport {
    /** LiteLLM's own, between its two lower and its two upper tiers. */
    private static final double SIMPLE_MEDIUM = 0.15;

    private static final double COMPLEX_REASONING = 0.60;

    private final List<ObjectNode> rows;

    ThresholdExport(List<ObjectNode> rows) {
        this.rows =
                rows.stream()
                        .filter(
                                row ->
                                        List.of("proposed", "rollback")
                                                .contains(row.get("status").asText()))
                        .toList();
    }

    /** Two tiers below the threshold, two from it on. */
    String litellm() {
        StringBuilder yaml = new StringBuilder(head("LiteLLM config.yaml"));
        yaml.append(
                """
                # The scores must be those of LiteLLM's heuristic classifier (routing_decision.score), logged as `score`.
                # CHEAP_MODEL and STRONG_MODEL are the model_name of your two routes in this file. A prompt with LiteLLM's
                # reasoning markers goes to REASONING whatever its score.
                """);
        yaml.append(rows.isEmpty() ? "model_list: []\n" : "model_list:\n");
        for (JsonNode row : rows) {
            double threshold = row.get("proposed_threshold").asDouble();
            yaml.append(comment(row, "  "));
            yaml.append(
                    """
                      - model_name: %s
                        litellm_params:
                          model: auto_router/complexity_router
                          complexity_router_default_model: STRONG_MODEL
                          complexity_router_config:
                            classifier_type: heuristic
                            tiers: {SIMPLE: CHEAP_MODEL, MEDIUM: CHEAP_MODEL, COMPLEX: STRONG_MODEL, REASONING: STRONG_MODEL}
                            tier_boundaries: {simple_medium: %s, medium_complex: %s, complex_reasoning: %s}
                    """
                            .formatted(
                                    quoted(name(row, "-")),
                                    number(Math.min(SIMPLE_MEDIUM, threshold)),
                                    number(threshold),
                                    number(Math.max(COMPLEX_REASONING, threshold))));
        }
        return yaml.toString();
    }

    /** A band of the score on each side of the threshold, and a decision on each. */
    String vllmSr() {
        StringBuilder yaml = new StringBuilder(head("vLLM Semantic Router config.yaml"));
        yaml.append(
                """
                # SCORE_PROJECTION is the name of the entry of routing.projections.scores that is logged as `score`, 0 to 1.
                # CHEAP_MODEL and STRONG_MODEL are the names of your two routes in providers.models. Add to each decision
                # the conditions that tell its cohort, and priorities that fit yours.
                """);
        if (rows.isEmpty()) {
            return yaml.append("routing: {}\n").toString();
        }
        yaml.append("routing:\n  projections:\n    mappings:\n");
        for (JsonNode row : rows) {
            String name = name(row, "_");
            String threshold = number(row.get("proposed_threshold").asDouble());
            yaml.append(comment(row, "      "));
            yaml.append(
                    """
                          - name: %1$s
                            source: SCORE_PROJECTION
                            method: threshold_bands
                            outputs:
                              - name: %2$s
                                lt: %4$s
                              - name: %3$s
                                gte: %4$s
                    """
                            .formatted(
                                    quoted(name),
                                    quoted(name + "_cheap"),
                                    quoted(name + "_strong"),
                                    threshold));
        }
        yaml.append("  decisions:\n");
        for (JsonNode row : rows) {
            yaml.append(decision(row, "cheap", "CHEAP_MODEL"));
            yaml.append(decision(row, "strong", "STRONG_MODEL"));
        }
        return yaml.toString();
    }

    private static String decision(JsonNode row, String side, String model) {
        String name = quoted(name(row, "_") + "_" + side);
        return """
            - name: %1$s
              description: %2$s
              priority: 100
              rules:
                operator: AND
                conditions:
                  - type: projection
                    name: %1$s
              modelRefs:
                - model: %3$s
        """
                .formatted(name, quoted(RecommendText.cohort(row) + ", " + side), model);
    }

    private String head(String of) {
        return "# Thresholds that Routesight recommends, a piece of a "
                + of
                + ". Review it: nothing else does.\n"
                + (rows.isEmpty() ? "# Nothing is proposed at present.\n" : "");
    }

    private static String comment(JsonNode row, String indent) {
        String predicted = RecommendText.predicted(row);
        return "%1$s# %2$s, dataset %3$s, %4$s: %5$s -> %6$s (%7$s)\n"
                        .formatted(
                                indent,
                                RecommendText.cohort(row),
                                RecommendText.oneLine(row.get("dataset").asText()),
                                RecommendText.period(row),
                                row.get("current_threshold").asText(),
                                number(row.get("proposed_threshold").asDouble()),
                                row.get("status").asText())
                + (predicted.isEmpty() ? "" : indent + "# predicted: " + predicted + "\n");
    }

    /** A name for a cohort that a router's configuration can carry. */
    private static String name(JsonNode row, String between) {
        StringBuilder name = new StringBuilder("routesight");
        row.get("cohort")
                .properties()
                .forEach(
                        d ->
                                name.append(between)
                                        .append(
                                                d.getValue()
                                                        .asText()
                                                        .replaceAll("[^A-Za-z0-9.]+", between)));
        return name.length() == "routesight".length() ? name + between + "all" : name.toString();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.6f", value).replaceAll("(\\.\\d+?)0+$", "$1");
    }

    private static String quoted(String text) {
        return "'" + RecommendText.oneLine(text).replace("'", "''") + "'";
    }
}
