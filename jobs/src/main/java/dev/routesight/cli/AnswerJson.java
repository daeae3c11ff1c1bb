package dev.routesight.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.routesight.stats.Estimate;
import dev.routesight.stats.Fieller;

/** Statistics as JSON. It knows no infinity and no NaN: these are null. */
final class AnswerJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private AnswerJson() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static String line(ObjectNode object) {
        try {
            return MAPPER.writeValueAsString(object) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an object of numbers and texts", e);
        }
    }

    static void number(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }

    /** Its value, standard error and bounds. */
    static void estimate(ObjectNode node, Estimate estimate) {
        number(node, "value", estimate.value());
        number(node, "standard_error", estimate.standardError());
        number(node, "low", estimate.interval().low());
        number(node, "high", estimate.interval().high());
    }

    /** The ratio and its bounds, which are null where the set is no interval. */
    static void ratio(ObjectNode node, Fieller ratio) {
        number(node, "value", ratio.ratio());
        number(node, "low", ratio.interval().low());
        number(node, "high", ratio.interval().high());
        number(node, "g", ratio.g());
    }
}
