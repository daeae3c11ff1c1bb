package dev.routesight.money;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads a price book from YAML and refuses what does not make sense, by name. */
public final class PriceFile {
    private static final ObjectMapper YAML =
            new ObjectMapper(new YAMLFactory())
                    .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    /** What may have a price; a correction and a thumbs down of one decision cost both. */
    private static final Set<String> SIGNALS =
            new TreeSet<>(
                    Set.of(
                            "rejected",
                            "escalation",
                            "regeneration",
                            "edit",
                            "rephrase",
                            "correction",
                            "abandonment",
                            "handoff",
                            "thumbs_down",
                            "failure",
                            "quiet_exit"));

    private PriceFile() {}

    /**
     * @throws IllegalArgumentException in one line, when the file says something that is not so
     */
    public static PriceBook read(InputStream in) throws IOException {
        JsonNode root;
        try {
            root = YAML.readTree(in);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not YAML: " + e.getOriginalMessage(), e);
        }
        allow(root, "the file", Set.of("signals", "cohorts", "models", "routes"));
        List<PriceBook.Cohort> cohorts = new ArrayList<>();
        for (JsonNode node : root.path("cohorts")) {
            allow(node, "a cohort", Set.of("match", "signals"));
            Map<String, String> match = new LinkedHashMap<>();
            node.path("match")
                    .properties()
                    .forEach(d -> match.put(d.getKey(), d.getValue().asText()));
            if (match.isEmpty()) {
                throw new IllegalArgumentException("cohorts: an entry matches nothing");
            }
            cohorts.add(new PriceBook.Cohort(match, signals(node.path("signals"), "cohorts")));
        }
        return new PriceBook(
                signals(root.path("signals"), "signals"),
                cohorts,
                tokens(root.path("models"), "models"),
                tokens(root.path("routes"), "routes"));
    }

    private static Map<String, Double> signals(JsonNode node, String where) {
        allow(node, where, SIGNALS);
        Map<String, Double> prices = new LinkedHashMap<>();
        node.properties()
                .forEach(
                        s -> prices.put(s.getKey(), price(s.getValue(), where + "." + s.getKey())));
        if (prices.containsKey("rejected") && prices.size() > 1) {
            prices.forEach(
                    (kind, price) -> {
                        boolean both =
                                !Set.of("rejected", "escalation", "failure", "quiet_exit")
                                        .contains(kind);
                        if (both && price > 0) {
                            throw new IllegalArgumentException(
                                    where
                                            + ": price either rejected or its kinds, such as "
                                            + kind);
                        }
                    });
        }
        return prices;
    }

    private static Map<String, PriceBook.Tokens> tokens(JsonNode node, String where) {
        Map<String, PriceBook.Tokens> prices = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String what = where + "." + entry.getKey();
            allow(entry.getValue(), what, Set.of("input", "output"));
            prices.put(
                    entry.getKey(),
                    new PriceBook.Tokens(
                            price(entry.getValue().path("input"), what + ".input"),
                            price(entry.getValue().path("output"), what + ".output")));
        }
        return prices;
    }

    private static double price(JsonNode value, String what) {
        double price = value.isNumber() ? value.doubleValue() : -1;
        if (!(price >= 0 && price < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(what + " is no price in USD");
        }
        return price;
    }

    private static void allow(JsonNode node, String what, Set<String> known) {
        node.fieldNames()
                .forEachRemaining(
                        name -> {
                            if (!known.contains(name)) {
                                throw new IllegalArgumentException(
                                        what + " has an unknown key '" + name + "'");
                            }
                        });
    }
}
